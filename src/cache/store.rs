//! The token cache of the process: sharded, bounded, with one request in flight per key.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, MutexGuard};
use std::time::Duration;

use hashbrown::HashMap;
use once_cell::sync::Lazy;
use time::OffsetDateTime;

use super::flight::{Flight, Progress, Requester};
use super::key::{Key, KeyRef};
use crate::error::{Error, Result};
use crate::sharded::Sharded;
use crate::tenant::Tenant;
use crate::token::{Freshness, Grant};

/// How long a definite failure is remembered. Also how long to wait after a failed renewal before
/// the next renewal.
const FAILURE_LIFETIME: Duration = Duration::from_secs(30);
/// Estimated memory of an entry, not counting its token.
const ENTRY_OVERHEAD_BYTES: usize = 512;
/// An eviction looks at this many entries, and removes the least recently used one.
const EVICTION_SAMPLE: usize = 16;

/// The size limits of a cache.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Maximum number of entries: tokens and remembered failures.
    pub(super) max_entries: usize,
    /// Maximum size of all entries.
    pub(super) max_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_entries: 200_000,
            max_bytes: 512 * 1024 * 1024,
        }
    }
}

/// The content of the cache for one key.
#[derive(Debug, Default)]
pub(super) struct Slot {
    pub(super) grant: Option<Arc<Grant>>,
    /// A copy of the grant's freshness, so a lookup doesn't touch the grant's memory.
    freshness: Freshness,
    pub(super) failure: Option<RememberedFailure>,
    pub(super) flight: Option<Arc<Flight>>,
    /// When the token was last used, in seconds since 1970.
    last_used: i64,
    /// When a renewal may start again after one has failed, in seconds since 1970.
    pub(super) renew_after: i64,
}

#[derive(Debug)]
pub(super) struct RememberedFailure {
    error: Error,
    pub(super) until: OffsetDateTime,
}

impl Slot {
    pub(super) fn is_empty(&self) -> bool {
        self.grant.is_none() && self.failure.is_none() && self.flight.is_none()
    }

    fn has_flight(&self, flight: &Arc<Flight>) -> bool {
        self.flight
            .as_ref()
            .is_some_and(|own| Arc::ptr_eq(own, flight))
    }
}

/// One part of the cache, behind its own lock.
#[derive(Debug, Default)]
pub(super) struct Shard {
    pub(super) slots: HashMap<Key, Slot>,
    /// Tokens returned. Counted per shard, because a shared counter would slow every thread down.
    pub(super) hits: u64,
}

/// A token cache.
#[derive(Debug)]
pub struct Store {
    pub(super) shards: Sharded<Shard>,
    limits: Limits,
    entries: AtomicUsize,
    bytes: AtomicUsize,
    next_waiter: AtomicU64,
    pub(super) counts: Counts,
}

/// Counts since the process started.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) misses: AtomicU64,
    pub(super) joins: AtomicU64,
    pub(super) renewals: AtomicU64,
    pub(super) evictions: AtomicU64,
}

/// The answer of the cache to a caller that needs a token.
pub(crate) enum Lookup {
    /// A valid token, and a flight if the caller has to start a renewal.
    Hit(Arc<Grant>, Option<Arc<Flight>>),
    /// A remembered failure.
    Failed(Error),
    /// The caller waits for a flight. The first waiter has to start it.
    Joined { waiter: Waiter, is_first: bool },
}

/// A caller's place in the list of a flight's waiters. When a `Waiter` is dropped, its caller
/// leaves the flight. When the last caller leaves, the flight is canceled unless it is a renewal.
#[derive(Debug)]
pub(crate) struct Waiter {
    store: &'static Store,
    key: Key,
    id: u64,
    pub(crate) flight: Arc<Flight>,
}

impl Drop for Waiter {
    fn drop(&mut self) {
        self.store.leave(&self.key, &self.flight, self.id);
    }
}

static STORE: Lazy<Store> = Lazy::new(|| Store::new(Limits::default()));

impl Store {
    /// Creates an empty cache.
    pub(super) fn new(limits: Limits) -> Store {
        Store {
            shards: Sharded::default(),
            limits,
            entries: AtomicUsize::new(0),
            bytes: AtomicUsize::new(0),
            next_waiter: AtomicU64::new(0),
            counts: Counts::default(),
        }
    }

    /// Returns the cache of this process.
    pub fn global() -> &'static Store {
        &STORE
    }

    fn shard(&self, key: &Key) -> MutexGuard<'_, Shard> {
        self.shards.shard(key)
    }

    /// Returns a valid token, and a flight if the caller has to start a renewal.
    pub(crate) fn get(
        &self,
        key: KeyRef<'_>,
        now: i64,
        can_renew: bool,
    ) -> Option<(Arc<Grant>, Option<Arc<Flight>>)> {
        let mut shard = self.shards.shard(&key);
        let Shard { slots, hits } = &mut *shard;
        let slot = slots.get_mut(&key)?;
        let freshness = slot.freshness;
        let grant = slot.grant.as_ref().filter(|_| freshness.is_valid(now))?;
        slot.last_used = now;
        let grant = Arc::clone(grant);
        *hits += 1;
        let is_due = freshness.is_due(now) && now >= slot.renew_after;
        if !can_renew || slot.flight.is_some() || !is_due {
            return Some((grant, None));
        }
        let flight = Arc::new(Flight::new(true));
        slot.flight = Some(Arc::clone(&flight));
        self.counts.renewals.fetch_add(1, Ordering::Relaxed);
        Some((grant, Some(flight)))
    }

    /// Returns a valid token or a remembered failure, or joins the flight of this key.
    pub(crate) fn get_or_join(
        &'static self,
        key: Key,
        force_refresh: bool,
        can_renew: bool,
        requester: Requester,
    ) -> Lookup {
        let now = OffsetDateTime::now_utc();
        if !force_refresh
            && let Some((grant, renewal)) = self.get(key.by_ref(), now.unix_timestamp(), can_renew)
        {
            return Lookup::Hit(grant, renewal);
        }
        let mut shard = self.shard(&key);
        let is_new = !shard.slots.contains_key(&key);
        let slot = shard.slots.entry(key.clone()).or_default();
        if is_new {
            self.entries.fetch_add(1, Ordering::Relaxed);
        }
        if !force_refresh
            && let Some(failure) = &slot.failure
            && failure.until > now
        {
            return Lookup::Failed(failure.error.clone().remembered_until(failure.until));
        }
        let is_first = slot.flight.is_none();
        let counter = match is_first {
            true => &self.counts.misses,
            false => &self.counts.joins,
        };
        counter.fetch_add(1, Ordering::Relaxed);
        let flight = Arc::clone(
            slot.flight
                .get_or_insert_with(|| Arc::new(Flight::new(false))),
        );
        let id = self.next_waiter.fetch_add(1, Ordering::Relaxed);
        flight.join(id, requester);
        let waiter = Waiter {
            store: self,
            key,
            id,
            flight,
        };
        Lookup::Joined { waiter, is_first }
    }

    fn leave(&self, key: &Key, flight: &Arc<Flight>, id: u64) {
        let mut shard = self.shard(key);
        if !flight.leave(id) {
            return;
        }
        flight.abort();
        if let Some(slot) = shard.slots.get_mut(key)
            && slot.has_flight(flight)
        {
            slot.flight = None;
            self.remove_if_empty(&mut shard, key);
        }
    }

    fn remove_if_empty(&self, shard: &mut Shard, key: &Key) {
        if shard.slots.get(key).is_some_and(Slot::is_empty) {
            shard.slots.remove(key);
            self.entries.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Finishes a flight: stores its result and publishes it to the waiters.
    pub(crate) fn finish(&self, key: &Key, flight: &Arc<Flight>, result: Result<Arc<Grant>>) {
        let keep = !flight.is_forgotten();
        self.close_flight(key, flight, keep, &result);
        if keep && let Ok(grant) = &result {
            let home = grant.tenant_id.map(|id| Key {
                tenant: Tenant::Id(id),
                ..key.clone()
            });
            self.insert(home.as_ref().unwrap_or(key), grant);
        }
        flight.publish(Progress::Done(result));
        self.evict();
    }

    /// Removes a flight from its slot, and remembers a definite failure.
    fn close_flight(
        &self,
        key: &Key,
        flight: &Arc<Flight>,
        keep: bool,
        result: &Result<Arc<Grant>>,
    ) {
        let mut shard = self.shard(key);
        if let Some(slot) = shard.slots.get_mut(key) {
            let is_own = slot.has_flight(flight);
            if is_own {
                slot.flight = None;
            }
            match result {
                Err(error) if is_own => {
                    let now = OffsetDateTime::now_utc();
                    slot.renew_after = now.unix_timestamp() + FAILURE_LIFETIME.as_secs() as i64;
                    if keep && error.is_definite() {
                        slot.failure = Some(RememberedFailure {
                            error: error.clone(),
                            until: now + FAILURE_LIFETIME,
                        });
                    }
                }
                Ok(_) => slot.failure = None,
                Err(_) => {}
            }
        }
        self.remove_if_empty(&mut shard, key);
    }

    fn insert(&self, key: &Key, grant: &Arc<Grant>) {
        let mut shard = self.shard(key);
        if !shard.slots.contains_key(key) {
            self.entries.fetch_add(1, Ordering::Relaxed);
        }
        let slot = shard.slots.entry(key.clone()).or_default();
        slot.last_used = OffsetDateTime::now_utc().unix_timestamp();
        slot.failure = None;
        slot.freshness = grant.freshness;
        self.bytes.fetch_add(size_bytes(grant), Ordering::Relaxed);
        if let Some(old) = slot.grant.replace(Arc::clone(grant)) {
            self.bytes.fetch_sub(size_bytes(&old), Ordering::Relaxed);
        }
    }

    /// Removes the token and the failure of a key, but not its flight.
    pub(super) fn remove(&self, shard: &mut Shard, key: &Key) {
        let Some(slot) = shard.slots.get_mut(key) else {
            return;
        };
        slot.failure = None;
        if let Some(grant) = slot.grant.take() {
            self.bytes.fetch_sub(size_bytes(&grant), Ordering::Relaxed);
        }
        self.remove_if_empty(shard, key);
    }

    /// Evicts entries until the cache is within its limits. Each eviction takes a sample of entries
    /// and removes the least recently used one.
    fn evict(&self) {
        let mut position = self.next_waiter.load(Ordering::Relaxed) as usize;
        let mut shards_without_candidate = 0;
        while self.is_over_limit() && shards_without_candidate < self.shards.len() {
            position = position.wrapping_add(1);
            let mut shard = self.shards.shard_at(position);
            let oldest = shard
                .slots
                .iter()
                .filter(|(_, slot)| slot.flight.is_none())
                .take(EVICTION_SAMPLE)
                .min_by_key(|(_, slot)| slot.last_used)
                .map(|(key, _)| key.clone());
            match oldest {
                Some(key) => {
                    self.remove(&mut shard, &key);
                    self.counts.evictions.fetch_add(1, Ordering::Relaxed);
                    shards_without_candidate = 0;
                }
                None => shards_without_candidate += 1,
            }
        }
    }

    fn is_over_limit(&self) -> bool {
        self.entries() > self.limits.max_entries || self.bytes() > self.limits.max_bytes
    }

    /// Returns the number of entries.
    pub(super) fn entries(&self) -> usize {
        self.entries.load(Ordering::Relaxed)
    }

    /// Returns the estimated size of all entries.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.load(Ordering::Relaxed)
    }
}

/// Returns the estimated size of a token's entry.
pub(super) fn size_bytes(grant: &Grant) -> usize {
    grant.secret.expose().len() + ENTRY_OVERHEAD_BYTES
}
