//! Whether and when an attempt is repeated (protocol 8.1).

use std::time::Duration;

use uuid::Uuid;

use crate::error::{Error, ErrorCode};

/// Attempts for what is the server's fault, or the network's.
const MOST_ATTEMPTS: u32 = 4;
/// A host that can not be reached is seldom there a second later.
const MOST_CONNECTS: u32 = 2;
/// A server that says when to come back is believed for longer.
const MOST_THROTTLED: u32 = 10;
const BASE: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(10);
/// For a 429 without Retry-After (MSAL for Python has the same).
const WITHOUT_RETRY_AFTER: Duration = Duration::from_secs(5);

/// How long to wait after this failure of this attempt (from 1); none when it can not
/// succeed by being repeated.
pub(crate) fn retry_delay(error: &Error, attempt: u32) -> Option<Duration> {
    let report = error.report();
    if !report.retryable {
        return None;
    }
    let most = match error.code() {
        ErrorCode::Throttled => MOST_THROTTLED,
        ErrorCode::HostNotFound | ErrorCode::ConnectFailed | ErrorCode::ProxyFailed => {
            MOST_CONNECTS
        }
        _ => MOST_ATTEMPTS,
    };
    if attempt >= most {
        return None;
    }
    let asked = report.retry_after_seconds.map(Duration::from_secs);
    Some(match (error.code(), asked) {
        // A little more than asked, so that not all come back in one moment.
        (_, Some(asked)) => asked + jitter(Duration::from_millis(250)),
        (ErrorCode::Throttled, None) => WITHOUT_RETRY_AFTER + jitter(BASE),
        _ => jitter((BASE * 2_u32.saturating_pow(attempt - 1)).min(LONGEST)),
    })
}

/// A random part of a span ("full jitter").
fn jitter(span: Duration) -> Duration {
    let random = Uuid::new_v4().as_u128() as u32;
    span.mul_f64(f64::from(random) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: ErrorCode, retry_after: Option<u64>) -> Error {
        Error::new(code, "x", "y")
            .retryable()
            .with(|report| report.retry_after_seconds = retry_after)
    }

    #[test]
    fn what_can_not_succeed_is_not_repeated() {
        assert!(retry_delay(&Error::new(ErrorCode::ConsentMissing, "x", "y"), 1).is_none());
        let busy = error(ErrorCode::ServiceUnavailable, None);
        assert!(retry_delay(&busy, 3).is_some() && retry_delay(&busy, 4).is_none());
        let away = error(ErrorCode::ConnectFailed, None);
        assert!(retry_delay(&away, 1).is_some() && retry_delay(&away, 2).is_none());
    }

    #[test]
    fn the_server_s_wish_counts_and_other_waits_grow() {
        let wait = retry_delay(&error(ErrorCode::Throttled, Some(7)), 1).expect("again");
        assert!((7_000..7_300).contains(&wait.as_millis()), "{wait:?}");
        let wait = retry_delay(&error(ErrorCode::Throttled, None), 1).expect("again");
        assert!((5_000..5_600).contains(&wait.as_millis()), "{wait:?}");
        for _ in 0..100 {
            let busy = error(ErrorCode::ServiceUnavailable, None);
            assert!(retry_delay(&busy, 1).expect("again") <= BASE);
            assert!(retry_delay(&busy, 3).expect("again") <= BASE * 4);
        }
    }
}
