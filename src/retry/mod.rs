//! Retries: how often, how long to wait, and which other tenants have to wait. `error/retryable.rs`
//! decides which errors are retried.

mod backoff;
mod retry_until;
mod throttle;

pub(crate) use backoff::retry_delay;
pub(crate) use retry_until::{deadline_exceeded, retry_until};
pub(crate) use throttle::Throttle;

use serde::Serialize;

/// One wait before an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Wait {
    /// The name of the error that caused the wait.
    pub reason: &'static str,
    /// How long the wait took.
    pub milliseconds: u64,
}
