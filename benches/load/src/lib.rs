//! What the programs of this benchmark share: who asks, for which tenants, and what a process
//! has spent.
//!
//! The map:
//!
//! | what | where |
//! |---|---|
//! | the table | `main.rs`, `report.rs` |
//! | the server and its CPU, from outside | `server.rs` |
//! | the bare loop | `yardstick.rs`, alone with `signature.rs` |
//! | ExoMt, as its users call it | `engine.rs`, not here: the server shall not hold it |
//! | turns of two, and which of them count | `turns.rs`, `rounds.rs` |
//! | each row | `rows/` |
//! | the server itself | `bin/bench-server/` |
//! | processes that are measured whole or alone | `bin/first-token.rs`, `tenant_memory.rs`, `../pipeline.ps1` |

pub mod tenants;
pub mod usage;
