//! Tokens that are there already, requests that are under way, failures that are remembered.
//!
//! A key is (partition, tenant, resource); a [`crate::partition::Partition`] stands for (authority,
//! cloud, app, credential), so nothing can cross from one of these to another. What is under way is
//! asked for once, however many wait for it.

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
pub(crate) use store::{Entered, Waiter};
