//! What only tests look at: the counters against what is there, and a clock that is ahead.

use std::time::Duration;

use crate::cache::store::{Store, size};

impl Store {
    /// Entries and bytes, counted one by one.
    pub(in crate::cache) fn recount(&self) -> (usize, usize) {
        let (mut entries, mut bytes) = (0, 0);
        for shard in self.shards.each() {
            entries += shard.slots.len();
            bytes += shard
                .slots
                .values()
                .filter_map(|slot| slot.grant.as_deref())
                .map(size)
                .sum::<usize>();
        }
        (entries, bytes)
    }

    /// Entries that nothing needs: no token, no failure, no flight.
    pub(in crate::cache) fn empty_entries(&self) -> usize {
        self.shards
            .each()
            .map(|shard| shard.slots.values().filter(|slot| slot.is_empty()).count())
            .sum()
    }

    /// Lets time pass for what is remembered.
    pub(in crate::cache) fn pass(&self, time: Duration) {
        for mut shard in self.shards.each() {
            for slot in shard.slots.values_mut() {
                if let Some(failure) = &mut slot.failure {
                    failure.until -= time;
                }
                slot.renew_after -= time.as_secs() as i64;
            }
        }
    }
}
