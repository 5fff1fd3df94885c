//! Runs real tasks on real threads: every waiter gets its result, callers can leave at any time,
//! and the counters stay correct.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::Barrier;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use super::support::{
    definite_error, grant, key, owner, partition, requester, store, temporary_error,
};
use crate::cache::flight::{Flight, Progress};
use crate::cache::key::Key;
use crate::cache::store::{Limits, Lookup, Store, Waiter};
use crate::error::{Error, Result};
use crate::tenant::Tenant;
use crate::token::Grant;

/// Longer than any wait in these tests, even on a busy machine. A wait this long means that a
/// wake-up was lost.
const LOST_WAKE_UP: Duration = Duration::from_secs(60);

/// Finishes a flight even if its task is aborted.
struct Guard {
    store: &'static Store,
    key: Key,
    flight: Arc<Flight>,
}

impl Guard {
    fn finish(&self, result: Result<Arc<Grant>>) {
        self.store.finish(&self.key, &self.flight, result);
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if !self.flight.is_done() {
            self.finish(Err(Error::internal("aborted")));
        }
    }
}

fn start(guard: Guard, result: impl Future<Output = Result<Arc<Grant>>> + Send + 'static) {
    let flight = Arc::clone(&guard.flight);
    let task = tokio::spawn(async move {
        let result = result.await;
        guard.finish(result);
    });
    flight.started(task.abort_handle());
}

async fn result(waiter: &Waiter) -> Result<Arc<Grant>> {
    let mut progress = waiter.flight.subscribe();
    let done = progress.wait_for(|now| matches!(now, Progress::Done(_)));
    let done = timeout(LOST_WAKE_UP, done)
        .await
        .expect("a wake-up was lost");
    match &*done.expect("the flight lives as long as a waiter") {
        Progress::Done(result) => result.clone(),
        _ => unreachable!("waited for"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_callers_share_one_request_and_half_of_them_leave() {
    let store = store(Limits::default());
    let key = key(&partition(), Tenant::Id(Uuid::new_v4()), "r");
    let requests = Arc::new(AtomicUsize::new(0));
    let everyone_joined = Arc::new(Barrier::new(1_001));
    let callers: Vec<_> = (0..1_000)
        .map(|number| {
            let (key, requests) = (key.clone(), Arc::clone(&requests));
            let everyone_joined = Arc::clone(&everyone_joined);
            tokio::spawn(async move {
                let lookup = store.get_or_join(key.clone(), number % 7 == 0, true, requester());
                let Lookup::Joined { waiter, is_first } = lookup else {
                    panic!("nothing is cached yet");
                };
                if is_first {
                    requests.fetch_add(1, Ordering::Relaxed);
                    let guard = Guard {
                        store,
                        key: key.clone(),
                        flight: Arc::clone(&waiter.flight),
                    };
                    let everyone_joined = Arc::clone(&everyone_joined);
                    start(guard, async move {
                        everyone_joined.wait().await;
                        // Half of the callers leave while the request is in flight, including the
                        // first one.
                        sleep(Duration::from_millis(20)).await;
                        Ok(Arc::new(grant(&key, None, 1)))
                    });
                }
                everyone_joined.wait().await;
                if is_first || number % 2 == 0 {
                    sleep(Duration::from_millis(number % 10)).await;
                    return None;
                }
                Some(result(&waiter).await.expect("a token"))
            })
        })
        .collect();
    let mut tokens = Vec::new();
    for caller in callers {
        tokens.extend(caller.await.expect("no panic"));
    }
    assert_eq!(requests.load(Ordering::Relaxed), 1);
    assert!((499..=500).contains(&tokens.len()), "{}", tokens.len());
    assert!(tokens.iter().all(|token| Arc::ptr_eq(token, &tokens[0])));
    assert_eq!(store.recount(), (store.entries(), store.bytes()));
    assert_eq!(store.entries(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_request_is_canceled_when_the_last_caller_leaves() {
    let store = store(Limits::default());
    let key = key(&partition(), Tenant::Id(Uuid::new_v4()), "r");
    let ended = Arc::new(());
    let witness: Weak<()> = Arc::downgrade(&ended);
    let mut waiters = Vec::new();
    for _ in 0..100 {
        let lookup = store.get_or_join(key.clone(), false, true, requester());
        let Lookup::Joined { waiter, is_first } = lookup else {
            panic!("nothing is cached yet");
        };
        if is_first {
            let (flight, held) = (Arc::clone(&waiter.flight), Arc::clone(&ended));
            let key = key.clone();
            start(Guard { store, key, flight }, async move {
                let _held = held;
                std::future::pending().await
            });
        }
        waiters.push(tokio::spawn(async move { drop(waiter) }));
    }
    drop(ended);
    for waiter in waiters {
        waiter.await.expect("no panic");
    }
    assert_eq!((store.entries(), store.recount()), (0, (0, 0)));
    timeout(LOST_WAKE_UP, async {
        while witness.strong_count() > 0 {
            sleep(Duration::from_millis(1)).await;
        }
    })
    .await
    .expect("the request was not canceled");
    assert_eq!((store.entries(), store.recount()), (0, (0, 0)));
}

/// A small random number generator. The same seed produces the same numbers. A better generator
/// isn't needed, because the order of the tasks is random too.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % sides
    }
}

struct Crowd {
    store: &'static Store,
    keys: Vec<Key>,
    /// Number of requests in flight for each key.
    in_flight: Vec<AtomicUsize>,
    clears: bool,
}

impl Crowd {
    fn new(clears: bool) -> Arc<Crowd> {
        let partition = partition();
        let tenants: Vec<_> = (0..3).map(|_| Tenant::Id(Uuid::new_v4())).collect();
        let keys: Vec<_> = tenants
            .iter()
            .flat_map(|tenant| ["r1", "r2"].map(|name| key(&partition, tenant.clone(), name)))
            .collect();
        Arc::new(Crowd {
            store: store(Limits {
                max_entries: 5,
                max_bytes: usize::MAX,
            }),
            in_flight: keys.iter().map(|_| AtomicUsize::new(0)).collect(),
            keys,
            clears,
        })
    }

    fn start(self: &Arc<Self>, which: usize, flight: &Arc<Flight>, mut dice: Dice) {
        let before = self.in_flight[which].fetch_add(1, Ordering::SeqCst);
        assert!(self.clears || before == 0, "two requests for one key");
        let guard = Guard {
            store: self.store,
            key: self.keys[which].clone(),
            flight: Arc::clone(flight),
        };
        let crowd = Arc::clone(self);
        start(guard, async move {
            sleep(Duration::from_micros(dice.roll(1_500))).await;
            crowd.in_flight[which].fetch_sub(1, Ordering::SeqCst);
            match dice.roll(6) {
                0 => Err(definite_error()),
                1 => Err(temporary_error()),
                _ => Ok(Arc::new(grant(&crowd.keys[which], None, 0))),
            }
        });
    }

    async fn visit(self: Arc<Self>, mut dice: Dice) {
        for _ in 0..20 {
            let which = dice.roll(6) as usize;
            let key = &self.keys[which];
            let lookup = self
                .store
                .get_or_join(key.clone(), dice.roll(3) == 0, true, requester());
            match lookup {
                Lookup::Hit(grant, _) => self.check_owner(key, &grant),
                Lookup::Failed(error) => assert!(error.report().remembered_until.is_some()),
                Lookup::Joined { waiter, is_first } => {
                    if is_first {
                        self.start(which, &waiter.flight, Dice(dice.roll(u64::MAX)));
                    }
                    // Without clears, every caller has to wait, so that the requests can be
                    // counted.
                    if self.clears && dice.roll(2) == 0 {
                        sleep(Duration::from_micros(dice.roll(1_500))).await;
                    } else if let Ok(grant) = result(&waiter).await {
                        self.check_owner(key, &grant);
                    }
                }
            }
            if self.clears && dice.roll(10) == 0 {
                self.store.clear_partition(&key.partition);
            }
        }
    }

    fn check_owner(&self, key: &Key, grant: &Grant) {
        assert!(grant.secret.expose().starts_with(&owner(key, None)));
    }

    async fn run(self: Arc<Self>) {
        let visits: Vec<_> = (0..300)
            .map(|number| tokio::spawn(Arc::clone(&self).visit(Dice(number))))
            .collect();
        for visit in visits {
            visit.await.expect("no panic");
        }
        // An aborted task ends a moment later, so wait until the counters are right.
        let counted = || (self.store.entries(), self.store.bytes());
        timeout(LOST_WAKE_UP, async {
            while self.store.recount() != counted() {
                sleep(Duration::from_millis(1)).await;
            }
        })
        .await
        .expect("the counters are wrong");
        assert_eq!(self.store.empty_entries(), 0);
        self.store.clear_partition(&self.keys[0].partition);
        assert_eq!((counted(), self.store.recount()), ((0, 0), (0, 0)));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_key_has_one_request_in_flight_at_most() {
    Crowd::new(false).run().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn callers_that_leave_and_clear_the_cache_leave_nothing_behind() {
    Crowd::new(true).run().await;
}
