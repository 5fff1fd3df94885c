//! The state that apps with the same identity share: their part of the token cache, throttling, and
//! the tenant ids of domains.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use once_cell::sync::Lazy;
use uuid::Uuid;

use crate::authority::Authority;
use crate::credential::Fingerprint;
use crate::error::{Error, ErrorCode, Result};
use crate::retry::Throttle;
use crate::sharded::Sharded;
use crate::spelling::CLEAR_CACHE;
use crate::tenant::Tenant;

/// The properties that two apps must have in common to share state.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Identity {
    authority: Authority,
    cloud: &'static str,
    app_id: Uuid,
    credential: Fingerprint,
}

/// The shared state of apps with the same identity. Partitions are compared by their number,
/// so a lookup in the cache hashes one integer.
#[derive(Debug)]
pub(crate) struct Partition {
    /// Unique in this process; never reused.
    number: u64,
    pub(crate) app_id: Uuid,
    pub(crate) authority: Authority,
    pub(crate) throttle: Throttle,
    /// Tenant ids by domain, learned from tokens.
    tenant_ids: Sharded<hashbrown::HashMap<Box<str>, Uuid>>,
}

static PARTITIONS: Lazy<Mutex<HashMap<Identity, Arc<Partition>>>> = Lazy::new(Mutex::default);
static NEXT_NUMBER: AtomicU64 = AtomicU64::new(1);
/// Above this number of partitions, those without tokens are dropped, because a script is probably
/// recreating its app in a loop.
const MAX_PARTITIONS: usize = 1_024;

impl Partition {
    /// Returns the partition of an identity. Creates it on first use.
    pub(crate) fn get_or_create(
        authority: &Authority,
        cloud: &'static str,
        app_id: Uuid,
        credential: Fingerprint,
    ) -> Arc<Partition> {
        let identity = Identity {
            authority: authority.clone(),
            cloud,
            app_id,
            credential,
        };
        let mut partitions = PARTITIONS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(partition) = partitions.get(&identity) {
            return Arc::clone(partition);
        }
        if partitions.len() >= MAX_PARTITIONS {
            // Apps and cache entries hold a reference to their partition.
            partitions.retain(|_, partition| Arc::strong_count(partition) > 1);
        }
        let partition = Arc::new(Partition {
            number: NEXT_NUMBER.fetch_add(1, Ordering::Relaxed),
            app_id,
            authority: authority.clone(),
            throttle: Throttle::default(),
            tenant_ids: Sharded::default(),
        });
        partitions.insert(identity, Arc::clone(&partition));
        partition
    }

    /// Returns all partitions.
    pub(crate) fn all() -> Vec<Arc<Partition>> {
        let partitions = PARTITIONS.lock().unwrap_or_else(PoisonError::into_inner);
        partitions.values().cloned().collect()
    }

    /// Returns the id of a tenant. If the tenant is named by a domain, its id is known only if an
    /// earlier token contained it.
    pub(crate) fn tenant_id(&self, tenant: &Tenant) -> Option<Uuid> {
        match tenant {
            Tenant::Id(id) => Some(*id),
            Tenant::Domain(domain) => self.tenant_ids.shard(&**domain).get(&**domain).copied(),
        }
    }

    /// Remembers the tenant id of a domain.
    ///
    /// # Errors
    /// `TokenTenantMismatch` if the id differs from the one requested or seen before. The caller
    /// must discard the token, because a script could change the wrong customer with it.
    pub(crate) fn learn_tenant_id(&self, tenant: &Tenant, id: Uuid) -> Result<()> {
        let known = match tenant {
            Tenant::Id(requested) => *requested,
            Tenant::Domain(domain) => *self
                .tenant_ids
                .shard(&**domain)
                .entry(domain.as_str().into())
                .or_insert(id),
        };
        if known == id {
            return Ok(());
        }
        let (token, fix) = match tenant {
            Tenant::Id(_) => (
                "The issued token".to_owned(),
                "Check the authority: it answers for another tenant.".to_owned(),
            ),
            Tenant::Domain(domain) => (
                format!("The token issued for {domain}"),
                format!(
                    "Check the authority, and whether the domain has moved to another tenant. If it has, clear the cache ({CLEAR_CACHE})."
                ),
            ),
        };
        Err(Error::new(
            ErrorCode::TokenTenantMismatch,
            format!("{token} is for tenant {id}, not {known}; ExoMt discarded it."),
            fix,
        ))
    }

    /// Forgets the tenant ids of a tenant's domains, or of all domains.
    pub(crate) fn forget_tenant_ids(&self, tenant: Option<&Tenant>) {
        match tenant {
            None => self.tenant_ids.shards().for_each(|mut ids| ids.clear()),
            Some(Tenant::Id(id)) => self
                .tenant_ids
                .shards()
                .for_each(|mut ids| ids.retain(|_, known| known != id)),
            Some(Tenant::Domain(domain)) => {
                self.tenant_ids.shard(&**domain).remove(&**domain);
            }
        }
    }
}

impl PartialEq for Partition {
    fn eq(&self, other: &Partition) -> bool {
        self.number == other.number
    }
}

impl Eq for Partition {}

impl Hash for Partition {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}
