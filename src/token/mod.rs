//! One token: the form that is sent, the answer that comes, what it means, how long it serves.

mod attempt;
mod form;
mod freshness;
mod grant;
mod rejection;
mod response;
mod unexpected;

pub(crate) use attempt::attempt;
pub(crate) use freshness::Freshness;
pub use grant::{Grant, Inspection};
pub(crate) use rejection::error_from_response;
pub(crate) use unexpected::unexpected_response;
