//! Who has to wait: a tenant that was throttled, and all when many were.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::error::Error;
use crate::tenant::Tenant;

/// So many different tenants throttled within this time mean that the app itself is.
const TENANTS: usize = 5;
const WITHIN: Duration = Duration::from_secs(10);
/// Waits that are over are let go when there are this many.
const MANY: usize = 1_024;

/// The waits of one scope.
#[derive(Debug, Default)]
pub(crate) struct Throttle(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    tenants: HashMap<Tenant, (Instant, Error)>,
    recent: VecDeque<(Instant, Tenant)>,
    all: Option<(Instant, Error)>,
}

impl Throttle {
    /// A tenant was throttled and may be asked again at this time.
    pub(crate) fn note(&self, tenant: &Tenant, until: Instant, why: &Error) {
        let now = Instant::now();
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.tenants.len() >= MANY {
            inner.tenants.retain(|_, (until, _)| *until > now);
        }
        inner.tenants.insert(tenant.clone(), (until, why.clone()));
        inner
            .recent
            .retain(|(at, other)| now.duration_since(*at) <= WITHIN && other != tenant);
        inner.recent.push_back((now, tenant.clone()));
        if inner.recent.len() < TENANTS {
            return;
        }
        let longest = inner
            .recent
            .iter()
            .filter_map(|(_, tenant)| inner.tenants.get(tenant).map(|(until, _)| *until))
            .max()
            .unwrap_or(until);
        if inner.all.as_ref().is_none_or(|(known, _)| *known < longest) {
            inner.all = Some((longest, why.clone()));
        }
    }

    /// Until when nothing may be sent for a tenant, and why.
    pub(crate) fn gate(&self, tenant: &Tenant) -> Option<(Instant, Error)> {
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

    fn why() -> Error {
        Error::new(ErrorCode::Throttled, "x", "y")
    }

    #[tokio::test(start_paused = true)]
    async fn one_tenant_waits_alone_and_five_make_all_wait() {
        let throttle = Throttle::default();
        for number in 0..4 {
            let until = Instant::now() + Duration::from_secs(10 + number as u64);
            throttle.note(&tenant(number), until, &why());
        }
        assert!(throttle.gate(&tenant(0)).is_some());
        assert!(
            throttle.gate(&tenant(9)).is_none(),
            "the rest is unaffected"
        );
        // The same one again is still four.
        throttle.note(&tenant(3), Instant::now() + Duration::from_secs(10), &why());
        assert!(throttle.gate(&tenant(9)).is_none());
        throttle.note(&tenant(4), Instant::now() + Duration::from_secs(60), &why());
        let (until, _) = throttle.gate(&tenant(9)).expect("all wait");
        assert_eq!(until, Instant::now() + Duration::from_secs(60));
        tokio::time::sleep(Duration::from_secs(61)).await;
        assert!(throttle.gate(&tenant(9)).is_none() && throttle.gate(&tenant(4)).is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn throttling_spread_over_time_is_each_tenant_s_own() {
        let throttle = Throttle::default();
        for number in 0..10 {
            throttle.note(
                &tenant(number),
                Instant::now() + Duration::from_secs(1),
                &why(),
            );
            tokio::time::sleep(Duration::from_secs(3)).await;
        }
        assert!(throttle.gate(&tenant(99)).is_none());
    }
}
