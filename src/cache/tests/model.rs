//! What the cache should do, said simply: which tokens are kept, which failures are
//! remembered, who waits for what.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::watch::Receiver;
use uuid::Uuid;

use super::support::{
    RENEWAL, busy, key, now, owner, partition, refused, requester, store, succeed,
};
use crate::cache::Filter;
use crate::cache::flight::{Flight, Progress};
use crate::cache::key::Key;
use crate::cache::store::{Entered, Limits, Store, Waiter};
use crate::error::{Error, ErrorCode};
use crate::tenant::Tenant;
use crate::token::Grant;

/// What can happen. A number picks one of those that are there.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Ask { key: usize, force: bool },
    Leave(usize),
    Renew(usize),
    Bring(usize),
    Refuse(usize),
    Fail(usize),
    Clear { app: usize, tenant: Option<usize> },
    Pass,
}

/// A request under way, as the model sees it.
struct Trip {
    key: usize,
    flight: Arc<Flight>,
    background: bool,
    /// Cleared since it began.
    forgotten: bool,
    /// All who waited have left: its task was told to end.
    abandoned: bool,
}

/// One who waits.
struct Place {
    waiter: Waiter,
    told: Receiver<Progress>,
}

pub(super) struct Model {
    store: &'static Store,
    keys: Vec<Key>,
    tenants: [Uuid; 2],
    trips: Vec<Trip>,
    places: Vec<Place>,
    kept: HashMap<usize, usize>,
    failing: HashSet<usize>,
    tokens: Vec<Weak<Grant>>,
    misses: u64,
    renewals: u64,
}

/// Each app has two tenants by id and the first of them by a domain, for two resources.
const KEYS: usize = 12;

impl Model {
    pub(super) fn new() -> Model {
        let apps = [partition(), partition()];
        let tenants = [Uuid::new_v4(), Uuid::new_v4()];
        let mut keys = Vec::new();
        for app in &apps {
            for tenant in [
                Tenant::Id(tenants[0]),
                Tenant::Id(tenants[1]),
                Tenant::Domain("a.example".to_owned()),
            ] {
                for resource in ["r1", "r2"] {
                    keys.push(key(app, tenant.clone(), resource));
                }
            }
        }
        Model {
            store: store(Limits::default()),
            keys,
            tenants,
            trips: Vec::new(),
            places: Vec::new(),
            kept: HashMap::new(),
            failing: HashSet::new(),
            tokens: Vec::new(),
            misses: 0,
            renewals: 0,
        }
    }

    /// The tenant id that the token for a key names.
    fn tenant_id(&self, key: usize) -> Uuid {
        match self.keys[key].tenant {
            Tenant::Id(id) => id,
            Tenant::Domain(_) => self.tenants[0],
        }
    }

    /// Under which key a token is kept.
    fn home(key: usize) -> usize {
        match key % 6 {
            4 | 5 => key - 4,
            _ => key,
        }
    }

    fn is(&self, key: usize, grant: &Grant, serial: usize) -> bool {
        let owner = owner(&self.keys[key], Some(self.tenant_id(key)));
        grant.secret.expose() == format!("{owner} #{serial}")
    }

    /// The request under way that one who asks for a key joins.
    fn current(&self, key: usize) -> Option<&Trip> {
        self.trips
            .iter()
            .find(|trip| trip.key == key && !trip.forgotten && !trip.abandoned)
    }

    fn begin(&mut self, key: usize, flight: &Arc<Flight>, background: bool) {
        assert!(self.current(key).is_none(), "two requests for one key");
        self.trips.push(Trip {
            key,
            flight: Arc::clone(flight),
            background,
            forgotten: false,
            abandoned: false,
        });
    }

    fn ask(&mut self, key: usize, force: bool) {
        let kept = self.kept.get(&key).copied().filter(|_| !force);
        let entered = self
            .store
            .enter(self.keys[key].clone(), force, true, requester());
        match entered {
            Entered::Hit(grant, renewal) => {
                assert!(renewal.is_none(), "not yet time");
                assert!(kept.is_some_and(|serial| self.is(key, &grant, serial)));
            }
            Entered::Failed(error) => {
                assert!(kept.is_none() && !force && self.failing.contains(&key));
                assert!(error.report().remembered_until.is_some());
            }
            Entered::Wait(waiter, begins) => {
                assert!(force || (kept.is_none() && !self.failing.contains(&key)));
                match self.current(key) {
                    Some(trip) => assert!(!begins && Arc::ptr_eq(&trip.flight, &waiter.flight)),
                    None => {
                        assert!(begins);
                        self.misses += 1;
                        self.begin(key, &Arc::clone(&waiter.flight), false);
                    }
                }
                let told = waiter.flight.subscribe();
                self.places.push(Place { waiter, told });
            }
        }
    }

    fn renew(&mut self, key: usize) {
        let found = self.store.hit(self.keys[key].by_ref(), RENEWAL, true);
        let serial = self.kept.get(&key).copied();
        assert_eq!(found.is_some(), serial.is_some());
        let Some((grant, renewal)) = found else {
            return;
        };
        assert!(serial.is_some_and(|serial| self.is(key, &grant, serial)));
        assert_eq!(renewal.is_none(), self.current(key).is_some());
        if let Some(flight) = renewal {
            self.renewals += 1;
            self.begin(key, &flight, true);
        }
    }

    fn leave(&mut self, who: usize) {
        if self.places.is_empty() {
            return;
        }
        let place = self.places.swap_remove(who % self.places.len());
        let flight = Arc::clone(&place.waiter.flight);
        drop(place);
        let waits = |place: &Place| Arc::ptr_eq(&place.waiter.flight, &flight);
        if self.places.iter().any(waits) {
            return;
        }
        for trip in &mut self.trips {
            trip.abandoned |= Arc::ptr_eq(&trip.flight, &flight) && !trip.background;
        }
    }

    /// Ends a request; one that was abandoned ends as its task does, without a result.
    fn end(&mut self, which: usize, wanted: &Step) {
        if self.trips.is_empty() {
            return;
        }
        let trip = self.trips.swap_remove(which % self.trips.len());
        let (key, lives) = (trip.key, !trip.forgotten && !trip.abandoned);
        let serial = self.tokens.len();
        let id = self.tenant_id(key);
        let brings = matches!(wanted, Step::Bring(_)) && !trip.abandoned;
        if brings {
            let kept = succeed(self.store, &self.keys[key], &trip.flight, Some(id), serial);
            self.tokens.push(Arc::downgrade(&kept));
            if lives {
                self.kept.insert(Model::home(key), serial);
                self.failing.remove(&Model::home(key));
            }
            self.failing.remove(&key);
        } else {
            let error = match (trip.abandoned, wanted) {
                (true, _) => Error::internal("aborted"),
                (false, Step::Refuse(_)) => refused(),
                (false, _) => busy(),
            };
            if lives && error.code() == ErrorCode::ConsentMissing {
                self.failing.insert(key);
            }
            self.store.finish(&self.keys[key], &trip.flight, Err(error));
        }
        let (ended, waiting): (Vec<_>, Vec<_>) = std::mem::take(&mut self.places)
            .into_iter()
            .partition(|place| Arc::ptr_eq(&place.waiter.flight, &trip.flight));
        self.places = waiting;
        for place in ended {
            assert!(place.told.has_changed().is_ok_and(|changed| changed));
            match &*place.told.borrow() {
                Progress::Done(Ok(grant)) => assert!(brings && self.is(key, grant, serial)),
                Progress::Done(Err(_)) => assert!(!brings),
                other => panic!("one who waits was not told: {other:?}"),
            }
        }
    }

    fn clear(&mut self, app: usize, tenant: Option<usize>) {
        let partition = Arc::clone(&self.keys[app % 2 * 6].partition);
        let tenant = tenant.map(|which| Tenant::Id(self.tenants[which % 2]));
        let is_meant = |key: &Key| {
            key.partition == partition && tenant.as_ref().is_none_or(|tenant| key.tenant == *tenant)
        };
        let meant: HashSet<usize> = (0..KEYS).filter(|key| is_meant(&self.keys[*key])).collect();
        let filter = Filter {
            app_id: Some(partition.app.to_string()),
            tenant: tenant.map(|tenant| tenant.to_string()),
        };
        let gone = self
            .store
            .clear(&filter)
            .expect("a filter that can be read");
        let before = self.kept.len();
        self.kept.retain(|key, _| !meant.contains(key));
        assert_eq!(gone, before - self.kept.len());
        self.failing.retain(|key| !meant.contains(key));
        for trip in &mut self.trips {
            trip.forgotten |= meant.contains(&trip.key);
        }
    }

    pub(super) fn run(&mut self, step: &Step) {
        match step {
            Step::Ask { key, force } => self.ask(key % KEYS, *force),
            Step::Leave(who) => self.leave(*who),
            Step::Renew(key) => self.renew(key % KEYS),
            Step::Bring(which) | Step::Refuse(which) | Step::Fail(which) => self.end(*which, step),
            Step::Clear { app, tenant } => self.clear(*app, *tenant),
            Step::Pass => {
                self.store.pass(Duration::from_secs(31));
                self.failing.clear();
            }
        }
        self.check();
    }

    fn check(&self) {
        let counted = (self.store.entries(), self.store.bytes());
        assert_eq!(self.store.recount(), counted, "the counters drift");
        assert_eq!(self.store.empty_entries(), 0, "an entry that nothing needs");
        for key in 0..KEYS {
            let found = self.store.hit(self.keys[key].by_ref(), now(), false);
            let serial = self.kept.get(&key);
            assert_eq!(found.is_some(), serial.is_some(), "{key}");
            if let (Some((grant, _)), Some(serial)) = (found, serial) {
                assert!(self.is(key, &grant, *serial), "another's token");
            }
        }
        let alive = self.tokens.iter().filter(|one| one.strong_count() > 0);
        assert_eq!(
            alive.count(),
            self.kept.len(),
            "a token that is not kept lives on"
        );
    }

    /// Ends all that is under way and clears: nothing may be left.
    pub(super) fn settle(mut self) {
        while !self.trips.is_empty() {
            self.run(&Step::Bring(0));
        }
        assert!(self.places.is_empty(), "one waits for nothing");
        for app in 0..2 {
            self.run(&Step::Clear { app, tenant: None });
        }
        // What was remembered is gone too: nothing is left to count.
        assert_eq!((self.store.entries(), self.store.bytes()), (0, 0));
        assert!(self.tokens.iter().all(|one| one.upgrade().is_none()));
        let sums = self.store.statistics();
        assert_eq!((sums.misses, sums.renewals), (self.misses, self.renewals));
        assert_eq!(sums.evictions, 0);
    }
}
