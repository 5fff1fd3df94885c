//! When to ask again: what is worth it, how long to wait, and who has to wait with it.

mod backoff;
mod patiently;
mod throttle;

pub(crate) use backoff::wait_after;
pub(crate) use patiently::{patiently, too_late};
pub(crate) use throttle::Throttle;

use serde::Serialize;

/// One wait before an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Wait {
    /// The name of the error that made it necessary.
    pub reason: &'static str,
    /// How long it took.
    pub milliseconds: u64,
}
