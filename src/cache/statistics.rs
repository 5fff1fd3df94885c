//! What the cache holds and has done: never a token.

use std::sync::atomic::Ordering;

use serde::Serialize;
use time::OffsetDateTime;
use time::serde::rfc3339;
use uuid::Uuid;

use super::store::Store;
use crate::claims::Verdict;

/// Sums since the process began, and what is there now.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Statistics {
    /// Entries: tokens and remembered failures.
    pub entries: usize,
    /// About how many bytes they take.
    pub bytes: usize,
    /// Answers from the cache.
    pub hits: u64,
    /// Requests that had to be sent.
    pub misses: u64,
    /// Callers that waited for another's request.
    pub joins: u64,
    /// Renewals begun in the background.
    pub renewals: u64,
    /// Entries that had to make room.
    pub evictions: u64,
}

/// A token that is kept, described.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EntrySummary {
    /// The tenant: its id, or the domain where no id is known.
    pub tenant: String,
    /// The application id.
    pub app_id: Uuid,
    /// The resource's name.
    pub resource: String,
    /// Where it came from.
    pub authority: String,
    /// Its verdict when it came.
    pub verdict: Verdict,
    /// Its end.
    #[serde(with = "rfc3339::option")]
    pub expires_on: Option<OffsetDateTime>,
    /// Until when it serves.
    #[serde(with = "rfc3339::option")]
    pub serves_until: Option<OffsetDateTime>,
}

impl Store {
    /// The sums.
    pub fn statistics(&self) -> Statistics {
        let counts = &self.counts;
        Statistics {
            entries: self.entries(),
            bytes: self.bytes(),
            hits: self.shards.each().map(|shard| shard.hits).sum(),
            misses: counts.misses.load(Ordering::Relaxed),
            joins: counts.joins.load(Ordering::Relaxed),
            renewals: counts.renewals.load(Ordering::Relaxed),
            evictions: counts.evictions.load(Ordering::Relaxed),
        }
    }

    /// The tokens that are kept and still serve, described.
    pub fn summaries(&self) -> Vec<EntrySummary> {
        let now = OffsetDateTime::now_utc().unix_timestamp();
        let mut found = Vec::new();
        for shard in self.shards.each() {
            for (key, slot) in &shard.slots {
                let Some(grant) = slot
                    .grant
                    .as_ref()
                    .filter(|grant| grant.freshness.serves(now))
                else {
                    continue;
                };
                found.push(EntrySummary {
                    tenant: key.tenant.to_string(),
                    app_id: key.partition.app,
                    resource: key.resource.name().to_owned(),
                    authority: key.partition.authority.to_string(),
                    verdict: grant.verdict,
                    expires_on: grant.expires_on,
                    serves_until: OffsetDateTime::from_unix_timestamp(grant.freshness.stale_at)
                        .ok(),
                });
            }
        }
        found
    }
}
