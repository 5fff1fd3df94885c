//! Code that the programs of this benchmark share: the app, the tenants, and the usage of a
//! process.
//!
//! The map:
//!
//! | what | where |
//! |---|---|
//! | the table | `main.rs`, `report.rs` |
//! | the server process and its CPU time | `server.rs` |
//! | the bare loop to compare with | `yardstick.rs`, which only uses `signature.rs` |
//! | ExoMt's core | `engine.rs`; not in this library, so that the server doesn't link it |
//! | one measured turn; pairs of turns, and which of them count | `turns.rs`, `rounds.rs` |
//! | the rows of the table | `rows/` |
//! | the server | `bin/bench-server/` |
//! | processes that are measured as a whole | `bin/first-token.rs`, `tenant_memory.rs`, `../pipeline.ps1` |

pub mod tenants;
pub mod usage;
