//! The C functions (`include/exomt.h`): one file for each C type, the plumbing apart.
//!
//! Nothing in the core knows of this module. Each function catches unwinding, checks
//! pointers, lengths and handles, and writes its out-parameters only on success.

// Types of C.
pub mod app;
pub mod buffer;
pub mod cache;
pub mod consent;
pub mod credential;
pub mod explain;
pub mod library;
pub mod operation;
pub mod readiness;
pub mod resolve;
pub mod signature;
pub mod status;
pub mod token;

// Plumbing.
mod boundary;

pub use status::Status;
