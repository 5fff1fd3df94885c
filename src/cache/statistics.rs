//! Statistics and descriptions of cached tokens, never a token itself.

use std::sync::atomic::Ordering;

use serde::Serialize;
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use super::store::Store;
use crate::claims::Verdict;

/// The current size of the cache, and counts since the process started.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Statistics {
    /// Number of entries: tokens and remembered failures.
    pub entries: usize,
    /// Estimated size of the entries.
    pub bytes: usize,
    /// Tokens returned from the cache.
    pub hits: u64,
    /// Requests started because no token was cached.
    pub misses: u64,
    /// Callers that joined a request in flight.
    pub joins: u64,
    /// Renewals started in the background.
    pub renewals: u64,
    /// Entries removed to stay within the limits.
    pub evictions: u64,
}

/// A description of a cached token.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EntrySummary {
    /// The tenant's id, or its domain if the id is not known.
    pub tenant: String,
    /// The application id.
    pub app_id: Uuid,
    /// The resource's name.
    pub resource: String,
    /// The authority that issued the token.
    pub authority: String,
    /// The verdict when the token was issued.
    pub verdict: Verdict,
    /// When the token expires.
    #[serde(with = "rfc3339::option")]
    pub expires_on: Option<OffsetDateTime>,
    /// When the cache stops returning the token.
    #[serde(with = "rfc3339::option")]
    pub usable_until: Option<OffsetDateTime>,
}

impl Store {
    /// Returns the statistics.
    pub fn statistics(&self) -> Statistics {
        let counts = &self.counts;
        Statistics {
            entries: self.entries(),
            bytes: self.bytes(),
            hits: self.shards.shards().map(|shard| shard.hits).sum(),
            misses: counts.misses.load(Ordering::Relaxed),
            joins: counts.joins.load(Ordering::Relaxed),
            renewals: counts.renewals.load(Ordering::Relaxed),
            evictions: counts.evictions.load(Ordering::Relaxed),
        }
    }

    /// Describes the tokens that are still valid.
    pub fn summaries(&self) -> Vec<EntrySummary> {
        let now = OffsetDateTime::now_utc().unix_timestamp();
        let mut summaries = Vec::new();
        for shard in self.shards.shards() {
            for (key, slot) in &shard.slots {
                let Some(grant) = slot
                    .grant
                    .as_ref()
                    .filter(|grant| grant.freshness.is_valid(now))
                else {
                    continue;
                };
                summaries.push(EntrySummary {
                    tenant: key.tenant.to_string(),
                    app_id: key.partition.app_id,
                    resource: key.resource.name().to_owned(),
                    authority: key.partition.authority.to_string(),
                    verdict: grant.verdict,
                    expires_on: grant.expires_on,
                    usable_until: OffsetDateTime::from_unix_timestamp(grant.freshness.stale_at)
                        .ok(),
                });
            }
        }
        summaries
    }
}
