//! The HTTPS client. It enforces timeouts and size limits, and follows no redirects.

mod body;
mod client;
mod dns;
mod failure;
mod options;
mod proxy;
mod retry_after;
mod status;
mod trust;

pub(crate) use client::{HttpClient, Response};
pub use options::NetworkOptions;
pub use proxy::ProxyOptions;
pub(crate) use status::{error_code as status_error_code, fix as status_fix};
