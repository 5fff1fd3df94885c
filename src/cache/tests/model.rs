//! A simple model of the cache: which tokens are cached, which failures are remembered, and who
//! waits for which request.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::watch::Receiver;
use uuid::Uuid;

use super::support::{
    RENEW_AT, definite_error, key, now, owner, partition, requester, store, succeed,
    temporary_error,
};
use crate::cache::Filter;
use crate::cache::flight::{Flight, Progress};
use crate::cache::key::Key;
use crate::cache::store::{Limits, Lookup, Store, Waiter};
use crate::error::{Error, ErrorCode};
use crate::tenant::Tenant;
use crate::token::Grant;

/// A step of a random sequence. Its numbers select an existing key, waiter or request.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Join { key: usize, force_refresh: bool },
    Leave(usize),
    Renew(usize),
    Succeed(usize),
    FailForGood(usize),
    FailForNow(usize),
    Clear { app: usize, tenant: Option<usize> },
    Advance,
}

/// A request in flight, as the model sees it.
struct Request {
    key: usize,
    flight: Arc<Flight>,
    background: bool,
    /// Whether the cache was cleared after the request started.
    forgotten: bool,
    /// Whether all waiters have left, so the request's task was aborted.
    abandoned: bool,
}

/// A caller that waits for a request.
struct Place {
    waiter: Waiter,
    progress: Receiver<Progress>,
}

pub(super) struct Model {
    store: &'static Store,
    keys: Vec<Key>,
    tenants: [Uuid; 2],
    requests: Vec<Request>,
    places: Vec<Place>,
    /// The serial numbers of the cached tokens, by key.
    cached: HashMap<usize, usize>,
    /// The keys with a remembered failure.
    failing: HashSet<usize>,
    tokens: Vec<Weak<Grant>>,
    misses: u64,
    renewals: u64,
}

/// The number of combinations of two apps, three tenants and two resources. Two of the tenants are
/// ids, and the third is a domain of the first one.
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
            requests: Vec::new(),
            places: Vec::new(),
            cached: HashMap::new(),
            failing: HashSet::new(),
            tokens: Vec::new(),
            misses: 0,
            renewals: 0,
        }
    }

    /// Returns the tenant id in the token for a key.
    fn tenant_id(&self, key: usize) -> Uuid {
        match self.keys[key].tenant {
            Tenant::Id(id) => id,
            Tenant::Domain(_) => self.tenants[0],
        }
    }

    /// Returns the key under which the token for `key` is cached: the same key, with the tenant's id
    /// instead of a domain.
    fn home(key: usize) -> usize {
        match key % 6 {
            4 | 5 => key - 4,
            _ => key,
        }
    }

    fn is_token(&self, key: usize, grant: &Grant, serial: usize) -> bool {
        let owner = owner(&self.keys[key], Some(self.tenant_id(key)));
        grant.secret.expose() == format!("{owner} #{serial}")
    }

    /// Returns the request that a lookup of this key joins.
    fn current(&self, key: usize) -> Option<&Request> {
        self.requests
            .iter()
            .find(|request| request.key == key && !request.forgotten && !request.abandoned)
    }

    fn start(&mut self, key: usize, flight: &Arc<Flight>, background: bool) {
        assert!(self.current(key).is_none(), "two requests for one key");
        self.requests.push(Request {
            key,
            flight: Arc::clone(flight),
            background,
            forgotten: false,
            abandoned: false,
        });
    }

    fn join(&mut self, key: usize, force_refresh: bool) {
        let cached = self.cached.get(&key).copied().filter(|_| !force_refresh);
        let lookup =
            self.store
                .get_or_join(self.keys[key].clone(), force_refresh, true, requester());
        match lookup {
            Lookup::Hit(grant, renewal) => {
                assert!(renewal.is_none(), "not due yet");
                assert!(cached.is_some_and(|serial| self.is_token(key, &grant, serial)));
            }
            Lookup::Failed(error) => {
                assert!(cached.is_none() && !force_refresh && self.failing.contains(&key));
                assert!(error.report().remembered_until.is_some());
            }
            Lookup::Joined { waiter, is_first } => {
                assert!(force_refresh || (cached.is_none() && !self.failing.contains(&key)));
                match self.current(key) {
                    Some(request) => {
                        assert!(!is_first && Arc::ptr_eq(&request.flight, &waiter.flight));
                    }
                    None => {
                        assert!(is_first);
                        self.misses += 1;
                        self.start(key, &Arc::clone(&waiter.flight), false);
                    }
                }
                let progress = waiter.flight.subscribe();
                self.places.push(Place { waiter, progress });
            }
        }
    }

    fn renew(&mut self, key: usize) {
        let found = self.store.get(self.keys[key].by_ref(), RENEW_AT, true);
        let serial = self.cached.get(&key).copied();
        assert_eq!(found.is_some(), serial.is_some());
        let Some((grant, renewal)) = found else {
            return;
        };
        assert!(serial.is_some_and(|serial| self.is_token(key, &grant, serial)));
        assert_eq!(renewal.is_none(), self.current(key).is_some());
        if let Some(flight) = renewal {
            self.renewals += 1;
            self.start(key, &flight, true);
        }
    }

    fn leave(&mut self, which: usize) {
        if self.places.is_empty() {
            return;
        }
        let place = self.places.swap_remove(which % self.places.len());
        let flight = Arc::clone(&place.waiter.flight);
        drop(place);
        let waits = |place: &Place| Arc::ptr_eq(&place.waiter.flight, &flight);
        if self.places.iter().any(waits) {
            return;
        }
        for request in &mut self.requests {
            request.abandoned |= Arc::ptr_eq(&request.flight, &flight) && !request.background;
        }
    }

    /// Finishes a request. An abandoned request always fails: its task was aborted.
    fn finish(&mut self, which: usize, step: &Step) {
        if self.requests.is_empty() {
            return;
        }
        let request = self.requests.swap_remove(which % self.requests.len());
        let (key, is_current) = (request.key, !request.forgotten && !request.abandoned);
        let serial = self.tokens.len();
        let id = self.tenant_id(key);
        let succeeds = matches!(step, Step::Succeed(_)) && !request.abandoned;
        if succeeds {
            let token = succeed(
                self.store,
                &self.keys[key],
                &request.flight,
                Some(id),
                serial,
            );
            self.tokens.push(Arc::downgrade(&token));
            if is_current {
                self.cached.insert(Model::home(key), serial);
                self.failing.remove(&Model::home(key));
            }
            self.failing.remove(&key);
        } else {
            let error = match (request.abandoned, step) {
                (true, _) => Error::internal("aborted"),
                (false, Step::FailForGood(_)) => definite_error(),
                (false, _) => temporary_error(),
            };
            if is_current && error.code() == ErrorCode::ConsentMissing {
                self.failing.insert(key);
            }
            self.store
                .finish(&self.keys[key], &request.flight, Err(error));
        }
        let (finished, waiting): (Vec<_>, Vec<_>) = std::mem::take(&mut self.places)
            .into_iter()
            .partition(|place| Arc::ptr_eq(&place.waiter.flight, &request.flight));
        self.places = waiting;
        for place in finished {
            assert!(place.progress.has_changed().is_ok_and(|changed| changed));
            match &*place.progress.borrow() {
                Progress::Done(Ok(grant)) => assert!(succeeds && self.is_token(key, grant, serial)),
                Progress::Done(Err(_)) => assert!(!succeeds),
                other => panic!("a waiter did not get the result: {other:?}"),
            }
        }
    }

    fn clear(&mut self, app: usize, tenant: Option<usize>) {
        let partition = Arc::clone(&self.keys[app % 2 * 6].partition);
        let tenant = tenant.map(|which| Tenant::Id(self.tenants[which % 2]));
        let matches = |key: &Key| {
            key.partition == partition && tenant.as_ref().is_none_or(|tenant| key.tenant == *tenant)
        };
        let cleared: HashSet<usize> = (0..KEYS).filter(|key| matches(&self.keys[*key])).collect();
        let filter = Filter {
            app_id: Some(partition.app_id.to_string()),
            tenant: tenant.map(|tenant| tenant.to_string()),
        };
        let removed = self.store.clear(&filter).expect("a valid filter");
        let before = self.cached.len();
        self.cached.retain(|key, _| !cleared.contains(key));
        assert_eq!(removed, before - self.cached.len());
        self.failing.retain(|key| !cleared.contains(key));
        for request in &mut self.requests {
            request.forgotten |= cleared.contains(&request.key);
        }
    }

    pub(super) fn run(&mut self, step: &Step) {
        match step {
            Step::Join { key, force_refresh } => self.join(key % KEYS, *force_refresh),
            Step::Leave(which) => self.leave(*which),
            Step::Renew(key) => self.renew(key % KEYS),
            Step::Succeed(which) | Step::FailForGood(which) | Step::FailForNow(which) => {
                self.finish(*which, step);
            }
            Step::Clear { app, tenant } => self.clear(*app, *tenant),
            Step::Advance => {
                self.store.advance(Duration::from_secs(31));
                self.failing.clear();
            }
        }
        self.check();
    }

    fn check(&self) {
        let counted = (self.store.entries(), self.store.bytes());
        assert_eq!(self.store.recount(), counted, "the counters are wrong");
        assert_eq!(self.store.empty_entries(), 0, "an unused entry is left");
        for key in 0..KEYS {
            let found = self.store.get(self.keys[key].by_ref(), now(), false);
            let serial = self.cached.get(&key);
            assert_eq!(found.is_some(), serial.is_some(), "{key}");
            if let (Some((grant, _)), Some(serial)) = (found, serial) {
                assert!(self.is_token(key, &grant, *serial), "another token");
            }
        }
        let alive = self.tokens.iter().filter(|token| token.strong_count() > 0);
        assert_eq!(
            alive.count(),
            self.cached.len(),
            "a token that isn't cached is still in memory"
        );
    }

    /// Finishes all requests, clears the cache, and checks that nothing is left.
    pub(super) fn settle(mut self) {
        while !self.requests.is_empty() {
            self.run(&Step::Succeed(0));
        }
        assert!(
            self.places.is_empty(),
            "someone waits although nothing is in flight"
        );
        for app in 0..2 {
            self.run(&Step::Clear { app, tenant: None });
        }
        assert_eq!((self.store.entries(), self.store.bytes()), (0, 0));
        assert!(self.tokens.iter().all(|token| token.upgrade().is_none()));
        let statistics = self.store.statistics();
        assert_eq!(
            (statistics.misses, statistics.renewals),
            (self.misses, self.renewals)
        );
        assert_eq!(statistics.evictions, 0);
    }
}
