//! A table in parts with a lock each, so that threads seldom meet.

use std::hash::{BuildHasher, Hash};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hashbrown::DefaultHashBuilder;

const PARTS: usize = 64;

/// One part, away from its neighbours: two locks in one cache line would be as slow as one.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Part<T>(Mutex<T>);

/// The parts; a key is always in the same one.
#[derive(Debug)]
pub(crate) struct Sharded<T> {
    parts: Box<[Part<T>]>,
    hasher: DefaultHashBuilder,
}

impl<T: Default> Default for Sharded<T> {
    fn default() -> Self {
        Sharded {
            parts: (0..PARTS).map(|_| Part::default()).collect(),
            hasher: DefaultHashBuilder::default(),
        }
    }
}

impl<T> Sharded<T> {
    /// The part of a key.
    pub(crate) fn of(&self, key: &(impl Hash + ?Sized)) -> MutexGuard<'_, T> {
        self.at(self.hasher.hash_one(key) as usize)
    }

    /// The part with this number, which may be any.
    pub(crate) fn at(&self, number: usize) -> MutexGuard<'_, T> {
        self.parts[number % PARTS]
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Each part, one after the other.
    pub(crate) fn each(&self) -> impl Iterator<Item = MutexGuard<'_, T>> {
        (0..PARTS).map(|number| self.at(number))
    }

    /// How many parts there are.
    pub(crate) fn len(&self) -> usize {
        self.parts.len()
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn what_a_key_is_given_is_found_again_and_by_each() {
        let table: Sharded<hashbrown::HashMap<u32, u32>> = Sharded::default();
        thread::scope(|scope| {
            for thread in 0..4 {
                let table = &table;
                scope.spawn(move || {
                    for key in 0..1_000 {
                        *table.of(&key).entry(key).or_default() += thread + 1;
                    }
                });
            }
        });
        for key in 0..1_000 {
            assert_eq!(table.of(&key).get(&key), Some(&10));
        }
        assert_eq!(table.each().map(|part| part.len()).sum::<usize>(), 1_000);
        let largest = table.each().map(|part| part.len()).max();
        assert!(largest < Some(200), "the keys are spread: {largest:?}");
    }

    #[test]
    fn any_number_has_a_part() {
        let table: Sharded<u32> = Sharded::default();
        *table.at(usize::MAX) += 1;
        *table.at(table.len() * 3 - 1) += 1;
        assert_eq!(*table.at(table.len() - 1), 2);
    }
}
