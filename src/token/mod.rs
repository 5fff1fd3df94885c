//! A token request: the form, the response, its errors, and how long the token is usable.

mod attempt;
mod form;
mod freshness;
mod grant;
mod rejection;
mod response;
mod unexpected;

pub(crate) use attempt::attempt;
pub(crate) use freshness::Freshness;
pub use grant::Grant;
pub(crate) use grant::Inspection;
pub(crate) use rejection::error_from_response;
pub(crate) use unexpected::unexpected_response;
