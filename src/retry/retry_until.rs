//! Repeats what is not a token request: those share their attempts, these do not.

use tokio::time::{Instant, sleep, timeout_at};

use super::retry_delay;
use crate::error::{Error, ErrorCode, Result};
use crate::spelling::TIMEOUT;

/// The first success, or the last failure before the deadline.
pub(crate) async fn retry_until<T, A>(
    deadline: Instant,
    mut attempt: impl FnMut() -> A,
) -> Result<T>
where
    A: Future<Output = Result<T>>,
{
    let (mut attempts, mut waited) = (0, 0);
    let mut last = None;
    loop {
        let error = match timeout_at(deadline, attempt()).await {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(error)) => error,
            Err(_) => return Err(last.unwrap_or_else(deadline_exceeded)),
        };
        attempts += 1;
        let error = error.tried(attempts, waited);
        let wait = retry_delay(&error, attempts).filter(|wait| Instant::now() + *wait < deadline);
        let Some(wait) = wait else {
            return Err(error);
        };
        sleep(wait).await;
        waited += wait.as_millis() as u64;
        last = Some(error);
    }
}

/// The deadline came before any answer.
pub(crate) fn deadline_exceeded() -> Error {
    Error::new(
        ErrorCode::Timeout,
        "No answer came in the time that was given.",
        format!("Allow more time ({TIMEOUT}), or check the network, firewall and proxy between this computer and the host."),
    )
    .retryable()
}
