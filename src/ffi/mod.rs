//! The C functions. Each module is a section of `include/exomt.h`, in the order below: its
//! module documentation opens the section, and its items and their documentation fill it.
//!
//! Nothing in the core knows about this module. Each function catches panics, checks
//! pointers, lengths and handles, and writes its out-parameters only on success.

mod boundary;

// The sections of the header. Blank lines keep rustfmt from sorting them.

mod version;
pub use version::*;

mod status;
pub use status::*;

mod handle;
pub use handle::*;

mod library;
pub use library::*;

mod buffer;
pub use buffer::*;

mod error;
pub use error::*;

mod credential;
pub use credential::*;

mod app;
pub use app::*;

mod operation;
pub use operation::*;

mod token;
pub use token::*;

mod tenant;
pub use tenant::*;

mod readiness;
pub use readiness::*;

mod consent;
pub use consent::*;

mod connection;
pub use connection::*;

mod setup;
pub use setup::*;

mod role;
pub use role::*;

mod audit;
pub use audit::*;

mod cache;
pub use cache::*;

mod text;
pub use text::*;

mod diagnostic;
pub use diagnostic::*;

mod script_host;
pub use script_host::*;
