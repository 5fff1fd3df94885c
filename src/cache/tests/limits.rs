//! How much is kept, how long a failure is, and what makes room first.

use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use uuid::Uuid;

use super::support::{key, now, partition, refused, requester, store, succeed};
use crate::cache::key::Key;
use crate::cache::store::{Entered, Limits};
use crate::tenant::Tenant;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn limits_hold_whatever_is_kept(
        entries in 1_usize..40,
        bytes in 600_usize..20_000,
        brought in proptest::collection::vec((any::<u8>(), any::<bool>()), 1..200),
    ) {
        let store = store(Limits { entries, bytes });
        let partition = partition();
        let tenants: Vec<Uuid> = (0..=u8::MAX).map(|_| Uuid::new_v4()).collect();
        let mut tokens = Vec::new();
        for (serial, (which, refuses)) in brought.into_iter().enumerate() {
            let key = key(&partition, Tenant::Id(tenants[usize::from(which)]), "r");
            let Entered::Wait(waiter, true) = store.enter(key.clone(), true, true, requester()) else {
                panic!("nothing else is under way");
            };
            if refuses {
                store.finish(&key, &waiter.flight, Err(refused()));
            } else {
                tokens.push(Arc::downgrade(&succeed(store, &key, &waiter.flight, None, serial)));
            }
            drop(waiter);
            prop_assert!(store.entries() <= entries && store.bytes() <= bytes);
            prop_assert_eq!(store.recount(), (store.entries(), store.bytes()));
        }
        let alive = tokens.iter().filter(|one| one.strong_count() > 0).count();
        prop_assert_eq!(alive, store.summaries().len(), "what made room is freed");
    }
}

#[test]
fn a_failure_is_remembered_for_thirty_seconds() {
    let (store, partition) = (store(Limits::default()), partition());
    let key = key(&partition, Tenant::Id(Uuid::new_v4()), "r");
    let ask = |force| store.enter(key.clone(), force, true, requester());
    let Entered::Wait(waiter, true) = ask(false) else {
        panic!("the first one begins");
    };
    store.finish(&key, &waiter.flight, Err(refused()));
    assert!(matches!(ask(false), Entered::Failed(_)));
    store.pass(Duration::from_secs(25));
    assert!(matches!(ask(false), Entered::Failed(_)));
    assert!(
        matches!(ask(true), Entered::Wait(_, true)),
        "force passes it"
    );
    store.pass(Duration::from_secs(6));
    assert!(matches!(ask(false), Entered::Wait(_, true)));
}

#[test]
fn what_served_last_stays() {
    let store = store(Limits {
        entries: 12_800,
        bytes: usize::MAX,
    });
    let partition = partition();
    let bring = |serial: usize| {
        let key = key(&partition, Tenant::Id(Uuid::new_v4()), "r");
        let Entered::Wait(waiter, true) = store.enter(key.clone(), false, true, requester()) else {
            panic!("a new key begins");
        };
        succeed(store, &key, &waiter.flight, None, serial);
        key
    };
    let hot: Vec<Key> = (0..2_560).map(bring).collect();
    let serves = |key: &Key| store.hit(key.by_ref(), now() + 1_000, false).is_some();
    assert!(hot.iter().all(serves));
    for serial in 0..25_600 {
        bring(serial);
    }
    let left = hot.iter().filter(|key| serves(key)).count();
    // An eviction compares a few entries only: most of what is in use stays, not all.
    assert!(
        left >= 1_900,
        "only {left} of 2,560 that are in use were left"
    );
    assert_eq!(store.entries(), 12_800);
}
