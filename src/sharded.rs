//! A table in shards, each behind its own lock, so that threads rarely wait for each other.

use std::hash::{BuildHasher, Hash};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hashbrown::DefaultHashBuilder;

const SHARDS: usize = 64;

/// One shard. It is aligned so that no two locks share a cache line. Locks that share one would be
/// as slow as a single lock.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Shard<T>(Mutex<T>);

/// A table in shards. A key always belongs to the same shard.
#[derive(Debug)]
pub(crate) struct Sharded<T> {
    shards: Box<[Shard<T>]>,
    hasher: DefaultHashBuilder,
}

impl<T: Default> Default for Sharded<T> {
    fn default() -> Self {
        Sharded {
            shards: (0..SHARDS).map(|_| Shard::default()).collect(),
            hasher: DefaultHashBuilder::default(),
        }
    }
}

impl<T> Sharded<T> {
    /// Locks and returns the shard of a key.
    pub(crate) fn shard(&self, key: &(impl Hash + ?Sized)) -> MutexGuard<'_, T> {
        self.shard_at(self.hasher.hash_one(key) as usize)
    }

    /// Locks and returns the shard at a position. Any number is valid.
    pub(crate) fn shard_at(&self, position: usize) -> MutexGuard<'_, T> {
        self.shards[position % SHARDS]
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Locks and returns one shard after the other.
    pub(crate) fn shards(&self) -> impl Iterator<Item = MutexGuard<'_, T>> {
        (0..SHARDS).map(|position| self.shard_at(position))
    }

    /// Returns the number of shards.
    pub(crate) fn len(&self) -> usize {
        self.shards.len()
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn a_value_is_found_by_its_key_and_by_iterating() {
        let table: Sharded<hashbrown::HashMap<u32, u32>> = Sharded::default();
        thread::scope(|scope| {
            for thread in 0..4 {
                let table = &table;
                scope.spawn(move || {
                    for key in 0..1_000 {
                        *table.shard(&key).entry(key).or_default() += thread + 1;
                    }
                });
            }
        });
        for key in 0..1_000 {
            assert_eq!(table.shard(&key).get(&key), Some(&10));
        }
        assert_eq!(
            table.shards().map(|shard| shard.len()).sum::<usize>(),
            1_000
        );
        let largest = table.shards().map(|shard| shard.len()).max();
        assert!(largest < Some(200), "the keys are spread: {largest:?}");
    }

    #[test]
    fn any_position_has_a_shard() {
        let table: Sharded<u32> = Sharded::default();
        *table.shard_at(usize::MAX) += 1;
        *table.shard_at(table.len() * 3 - 1) += 1;
        assert_eq!(*table.shard_at(table.len() - 1), 2);
    }
}
