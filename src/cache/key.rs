//! The key of a cached token.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use hashbrown::Equivalent;

use crate::partition::Partition;
use crate::resource::Resource;
use crate::tenant::Tenant;

/// Identifies a token. The tenant is a domain only until its id is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) partition: Arc<Partition>,
    pub(crate) tenant: Tenant,
    pub(crate) resource: Resource,
}

/// A borrowed [`Key`] for lookups. An owned key would change the partition's reference count, which
/// all threads share.
#[derive(Debug, Clone, Copy, Hash)]
pub(crate) struct KeyRef<'a> {
    pub(crate) partition: &'a Arc<Partition>,
    pub(crate) tenant: &'a Tenant,
    pub(crate) resource: &'a Resource,
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

/// Hashes like its [`KeyRef`], because lookups by reference require equal hashes.
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
