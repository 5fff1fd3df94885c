//! Retries all requests except token requests. Callers share the attempts of a token request, so
//! `acquire` retries it.

use tokio::time::{Instant, sleep, timeout_at};

use super::retry_delay;
use crate::error::{Error, ErrorCode, Result};
use crate::spelling::TIMEOUT;

/// Repeats an attempt until it succeeds, a retry is pointless, or the deadline has passed.
/// Returns the first success, or the last failure before the deadline.
pub(crate) async fn retry_until<T, A>(
    deadline: Instant,
    mut attempt: impl FnMut() -> A,
) -> Result<T>
where
    A: Future<Output = Result<T>>,
{
    let (mut attempts, mut waited_ms) = (0, 0);
    let mut last_error = None;
    loop {
        let error = match timeout_at(deadline, attempt()).await {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(error)) => error,
            Err(_) => return Err(last_error.unwrap_or_else(deadline_exceeded)),
        };
        attempts += 1;
        let error = error.with_attempts(attempts, waited_ms);
        let delay =
            retry_delay(&error, attempts).filter(|delay| Instant::now() + *delay < deadline);
        let Some(delay) = delay else {
            return Err(error);
        };
        sleep(delay).await;
        waited_ms += delay.as_millis() as u64;
        last_error = Some(error);
    }
}

/// Returns the error for a deadline that passes before any attempt has completed.
pub(crate) fn deadline_exceeded() -> Error {
    Error::new(
        ErrorCode::Timeout,
        "The request timed out before an answer came.",
        format!(
            "Allow more time ({TIMEOUT}), or check the network, firewall and proxy between this computer and the host."
        ),
    )
}
