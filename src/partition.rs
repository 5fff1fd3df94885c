//! Whose tokens: an authority, a cloud, an app and a credential, as one number.

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

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Identity {
    authority: Authority,
    cloud: &'static str,
    app: Uuid,
    credential: Fingerprint,
}

/// What apps with the same identity share: tenant ids of domains, waits, and in the cache
/// the tokens. Two of them are the same only if they are one.
#[derive(Debug)]
pub struct Partition {
    /// The number, which is never used again.
    id: u64,
    /// The application (client) id.
    pub(crate) app: Uuid,
    /// Where its tokens come from.
    pub(crate) authority: Authority,
    pub(crate) throttle: Throttle,
    domains: Sharded<hashbrown::HashMap<Box<str>, Uuid>>,
}

static PARTITIONS: Lazy<Mutex<HashMap<Identity, Arc<Partition>>>> = Lazy::new(Mutex::default);
static NEXT: AtomicU64 = AtomicU64::new(1);
/// More identities than this are apps made over and over; those without tokens are let go.
const MANY: usize = 1_024;

impl Partition {
    /// The partition of an identity, made if it is new.
    pub(crate) fn get_or_create(
        authority: &Authority,
        cloud: &'static str,
        app: Uuid,
        credential: Fingerprint,
    ) -> Arc<Partition> {
        let identity = Identity {
            authority: authority.clone(),
            cloud,
            app,
            credential,
        };
        let mut partitions = PARTITIONS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(partition) = partitions.get(&identity) {
            return Arc::clone(partition);
        }
        if partitions.len() >= MANY {
            // Apps and entries of the cache hold theirs.
            partitions.retain(|_, partition| Arc::strong_count(partition) > 1);
        }
        let partition = Arc::new(Partition {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            app,
            authority: authority.clone(),
            throttle: Throttle::default(),
            domains: Sharded::default(),
        });
        partitions.insert(identity, Arc::clone(&partition));
        partition
    }

    /// All that are known.
    pub(crate) fn all() -> Vec<Arc<Partition>> {
        let partitions = PARTITIONS.lock().unwrap_or_else(PoisonError::into_inner);
        partitions.values().cloned().collect()
    }

    /// The tenant id that a domain had in an earlier answer.
    pub(crate) fn tenant_id(&self, tenant: &Tenant) -> Option<Uuid> {
        match tenant {
            Tenant::Id(id) => Some(*id),
            Tenant::Domain(domain) => self.domains.of(&**domain).get(&**domain).copied(),
        }
    }

    /// Remembers the tenant id of a domain.
    ///
    /// # Errors
    /// `TokenTenantMismatch` when an earlier answer had another: such a token is thrown
    /// away, since it would reach a script that acts on the wrong customer.
    pub(crate) fn learn(&self, tenant: &Tenant, id: Uuid) -> Result<()> {
        let known = match tenant {
            Tenant::Id(asked) => *asked,
            Tenant::Domain(domain) => *self
                .domains
                .of(&**domain)
                .entry(domain.as_str().into())
                .or_insert(id),
        };
        if known == id {
            return Ok(());
        }
        let (came_for, fix) = match tenant {
            Tenant::Id(_) => (
                String::new(),
                "Check the authority: it answers for another tenant.".to_owned(),
            ),
            Tenant::Domain(domain) => (
                format!(" for {domain}"),
                format!(
                    "Check the authority, and whether the domain has moved to another tenant. If it has, clear the cache ({CLEAR_CACHE})."
                ),
            ),
        };
        Err(Error::new(
            ErrorCode::TokenTenantMismatch,
            format!(
                "The token that came{came_for} is for tenant {id}, not {known}; it was thrown away."
            ),
            fix,
        ))
    }

    /// Forgets what tenant ids the domains of a tenant had; of all tenants without one.
    pub(crate) fn forget(&self, tenant: Option<&Tenant>) {
        match tenant {
            None => self.domains.each().for_each(|mut domains| domains.clear()),
            Some(Tenant::Id(id)) => self
                .domains
                .each()
                .for_each(|mut domains| domains.retain(|_, known| known != id)),
            Some(Tenant::Domain(domain)) => {
                self.domains.of(&**domain).remove(&**domain);
            }
        }
    }
}

impl PartialEq for Partition {
    fn eq(&self, other: &Partition) -> bool {
        self.id == other.id
    }
}

impl Eq for Partition {}

impl Hash for Partition {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}
