//! The C functions (`include/exomt.h`): one file for each C type, the plumbing apart.
//!
//! Nothing in the core knows of this module. Each function catches unwinding, checks
//! pointers, lengths and handles, and writes its out-parameters only on success.

mod boundary;

mod app;
mod audit;
mod buffer;
mod cache;
mod consent;
mod credential;
mod explain;
mod handle;
mod library;
mod operation;
mod readiness;
mod resolve;
mod role;
mod setup;
mod signature;
mod status;
mod token;

pub use app::*;
pub use audit::*;
pub use buffer::*;
pub use cache::*;
pub use consent::*;
pub use credential::*;
pub use explain::*;
pub use handle::*;
pub use library::*;
pub use operation::*;
pub use readiness::*;
pub use resolve::*;
pub use role::*;
pub use setup::*;
pub use signature::*;
pub use status::*;
pub use token::*;
