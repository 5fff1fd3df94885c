//! What the tests of the cache share: keys, tokens that name theirs, and those who ask.

use std::sync::Arc;

use time::OffsetDateTime;
use uuid::Uuid;

use crate::authority::Authority;
use crate::cache::flight::{Flight, Requester, Window};
use crate::cache::key::{Key, ResourceKey};
use crate::cache::store::{Limits, Store};
use crate::claims::Verdict;
use crate::credential::{BoxFuture, Caller, Refusal, SignatureAlgorithm};
use crate::error::{Error, ErrorCode};
use crate::partition::Partition;
use crate::secret::SecretText;
use crate::tenant::Tenant;
use crate::token::{Freshness, Grant};

/// When a token of these tests wants to be renewed: never by itself.
pub(super) const RENEWAL: i64 = i64::MAX - 1;

/// A cache for one test; what waits in a cache holds it for ever.
pub(super) fn store(limits: Limits) -> &'static Store {
    Box::leak(Box::new(Store::new(limits)))
}

/// An app that no other test has.
pub(super) fn partition() -> Arc<Partition> {
    let authority = Authority::parse("https://login.example").expect("an authority");
    Partition::get_or_create(&authority, "Worldwide", Uuid::new_v4(), [7; 32])
}

pub(super) fn key(partition: &Arc<Partition>, tenant: Tenant, resource: &str) -> Key {
    Key {
        partition: Arc::clone(partition),
        tenant,
        resource: ResourceKey::Scope(resource.into()),
    }
}

/// A token that says in its text whose it is.
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
            renew_at: RENEWAL,
            stale_at: i64::MAX,
        },
    }
}

/// Whose a token is: app, tenant, resource.
pub(super) fn owner(key: &Key, tenant_id: Option<Uuid>) -> String {
    let tenant = tenant_id.map_or_else(|| key.tenant.clone(), Tenant::Id);
    format!("{} {tenant} {}", key.partition.app, key.resource.name())
}

/// What the server said for good.
pub(super) fn refused() -> Error {
    Error::new(ErrorCode::ConsentMissing, "x", "y")
}

/// What may pass by itself.
pub(super) fn busy() -> Error {
    Error::new(ErrorCode::ServiceUnavailable, "x", "y").retryable()
}

#[derive(Debug)]
struct Nobody;

impl Caller for Nobody {
    fn sign<'a>(
        &'a self,
        _: SignatureAlgorithm,
        _: &'a [u8],
        _: Option<std::time::Duration>,
    ) -> BoxFuture<'a, Result<Vec<u8>, Refusal>> {
        Box::pin(async { Err(Refusal::Gone) })
    }

    fn assertion<'a>(
        &'a self,
        _: &'a str,
        _: &'a str,
        _: Option<std::time::Duration>,
    ) -> BoxFuture<'a, Result<SecretText, Refusal>> {
        Box::pin(async { Err(Refusal::Gone) })
    }
}

/// One who waits and signs nothing.
pub(super) fn requester() -> Requester {
    Requester {
        caller: Arc::new(Nobody),
        window: Arc::new(Window::new(1)),
    }
}

/// Brings a token for a key; `serial` tells it from others of that key.
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

/// Now, as the cache counts it.
pub(super) fn now() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}
