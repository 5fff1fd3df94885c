//! Cached tokens, requests in flight, and remembered failures.
//!
//! A key is (partition, tenant, resource). A `Partition` stands for one
//! combination of authority, cloud, app and credential, so tokens never cross between combinations.
//! Each key has at most one request in flight, however many callers wait for it.

mod clear;
mod flight;
mod key;
mod statistics;
mod store;

#[cfg(test)]
mod tests;

pub use clear::Filter;
pub(crate) use flight::{Flight, Progress, Requester, Window};
pub(crate) use key::{Key, KeyRef};
pub use statistics::{EntrySummary, Statistics};
pub use store::Store;
pub(crate) use store::{Lookup, Waiter};
