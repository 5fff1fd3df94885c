//! Throttling: a throttled tenant has to wait. If many tenants are throttled, every tenant has to
//! wait.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::error::Error;
use crate::tenant::Tenant;

/// When this many different tenants are throttled within [`APP_THROTTLE_PERIOD`], the server is
/// throttling the app as a whole.
const MIN_TENANTS_FOR_APP_THROTTLE: usize = 5;
const APP_THROTTLE_PERIOD: Duration = Duration::from_secs(10);
/// When this many tenants are recorded, expired entries are removed.
const MAX_THROTTLED_TENANTS: usize = 1_024;

/// The throttled tenants of a [`Partition`](crate::partition::Partition).
#[derive(Debug, Default)]
pub(crate) struct Throttle(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// The time until which each throttled tenant has to wait, and the reason.
    tenants: HashMap<Tenant, (Instant, Error)>,
    /// The tenants that were throttled recently.
    recent: VecDeque<(Instant, Tenant)>,
    /// The time until which every tenant has to wait, and the reason.
    all: Option<(Instant, Error)>,
}

impl Throttle {
    /// Records that a tenant is throttled until this time.
    pub(crate) fn record(&self, tenant: &Tenant, until: Instant, reason: &Error) {
        let now = Instant::now();
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.tenants.len() >= MAX_THROTTLED_TENANTS {
            inner.tenants.retain(|_, (until, _)| *until > now);
        }
        inner
            .tenants
            .insert(tenant.clone(), (until, reason.clone()));
        inner.recent.retain(|(at, other)| {
            now.duration_since(*at) <= APP_THROTTLE_PERIOD && other != tenant
        });
        inner.recent.push_back((now, tenant.clone()));
        if inner.recent.len() < MIN_TENANTS_FOR_APP_THROTTLE {
            return;
        }
        let longest = inner
            .recent
            .iter()
            .filter_map(|(_, tenant)| inner.tenants.get(tenant).map(|(until, _)| *until))
            .max()
            .unwrap_or(until);
        if inner.all.as_ref().is_none_or(|(known, _)| *known < longest) {
            inner.all = Some((longest, reason.clone()));
        }
    }

    /// Returns the time until which nothing may be sent for a tenant, and the reason. Returns
    /// `None` if the tenant isn't throttled.
    pub(crate) fn blocked_until(&self, tenant: &Tenant) -> Option<(Instant, Error)> {
        let now = Instant::now();
        let inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = inner.tenants.get(tenant);
        own.into_iter()
            .chain(&inner.all)
            .filter(|(until, _)| *until > now)
            .max_by_key(|(until, _)| *until)
            .cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    fn tenant(number: usize) -> Tenant {
        Tenant::parse(&format!("t{number}.example")).expect("domain")
    }

    fn reason() -> Error {
        Error::new(ErrorCode::Throttled, "x", "y")
    }

    #[tokio::test(start_paused = true)]
    async fn one_throttled_tenant_waits_alone_and_five_make_every_tenant_wait() {
        let throttle = Throttle::default();
        for number in 0..4 {
            let until = Instant::now() + Duration::from_secs(10 + number as u64);
            throttle.record(&tenant(number), until, &reason());
        }
        assert!(throttle.blocked_until(&tenant(0)).is_some());
        assert!(
            throttle.blocked_until(&tenant(9)).is_none(),
            "other tenants are not affected"
        );
        // A tenant that is throttled again does not count twice.
        throttle.record(
            &tenant(3),
            Instant::now() + Duration::from_secs(10),
            &reason(),
        );
        assert!(throttle.blocked_until(&tenant(9)).is_none());
        throttle.record(
            &tenant(4),
            Instant::now() + Duration::from_secs(60),
            &reason(),
        );
        let (until, _) = throttle.blocked_until(&tenant(9)).expect("all wait");
        assert_eq!(until, Instant::now() + Duration::from_secs(60));
        tokio::time::sleep(Duration::from_secs(61)).await;
        assert!(
            throttle.blocked_until(&tenant(9)).is_none()
                && throttle.blocked_until(&tenant(4)).is_none()
        );
    }

    #[tokio::test(start_paused = true)]
    async fn tenants_throttled_far_apart_in_time_do_not_block_others() {
        let throttle = Throttle::default();
        for number in 0..10 {
            throttle.record(
                &tenant(number),
                Instant::now() + Duration::from_secs(1),
                &reason(),
            );
            tokio::time::sleep(Duration::from_secs(3)).await;
        }
        assert!(throttle.blocked_until(&tenant(99)).is_none());
    }
}
