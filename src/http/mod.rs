//! One HTTPS client with bounded time, bounded size and no redirects.

mod body;
mod client;
mod dns;
mod failure;
mod options;
mod proxy;
mod retry_after;
mod trust;

pub use client::{HttpClient, HttpOptions, Response};
pub use options::NetworkOptions;
pub use proxy::ProxyOptions;
