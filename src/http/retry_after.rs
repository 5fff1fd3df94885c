//! Parses `Retry-After`: seconds, or an HTTP date.

use std::time::{Duration, SystemTime};

/// The longest wait that a server can request. MSAL has the same limit.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(3_600);

pub(super) fn parse(value: &str) -> Option<Duration> {
    let value = value.trim();
    let wait = match value.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        // A date in the past means now.
        Err(_) => httpdate::parse_http_date(value)
            .ok()?
            .duration_since(SystemTime::now())
            .unwrap_or(Duration::ZERO),
    };
    Some(wait.min(MAX_RETRY_AFTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_parsed() {
        assert_eq!(parse(" 60 "), Some(Duration::from_secs(60)));
        assert_eq!(parse("999999"), Some(MAX_RETRY_AFTER));
        assert_eq!(parse("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        let soon = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(90));
        let wait = parse(&soon).expect("a date");
        assert!((85..=90).contains(&wait.as_secs()), "{wait:?}");
        assert_eq!(parse("soon"), None);
        assert_eq!(parse("-1"), None);
    }
}
