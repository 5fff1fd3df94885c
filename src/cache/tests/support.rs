//! Keys, tokens and requesters for the tests of the cache.

use std::sync::Arc;

use time::OffsetDateTime;
use uuid::Uuid;

use crate::authority::Authority;
use crate::cache::flight::{Flight, Requester, Window};
use crate::cache::key::Key;
use crate::cache::store::{Limits, Store};
use crate::claims::Verdict;
use crate::credential::NoCaller;
use crate::error::{Error, ErrorCode};
use crate::partition::Partition;
use crate::resource::Resource;
use crate::secret::SecretText;
use crate::tenant::Tenant;
use crate::token::{Freshness, Grant};

/// When the tokens of these tests are due for renewal. A test that renews a token passes
/// this time as the current time.
pub(super) const RENEW_AT: i64 = i64::MAX - 1;

/// Creates a cache for one test. It is leaked because waiters need a `'static` reference.
pub(super) fn store(limits: Limits) -> &'static Store {
    Box::leak(Box::new(Store::new(limits)))
}

/// Creates the partition of an app that no other test uses.
pub(super) fn partition() -> Arc<Partition> {
    let authority = Authority::parse("https://login.example").expect("an authority");
    Partition::get_or_create(&authority, "Worldwide", Uuid::new_v4(), [7; 32])
}

pub(super) fn key(partition: &Arc<Partition>, tenant: Tenant, resource: &str) -> Key {
    Key {
        partition: Arc::clone(partition),
        tenant,
        resource: Resource::Scope(resource.into()),
    }
}

/// Creates a token whose secret contains its owner and a serial number.
pub(super) fn grant(key: &Key, tenant_id: Option<Uuid>, serial: usize) -> Grant {
    Grant {
        secret: SecretText::new(format!("{} #{serial}", owner(key, tenant_id))),
        tenant_id,
        learned_tenant: false,
        expires_on: None,
        verdict: Verdict::Ready,
        correlation_id: Uuid::nil(),
        attempts: 1,
        waits: Vec::new(),
        freshness: Freshness {
            renew_at: RENEW_AT,
            stale_at: i64::MAX,
        },
    }
}

/// Returns the owner of a token: app, tenant and resource.
pub(super) fn owner(key: &Key, tenant_id: Option<Uuid>) -> String {
    let tenant = tenant_id.map_or_else(|| key.tenant.clone(), Tenant::Id);
    format!("{} {tenant} {}", key.partition.app_id, key.resource.name())
}

/// Returns a definite error.
pub(super) fn definite_error() -> Error {
    Error::new(ErrorCode::ConsentMissing, "x", "y")
}

/// Returns a temporary error.
pub(super) fn temporary_error() -> Error {
    Error::new(ErrorCode::ServiceUnavailable, "x", "y")
}

/// Returns a requester whose caller answers no questions.
pub(super) fn requester() -> Requester {
    Requester {
        caller: Arc::new(NoCaller),
        window: Arc::new(Window::new(1)),
    }
}

/// Finishes a flight with a token. `serial` distinguishes the tokens of a key.
pub(super) fn succeed(
    store: &Store,
    key: &Key,
    flight: &Arc<Flight>,
    tenant_id: Option<Uuid>,
    serial: usize,
) -> Arc<Grant> {
    let grant = Arc::new(grant(key, tenant_id, serial));
    store.finish(key, flight, Ok(Arc::clone(&grant)));
    grant
}

/// Returns the current time in seconds since 1970.
pub(super) fn now() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}
