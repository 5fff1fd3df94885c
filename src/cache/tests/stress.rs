//! Real tasks on real threads: who waits is told, who leaves harms nobody, nothing drifts.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::Barrier;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use super::support::{busy, grant, key, owner, partition, refused, requester, store};
use crate::cache::flight::{Flight, Progress};
use crate::cache::key::Key;
use crate::cache::store::{Entered, Limits, Store, Waiter};
use crate::error::{Error, Result};
use crate::tenant::Tenant;
use crate::token::Grant;

/// Longer than anything here takes on a busy machine: after it a wake-up was lost.
const LOST: Duration = Duration::from_secs(60);

/// The work of a flight; when it is aborted, those who wait are told all the same.
struct Work {
    store: &'static Store,
    key: Key,
    flight: Arc<Flight>,
}

impl Work {
    fn end(&self, result: Result<Arc<Grant>>) {
        self.store.finish(&self.key, &self.flight, result);
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if !matches!(*self.flight.subscribe().borrow(), Progress::Done(_)) {
            self.end(Err(Error::internal("aborted")));
        }
    }
}

fn start(work: Work, result: impl Future<Output = Result<Arc<Grant>>> + Send + 'static) {
    let flight = Arc::clone(&work.flight);
    let task = tokio::spawn(async move {
        let result = result.await;
        work.end(result);
    });
    flight.started(task.abort_handle());
}

async fn told(waiter: &Waiter) -> Result<Arc<Grant>> {
    let mut progress = waiter.flight.subscribe();
    let done = progress.wait_for(|now| matches!(now, Progress::Done(_)));
    let done = timeout(LOST, done).await.expect("a wake-up was lost");
    match &*done.expect("the flight lives as long as one waits") {
        Progress::Done(result) => result.clone(),
        _ => unreachable!("waited for"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_callers_share_one_request_and_half_of_them_leave() {
    let store = store(Limits::default());
    let key = key(&partition(), Tenant::Id(Uuid::new_v4()), "r");
    let requests = Arc::new(AtomicUsize::new(0));
    let all_are_there = Arc::new(Barrier::new(1_001));
    let callers: Vec<_> = (0..1_000)
        .map(|number| {
            let (key, requests) = (key.clone(), Arc::clone(&requests));
            let all_are_there = Arc::clone(&all_are_there);
            tokio::spawn(async move {
                let Entered::Wait(waiter, begins) =
                    store.enter(key.clone(), number % 7 == 0, true, requester())
                else {
                    panic!("nothing is kept yet");
                };
                if begins {
                    requests.fetch_add(1, Ordering::Relaxed);
                    let work = Work {
                        store,
                        key: key.clone(),
                        flight: Arc::clone(&waiter.flight),
                    };
                    let all_are_there = Arc::clone(&all_are_there);
                    start(work, async move {
                        all_are_there.wait().await;
                        // Those who leave do so while it is under way, the first one too.
                        sleep(Duration::from_millis(20)).await;
                        Ok(Arc::new(grant(&key, None, 1)))
                    });
                }
                all_are_there.wait().await;
                if begins || number % 2 == 0 {
                    sleep(Duration::from_millis(number % 10)).await;
                    return None;
                }
                Some(told(&waiter).await.expect("a token"))
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
async fn the_last_one_who_leaves_ends_the_request() {
    let store = store(Limits::default());
    let key = key(&partition(), Tenant::Id(Uuid::new_v4()), "r");
    let ended = Arc::new(());
    let witness: Weak<()> = Arc::downgrade(&ended);
    let mut waiters = Vec::new();
    for _ in 0..100 {
        let Entered::Wait(waiter, begins) = store.enter(key.clone(), false, true, requester())
        else {
            panic!("nothing is kept yet");
        };
        if begins {
            let (flight, held) = (Arc::clone(&waiter.flight), Arc::clone(&ended));
            let key = key.clone();
            start(Work { store, key, flight }, async move {
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
    timeout(LOST, async {
        while witness.strong_count() > 0 {
            sleep(Duration::from_millis(1)).await;
        }
    })
    .await
    .expect("the work was not ended");
    assert_eq!((store.entries(), store.recount()), (0, (0, 0)));
}

/// Small and the same for the same start; which task comes when is random enough.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
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
    /// Requests under way for each key.
    alive: Vec<AtomicUsize>,
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
                entries: 5,
                bytes: usize::MAX,
            }),
            alive: keys.iter().map(|_| AtomicUsize::new(0)).collect(),
            keys,
            clears,
        })
    }

    fn begin(self: &Arc<Self>, which: usize, flight: &Arc<Flight>, mut dice: Dice) {
        let before = self.alive[which].fetch_add(1, Ordering::SeqCst);
        assert!(self.clears || before == 0, "two requests for one key");
        let work = Work {
            store: self.store,
            key: self.keys[which].clone(),
            flight: Arc::clone(flight),
        };
        let crowd = Arc::clone(self);
        start(work, async move {
            sleep(Duration::from_micros(dice.throw(1_500))).await;
            crowd.alive[which].fetch_sub(1, Ordering::SeqCst);
            match dice.throw(6) {
                0 => Err(refused()),
                1 => Err(busy()),
                _ => Ok(Arc::new(grant(&crowd.keys[which], None, 0))),
            }
        });
    }

    async fn visit(self: Arc<Self>, mut dice: Dice) {
        for _ in 0..20 {
            let which = dice.throw(6) as usize;
            let key = &self.keys[which];
            let entered = self
                .store
                .enter(key.clone(), dice.throw(3) == 0, true, requester());
            match entered {
                Entered::Hit(grant, _) => self.is_own(key, &grant),
                Entered::Failed(error) => assert!(error.report().remembered_until.is_some()),
                Entered::Wait(waiter, begins) => {
                    if begins {
                        self.begin(which, &waiter.flight, Dice(dice.throw(u64::MAX)));
                    }
                    // With clears nobody counts, so that all may leave.
                    if self.clears && dice.throw(2) == 0 {
                        sleep(Duration::from_micros(dice.throw(1_500))).await;
                    } else if let Ok(grant) = told(&waiter).await {
                        self.is_own(key, &grant);
                    }
                }
            }
            if self.clears && dice.throw(10) == 0 {
                self.store.clear_partition(&key.partition);
            }
        }
    }

    fn is_own(&self, key: &Key, grant: &Grant) {
        assert!(grant.secret.expose().starts_with(&owner(key, None)));
    }

    async fn run(self: Arc<Self>) {
        let visits: Vec<_> = (0..300)
            .map(|number| tokio::spawn(Arc::clone(&self).visit(Dice(number))))
            .collect();
        for visit in visits {
            visit.await.expect("no panic");
        }
        // Work that was aborted ends a moment later.
        let counted = || (self.store.entries(), self.store.bytes());
        timeout(LOST, async {
            while self.store.recount() != counted() {
                sleep(Duration::from_millis(1)).await;
            }
        })
        .await
        .expect("the counters drift");
        assert_eq!(self.store.empty_entries(), 0);
        self.store.clear_partition(&self.keys[0].partition);
        assert_eq!((counted(), self.store.recount()), ((0, 0), (0, 0)));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_key_has_one_request_at_a_time() {
    Crowd::new(false).run().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn callers_that_leave_and_clear_leave_nothing_behind() {
    Crowd::new(true).run().await;
}
