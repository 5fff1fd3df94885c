//! Computes how long a cached token is usable, and when it is renewed.

use time::OffsetDateTime;
use uuid::Uuid;

use crate::claims::Verdict;

/// A token is not used in the last part of its lifetime: this many seconds (as in MSAL), or a fifth
/// of the lifetime if that is shorter.
const MAX_EXPIRY_MARGIN_SECONDS: i64 = 300;
/// How long a token is cached if its verdict is `Warning` or `NotReady`. A change in the tenant,
/// such as a consent or a role, must take effect soon.
const MAX_NOT_READY_SECONDS: i64 = 60;
const MAX_UNKNOWN_SECONDS: i64 = 300;
/// The lifetime to assume for a token without an expiry.
const DEFAULT_LIFETIME_SECONDS: i64 = 60;

/// The times of a cached token, in seconds since 1970.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Freshness {
    /// When the token is due for renewal in the background.
    pub(crate) renew_at: i64,
    /// When the cache stops returning the token.
    pub(crate) stale_at: i64,
}

impl Freshness {
    /// Computes the times of a token that was requested at `sent`.
    pub(crate) fn new(
        sent: OffsetDateTime,
        expires_on: Option<OffsetDateTime>,
        refresh_on: Option<OffsetDateTime>,
        verdict: Verdict,
    ) -> Freshness {
        let sent = sent.unix_timestamp();
        let expiry = expires_on.map_or(
            sent + DEFAULT_LIFETIME_SECONDS,
            OffsetDateTime::unix_timestamp,
        );
        let lifetime = (expiry - sent).max(0);
        let margin = (lifetime / 5).min(MAX_EXPIRY_MARGIN_SECONDS);
        let max_age = match verdict {
            Verdict::Ready => i64::MAX,
            Verdict::Unknown => MAX_UNKNOWN_SECONDS,
            Verdict::Warning | Verdict::NotReady => MAX_NOT_READY_SECONDS,
        };
        let stale_at = (expiry - margin).min(sent.saturating_add(max_age));
        // Spread the renewals of tokens that were issued at the same time.
        let latest = stale_at - jitter((lifetime / 10).min(MAX_EXPIRY_MARGIN_SECONDS));
        let refresh_on = refresh_on.map_or(latest, OffsetDateTime::unix_timestamp);
        let renew_at = match verdict {
            Verdict::Ready => latest.min(refresh_on.max(sent)),
            // A token that isn't ready is requested again when needed, not renewed ahead.
            _ => i64::MAX,
        };
        Freshness { renew_at, stale_at }
    }

    pub(crate) fn is_valid(self, now: i64) -> bool {
        now < self.stale_at
    }

    /// Returns whether the token is due for renewal.
    pub(crate) fn is_due(self, now: i64) -> bool {
        now >= self.renew_at
    }
}

/// Returns a random number of seconds below a limit.
fn jitter(limit: i64) -> i64 {
    let random = Uuid::new_v4().as_u128() as u64;
    match u64::try_from(limit) {
        Ok(limit) if limit > 0 => (random % limit) as i64,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(1_800_000_000 + seconds).expect("time")
    }

    fn times(lifetime: i64, refresh: Option<i64>, verdict: Verdict) -> (i64, i64) {
        let times = Freshness::new(at(0), Some(at(lifetime)), refresh.map(at), verdict);
        let base = at(0).unix_timestamp();
        (
            times.renew_at.saturating_sub(base),
            times.stale_at.saturating_sub(base),
        )
    }

    #[test]
    fn a_ready_token_is_used_until_five_minutes_before_its_expiry() {
        let (renew, stale) = times(3_600, None, Verdict::Ready);
        assert_eq!(stale, 3_300);
        assert!((3_000..=3_300).contains(&renew), "{renew}");
        // The server can request an earlier renewal.
        assert_eq!(times(3_600, Some(1_800), Verdict::Ready).0, 1_800);
        // A short lifetime has a short margin.
        let (_, stale) = times(100, None, Verdict::Ready);
        assert_eq!(stale, 80);
    }

    #[test]
    fn a_token_that_is_not_ready_is_cached_for_a_short_time() {
        assert_eq!(times(3_600, None, Verdict::NotReady).1, 60);
        assert_eq!(times(3_600, None, Verdict::Warning).1, 60);
        assert_eq!(times(3_600, None, Verdict::Unknown).1, 300);
        assert!(
            times(3_600, None, Verdict::NotReady).0 > 3_600,
            "not renewed"
        );
        // An expired token is never used.
        let (_, stale) = times(-10, None, Verdict::NotReady);
        assert!(stale <= 0);
    }
}
