//! Clears the whole cache, or only the entries of one tenant or one app.

use std::sync::Arc;

use serde::Deserialize;

use super::key::Key;
use super::store::Store;
use crate::error::Result;
use crate::guid::parse_app_id;
use crate::partition::Partition;
use crate::tenant::Tenant;

/// Which entries to clear (camelCase JSON). A member that is absent excludes no entries.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Filter {
    /// A tenant id or a domain.
    pub tenant: Option<String>,
    /// An application id.
    pub app_id: Option<String>,
}

impl Store {
    /// Removes tokens, remembered failures and the tenant ids learned for domains. Returns the
    /// number of removed tokens. A request in flight still completes for its waiters, but its token
    /// is not cached.
    ///
    /// # Errors
    /// `InvalidTenant`, `InvalidAppId`.
    pub fn clear(&self, filter: &Filter) -> Result<usize> {
        let tenant = filter.tenant.as_deref().map(Tenant::parse).transpose()?;
        let app_id = filter.app_id.as_deref().map(parse_app_id).transpose()?;
        let matches_app =
            |partition: &Partition| app_id.is_none_or(|app_id| app_id == partition.app_id);
        let removed = self.clear_where(|key| {
            matches_app(&key.partition)
                && tenant.as_ref().is_none_or(|tenant| {
                    key.tenant == *tenant || key.tenant.id() == key.partition.tenant_id(tenant)
                })
        });
        for partition in Partition::all()
            .iter()
            .filter(|partition| matches_app(partition))
        {
            partition.forget_tenant_ids(tenant.as_ref());
        }
        Ok(removed)
    }

    /// Removes the entries of one partition. Returns the number of removed tokens.
    pub(crate) fn clear_partition(&self, partition: &Arc<Partition>) -> usize {
        self.clear_where(|key| key.partition == *partition)
    }

    fn clear_where(&self, matches: impl Fn(&Key) -> bool) -> usize {
        let mut removed = 0;
        for mut shard in self.shards.shards() {
            let keys: Vec<_> = shard
                .slots
                .keys()
                .filter(|key| matches(key))
                .cloned()
                .collect();
            for key in keys {
                if let Some(slot) = shard.slots.get_mut(&key) {
                    removed += usize::from(slot.grant.is_some());
                    if let Some(flight) = slot.flight.take() {
                        flight.forget();
                    }
                }
                self.remove(&mut shard, &key);
            }
        }
        removed
    }
}
