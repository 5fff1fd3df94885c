//! What a token is kept under.

use std::sync::Arc;

use crate::resource::Resource;
use crate::scope::Scope;
use crate::tenant::Tenant;

/// Where a token belongs. A domain stands here only until its tenant id is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) scope: Arc<Scope>,
    pub(crate) tenant: Tenant,
    pub(crate) resource: ResourceKey,
}

/// A resource without its cloud, which is the scope's.
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
