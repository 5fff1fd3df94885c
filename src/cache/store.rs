//! The cache of the process: sharded, bounded, one request at a time for each key.

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

/// How long a definite failure is remembered.
const FAILURE: Duration = Duration::from_secs(30);
/// What an entry takes beside its token.
const OVERHEAD: usize = 512;
/// How many entries an eviction compares: the least recently used of these goes.
const SAMPLE: usize = 16;

/// How much is kept at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Entries: tokens and remembered failures.
    pub entries: usize,
    /// Bytes of all entries.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            entries: 200_000,
            bytes: 512 * 1024 * 1024,
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Slot {
    pub(super) grant: Option<Arc<Grant>>,
    /// The token's own, so that a look at it is not a look into other memory.
    freshness: Freshness,
    pub(super) failure: Option<Remembered>,
    pub(super) flight: Option<Arc<Flight>>,
    /// When it last served, in seconds since 1970.
    used: i64,
    /// No renewal before this: the last one failed.
    pub(super) renew_after: i64,
}

#[derive(Debug)]
pub(super) struct Remembered {
    error: Error,
    pub(super) until: OffsetDateTime,
}

impl Slot {
    pub(super) fn is_empty(&self) -> bool {
        self.grant.is_none() && self.failure.is_none() && self.flight.is_none()
    }
}

/// A part of the cache.
#[derive(Debug, Default)]
pub(super) struct Shard {
    pub(super) slots: HashMap<Key, Slot>,
    /// Answers from here: a sum that all threads add to would slow each of them.
    pub(super) hits: u64,
}

/// The cache.
#[derive(Debug)]
pub struct Store {
    pub(super) shards: Sharded<Shard>,
    limits: Limits,
    entries: AtomicUsize,
    bytes: AtomicUsize,
    next_waiter: AtomicU64,
    pub(super) counts: Counts,
}

/// What happened since the process began.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) misses: AtomicU64,
    pub(super) joins: AtomicU64,
    pub(super) renewals: AtomicU64,
    pub(super) evictions: AtomicU64,
}

/// What one who asks for a token gets.
pub(crate) enum Entered {
    /// A token; with a flight that has to be started when it is time to renew.
    Hit(Arc<Grant>, Option<Arc<Flight>>),
    /// A failure that is remembered.
    Failed(Error),
    /// A place among those who wait; `bool` says that the flight has to be started.
    Wait(Waiter, bool),
}

/// A place among those who wait; dropping it leaves, and the last one ends the flight.
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
    /// An empty cache.
    pub fn new(limits: Limits) -> Store {
        Store {
            shards: Sharded::default(),
            limits,
            entries: AtomicUsize::new(0),
            bytes: AtomicUsize::new(0),
            next_waiter: AtomicU64::new(0),
            counts: Counts::default(),
        }
    }

    /// The one of this process.
    pub fn global() -> &'static Store {
        &STORE
    }

    fn shard(&self, key: &Key) -> MutexGuard<'_, Shard> {
        self.shards.of(key)
    }

    /// A token that serves, without waiting for anything. The flight is for its renewal,
    /// which the caller starts.
    pub(crate) fn hit(
        &self,
        key: KeyRef<'_>,
        now: i64,
        renewable: bool,
    ) -> Option<(Arc<Grant>, Option<Arc<Flight>>)> {
        let mut shard = self.shards.of(&key);
        let Shard { slots, hits } = &mut *shard;
        let slot = slots.get_mut(&key)?;
        let freshness = slot.freshness;
        let grant = slot.grant.as_ref().filter(|_| freshness.serves(now))?;
        slot.used = now;
        let grant = Arc::clone(grant);
        *hits += 1;
        let renews = freshness.wants_renewal(now) && now >= slot.renew_after;
        if !renewable || slot.flight.is_some() || !renews {
            return Some((grant, None));
        }
        let flight = Arc::new(Flight::new(true));
        slot.flight = Some(Arc::clone(&flight));
        self.counts.renewals.fetch_add(1, Ordering::Relaxed);
        Some((grant, Some(flight)))
    }

    /// A token, a remembered failure, or a place among those who wait.
    pub(crate) fn enter(
        &'static self,
        key: Key,
        force: bool,
        renewable: bool,
        requester: Requester,
    ) -> Entered {
        let now = OffsetDateTime::now_utc();
        if !force
            && let Some((grant, renewal)) = self.hit(key.by_ref(), now.unix_timestamp(), renewable)
        {
            return Entered::Hit(grant, renewal);
        }
        let mut shard = self.shard(&key);
        let new = !shard.slots.contains_key(&key);
        let slot = shard.slots.entry(key.clone()).or_default();
        if new {
            self.entries.fetch_add(1, Ordering::Relaxed);
        }
        if !force
            && let Some(failure) = &slot.failure
            && failure.until > now
        {
            return Entered::Failed(failure.error.clone().remembered_until(failure.until));
        }
        let begins = slot.flight.is_none();
        let counter = match begins {
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
        Entered::Wait(waiter, begins)
    }

    fn leave(&self, key: &Key, flight: &Arc<Flight>, id: u64) {
        let mut shard = self.shard(key);
        if !flight.leave(id) {
            return;
        }
        flight.abort();
        if let Some(slot) = shard.slots.get_mut(key)
            && slot
                .flight
                .as_ref()
                .is_some_and(|own| Arc::ptr_eq(own, flight))
        {
            slot.flight = None;
            self.drop_if_empty(&mut shard, key);
        }
    }

    fn drop_if_empty(&self, shard: &mut Shard, key: &Key) {
        if shard.slots.get(key).is_some_and(Slot::is_empty) {
            shard.slots.remove(key);
            self.entries.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Ends a flight: keeps what it brought and tells those who wait.
    pub(crate) fn finish(&self, key: &Key, flight: &Arc<Flight>, result: Result<Arc<Grant>>) {
        let keep = !flight.is_forgotten();
        let home = match &result {
            Ok(grant) => grant.tenant_id.map(|id| Key {
                tenant: Tenant::Id(id),
                ..key.clone()
            }),
            Err(_) => None,
        };
        {
            let mut shard = self.shard(key);
            if let Some(slot) = shard.slots.get_mut(key) {
                let own = slot
                    .flight
                    .as_ref()
                    .is_some_and(|own| Arc::ptr_eq(own, flight));
                if own {
                    slot.flight = None;
                }
                if own && result.is_err() {
                    slot.renew_after =
                        OffsetDateTime::now_utc().unix_timestamp() + FAILURE.as_secs() as i64;
                }
                match &result {
                    Err(error) if own && keep && error.is_definite() => {
                        slot.failure = Some(Remembered {
                            error: error.clone(),
                            until: OffsetDateTime::now_utc() + FAILURE,
                        });
                    }
                    Ok(_) => slot.failure = None,
                    Err(_) => {}
                }
            }
            self.drop_if_empty(&mut shard, key);
        }
        if keep && let Ok(grant) = &result {
            self.keep(home.as_ref().unwrap_or(key), grant);
        }
        flight.publish(Progress::Done(result));
        self.evict();
    }

    fn keep(&self, key: &Key, grant: &Arc<Grant>) {
        let mut shard = self.shard(key);
        if !shard.slots.contains_key(key) {
            self.entries.fetch_add(1, Ordering::Relaxed);
        }
        let slot = shard.slots.entry(key.clone()).or_default();
        slot.used = OffsetDateTime::now_utc().unix_timestamp();
        slot.failure = None;
        slot.freshness = grant.freshness;
        self.bytes.fetch_add(size(grant), Ordering::Relaxed);
        if let Some(old) = slot.grant.replace(Arc::clone(grant)) {
            self.bytes.fetch_sub(size(&old), Ordering::Relaxed);
        }
    }

    /// Takes an entry out of its shard.
    pub(super) fn remove(&self, shard: &mut Shard, key: &Key) {
        let Some(slot) = shard.slots.get_mut(key) else {
            return;
        };
        slot.failure = None;
        if let Some(grant) = slot.grant.take() {
            self.bytes.fetch_sub(size(&grant), Ordering::Relaxed);
        }
        self.drop_if_empty(shard, key);
    }

    /// Makes room: of a few entries the least recently used goes, until the limits hold.
    fn evict(&self) {
        let mut start = self.next_waiter.load(Ordering::Relaxed) as usize;
        let mut fruitless = 0;
        while self.is_over() && fruitless < self.shards.len() {
            start = start.wrapping_add(1);
            let mut shard = self.shards.at(start);
            let oldest = shard
                .slots
                .iter()
                .filter(|(_, slot)| slot.flight.is_none())
                .take(SAMPLE)
                .min_by_key(|(_, slot)| slot.used)
                .map(|(key, _)| key.clone());
            match oldest {
                Some(key) => {
                    self.remove(&mut shard, &key);
                    self.counts.evictions.fetch_add(1, Ordering::Relaxed);
                    fruitless = 0;
                }
                None => fruitless += 1,
            }
        }
    }

    fn is_over(&self) -> bool {
        self.entries() > self.limits.entries || self.bytes() > self.limits.bytes
    }

    /// How many entries there are.
    pub fn entries(&self) -> usize {
        self.entries.load(Ordering::Relaxed)
    }

    /// About how many bytes they take.
    pub fn bytes(&self) -> usize {
        self.bytes.load(Ordering::Relaxed)
    }
}

pub(super) fn size(grant: &Grant) -> usize {
    grant.secret.expose().len() + OVERHEAD
}
