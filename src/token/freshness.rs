//! How long a token serves, and from when on a new one is asked for beside it.

use time::OffsetDateTime;
use uuid::Uuid;

use crate::claims::Verdict;

/// MSAL counts a token as used up this long before its end; shorter ones a fifth of their life.
const LONGEST_MARGIN: i64 = 300;
/// What just changed in a tenant (a consent, a role) must show soon.
const NOT_READY_SECONDS: i64 = 60;
const UNKNOWN_SECONDS: i64 = 300;
/// A token without an end serves as if it had a short one.
const WITHOUT_END: i64 = 60;

/// The times of a token, in seconds since 1970.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Freshness {
    /// From here on it is renewed while it still serves.
    pub(crate) renew_at: i64,
    /// From here on it does not serve.
    pub(crate) stale_at: i64,
}

impl Freshness {
    /// The times of a token that was asked for at `sent`.
    pub(crate) fn of(
        sent: OffsetDateTime,
        expires_on: Option<OffsetDateTime>,
        refresh_on: Option<OffsetDateTime>,
        verdict: Verdict,
    ) -> Freshness {
        let sent = sent.unix_timestamp();
        let end = expires_on.map_or(sent + WITHOUT_END, OffsetDateTime::unix_timestamp);
        let life = (end - sent).max(0);
        let margin = (life / 5).min(LONGEST_MARGIN);
        let longest = match verdict {
            Verdict::Ready => i64::MAX,
            Verdict::Unknown => UNKNOWN_SECONDS,
            Verdict::Warning | Verdict::NotReady => NOT_READY_SECONDS,
        };
        let stale_at = (end - margin).min(sent.saturating_add(longest));
        // Spread, so that a thousand tokens of one moment are not renewed in one moment.
        let usual = stale_at - jitter((life / 10).min(LONGEST_MARGIN));
        let wished = refresh_on.map_or(usual, OffsetDateTime::unix_timestamp);
        // What may change soon is asked for again, not renewed beforehand.
        let renew_at = match verdict {
            Verdict::Ready => usual.min(wished.max(sent)),
            _ => i64::MAX,
        };
        Freshness { renew_at, stale_at }
    }

    pub(crate) fn serves(self, now: i64) -> bool {
        now < self.stale_at
    }

    pub(crate) fn wants_renewal(self, now: i64) -> bool {
        now >= self.renew_at
    }
}

/// A random part of a span of seconds.
fn jitter(span: i64) -> i64 {
    let random = Uuid::new_v4().as_u128() as u64;
    match u64::try_from(span) {
        Ok(span) if span > 0 => (random % span) as i64,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(1_800_000_000 + seconds).expect("time")
    }

    fn of(life: i64, refresh: Option<i64>, verdict: Verdict) -> (i64, i64) {
        let times = Freshness::of(at(0), Some(at(life)), refresh.map(at), verdict);
        let base = at(0).unix_timestamp();
        (
            times.renew_at.saturating_sub(base),
            times.stale_at.saturating_sub(base),
        )
    }

    #[test]
    fn a_ready_token_serves_until_five_minutes_before_its_end() {
        let (renew, stale) = of(3_600, None, Verdict::Ready);
        assert_eq!(stale, 3_300);
        assert!((3_000..=3_300).contains(&renew), "{renew}");
        // The server's wish counts when it is earlier.
        assert_eq!(of(3_600, Some(1_800), Verdict::Ready).0, 1_800);
        // A short life has a short margin.
        let (_, stale) = of(100, None, Verdict::Ready);
        assert_eq!(stale, 80);
    }

    #[test]
    fn what_may_be_mended_soon_is_asked_again_soon() {
        assert_eq!(of(3_600, None, Verdict::NotReady).1, 60);
        assert_eq!(of(3_600, None, Verdict::Warning).1, 60);
        assert_eq!(of(3_600, None, Verdict::Unknown).1, 300);
        assert!(of(3_600, None, Verdict::NotReady).0 > 3_600, "not renewed");
        // A token past its end never serves.
        let (_, stale) = of(-10, None, Verdict::NotReady);
        assert!(stale <= 0);
    }
}
