//! What a token is kept under.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use hashbrown::Equivalent;

use crate::partition::Partition;
use crate::resource::Resource;
use crate::tenant::Tenant;

/// Where a token belongs. A domain stands here only until its tenant id is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) partition: Arc<Partition>,
    pub(crate) tenant: Tenant,
    pub(crate) resource: ResourceKey,
}

/// The same by reference: to find a token must not touch the count of references to a partition,
/// which all threads share.
#[derive(Debug, Clone, Copy, Hash)]
pub(crate) struct KeyRef<'a> {
    pub(crate) partition: &'a Arc<Partition>,
    pub(crate) tenant: &'a Tenant,
    pub(crate) resource: &'a ResourceKey,
}

impl Key {
    pub(crate) fn by_ref(&self) -> KeyRef<'_> {
        KeyRef {
            partition: &self.partition,
            tenant: &self.tenant,
            resource: &self.resource,
        }
    }
}

impl KeyRef<'_> {
    pub(crate) fn to_key(self) -> Key {
        Key {
            partition: Arc::clone(self.partition),
            tenant: self.tenant.clone(),
            resource: self.resource.clone(),
        }
    }
}

/// A table finds a key by its reference only if both have one hash.
impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.by_ref().hash(state);
    }
}

impl Equivalent<Key> for KeyRef<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        *self.partition == key.partition
            && *self.tenant == key.tenant
            && *self.resource == key.resource
    }
}

/// A resource without its cloud, which is the partition's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum ResourceKey {
    Exchange,
    Compliance,
    Graph,
    Scope(Arc<str>),
}

impl From<&Resource> for ResourceKey {
    fn from(resource: &Resource) -> ResourceKey {
        match resource {
            Resource::Exchange => ResourceKey::Exchange,
            Resource::Compliance => ResourceKey::Compliance,
            Resource::Graph => ResourceKey::Graph,
            Resource::Scope(scope) => ResourceKey::Scope(Arc::clone(scope)),
        }
    }
}

impl ResourceKey {
    pub(crate) fn name(&self) -> &str {
        match self {
            ResourceKey::Exchange => Resource::Exchange.name(),
            ResourceKey::Compliance => Resource::Compliance.name(),
            ResourceKey::Graph => Resource::Graph.name(),
            ResourceKey::Scope(scope) => scope,
        }
    }
}
