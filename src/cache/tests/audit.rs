//! Methods that only tests need: recounting the entries, and moving the clock.

use std::time::Duration;

use crate::cache::store::{Store, size_bytes};

impl Store {
    /// Counts the entries and their bytes one by one.
    pub(super) fn recount(&self) -> (usize, usize) {
        let (mut entries, mut bytes) = (0, 0);
        for shard in self.shards.shards() {
            entries += shard.slots.len();
            bytes += shard
                .slots
                .values()
                .filter_map(|slot| slot.grant.as_deref())
                .map(size_bytes)
                .sum::<usize>();
        }
        (entries, bytes)
    }

    /// Counts the entries that have no token, no failure and no flight.
    pub(super) fn empty_entries(&self) -> usize {
        self.shards
            .shards()
            .map(|shard| shard.slots.values().filter(|slot| slot.is_empty()).count())
            .sum()
    }

    /// Moves the clock forward for remembered failures and failed renewals.
    pub(super) fn advance(&self, time: Duration) {
        for mut shard in self.shards.shards() {
            for slot in shard.slots.values_mut() {
                if let Some(failure) = &mut slot.failure {
                    failure.until -= time;
                }
                slot.renew_after -= time.as_secs() as i64;
            }
        }
    }
}
