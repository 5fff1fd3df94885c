//! Decides whether to retry, and after what delay (docs/protocol.md, 8.1).

use std::time::Duration;

use uuid::Uuid;

use crate::error::{Error, ErrorCode};

/// The maximum number of attempts if the server or the network fails.
const MAX_ATTEMPTS: u32 = 4;
/// The maximum number of attempts if a host is unreachable. It is low, because such a host rarely
/// recovers within a second.
const MAX_CONNECT_ATTEMPTS: u32 = 2;
/// The maximum number of attempts if the server throttles requests. It is high, because the server
/// says when it accepts requests again.
const MAX_THROTTLED_ATTEMPTS: u32 = 10;
const BASE_DELAY: Duration = Duration::from_millis(500);
const MAX_DELAY: Duration = Duration::from_secs(10);
/// The delay after a 429 without Retry-After. MSAL for Python uses the same delay.
const DEFAULT_RETRY_AFTER: Duration = Duration::from_secs(5);
/// The maximum of the random delay that is added to Retry-After, so that not all requests are
/// repeated at the same moment.
const MAX_RETRY_AFTER_JITTER: Duration = Duration::from_millis(250);

/// Returns the delay before the next attempt, after attempt number `attempt` (from 1) has failed
/// with this error. Returns `None` if a retry is pointless, or after the last attempt.
pub(crate) fn retry_delay(error: &Error, attempt: u32) -> Option<Duration> {
    let report = error.report();
    if !report.retryable {
        return None;
    }
    let max_attempts = match error.code() {
        ErrorCode::Throttled => MAX_THROTTLED_ATTEMPTS,
        ErrorCode::HostNotFound | ErrorCode::ConnectFailed | ErrorCode::ProxyFailed => {
            MAX_CONNECT_ATTEMPTS
        }
        _ => MAX_ATTEMPTS,
    };
    if attempt >= max_attempts {
        return None;
    }
    let retry_after = report.retry_after_seconds.map(Duration::from_secs);
    Some(match (error.code(), retry_after) {
        (_, Some(retry_after)) => retry_after + jitter(MAX_RETRY_AFTER_JITTER),
        (ErrorCode::Throttled, None) => DEFAULT_RETRY_AFTER + jitter(BASE_DELAY),
        _ => jitter((BASE_DELAY * 2_u32.saturating_pow(attempt - 1)).min(MAX_DELAY)),
    })
}

/// Returns a random duration up to a limit ("full jitter").
fn jitter(span: Duration) -> Duration {
    let random = Uuid::new_v4().as_u128() as u32;
    span.mul_f64(f64::from(random) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: ErrorCode, retry_after: Option<u64>) -> Error {
        Error::new(code, "x", "y").with(|report| report.retry_after_seconds = retry_after)
    }

    #[test]
    fn only_retryable_errors_are_retried_and_not_for_ever() {
        assert!(retry_delay(&Error::new(ErrorCode::ConsentMissing, "x", "y"), 1).is_none());
        let unavailable = error(ErrorCode::ServiceUnavailable, None);
        assert!(retry_delay(&unavailable, 3).is_some() && retry_delay(&unavailable, 4).is_none());
        let unreachable = error(ErrorCode::ConnectFailed, None);
        assert!(retry_delay(&unreachable, 1).is_some() && retry_delay(&unreachable, 2).is_none());
    }

    #[test]
    fn the_delay_follows_retry_after_and_otherwise_grows() {
        let wait = retry_delay(&error(ErrorCode::Throttled, Some(7)), 1).expect("a retry");
        assert!((7_000..7_300).contains(&wait.as_millis()), "{wait:?}");
        let wait = retry_delay(&error(ErrorCode::Throttled, None), 1).expect("a retry");
        assert!((5_000..5_600).contains(&wait.as_millis()), "{wait:?}");
        for _ in 0..100 {
            let unavailable = error(ErrorCode::ServiceUnavailable, None);
            assert!(retry_delay(&unavailable, 1).expect("a retry") <= BASE_DELAY);
            assert!(retry_delay(&unavailable, 3).expect("a retry") <= BASE_DELAY * 4);
        }
    }
}
