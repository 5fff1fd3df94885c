//! Forgetting: by tenant, by app, or all.

use std::sync::Arc;

use serde::Deserialize;

use super::key::Key;
use super::store::Store;
use crate::error::Result;
use crate::guid::parse_app_id;
use crate::partition::Partition;
use crate::tenant::Tenant;

/// What to forget; what is absent is not compared.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Filter {
    /// A tenant id or a domain.
    pub tenant: Option<String>,
    /// An application id.
    pub app_id: Option<String>,
}

impl Store {
    /// Forgets tokens, failures and tenant ids of domains; gives how many tokens went.
    /// What is under way goes on for those who wait, but is not kept.
    ///
    /// # Errors
    /// `InvalidTenant`, `InvalidAppId`.
    pub fn clear(&self, filter: &Filter) -> Result<usize> {
        let tenant = filter.tenant.as_deref().map(Tenant::parse).transpose()?;
        let app = filter.app_id.as_deref().map(parse_app_id).transpose()?;
        let of_app = |partition: &Partition| app.is_none_or(|app| app == partition.app);
        let gone = self.clear_where(|key| {
            of_app(&key.partition)
                && tenant.as_ref().is_none_or(|tenant| {
                    key.tenant == *tenant || key.tenant.id() == key.partition.tenant_id(tenant)
                })
        });
        for partition in Partition::all()
            .iter()
            .filter(|partition| of_app(partition))
        {
            partition.forget(tenant.as_ref());
        }
        Ok(gone)
    }

    /// Forgets what belongs to one partition.
    pub(crate) fn clear_partition(&self, partition: &Arc<Partition>) -> usize {
        self.clear_where(|key| key.partition == *partition)
    }

    fn clear_where(&self, is_meant: impl Fn(&Key) -> bool) -> usize {
        let mut gone = 0;
        for mut shard in self.shards.each() {
            let keys: Vec<_> = shard
                .slots
                .keys()
                .filter(|key| is_meant(key))
                .cloned()
                .collect();
            for key in keys {
                if let Some(slot) = shard.slots.get_mut(&key) {
                    gone += usize::from(slot.grant.is_some());
                    if let Some(flight) = slot.flight.take() {
                        flight.forget();
                    }
                }
                self.remove(&mut shard, &key);
            }
        }
        gone
    }
}
