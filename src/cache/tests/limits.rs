//! Tests the size limits, what is evicted first, and how long a failure is remembered.

use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use uuid::Uuid;

use super::support::{definite_error, key, now, partition, requester, store, succeed};
use crate::cache::key::Key;
use crate::cache::store::{Limits, Lookup};
use crate::tenant::Tenant;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_limits_hold_after_every_result(
        max_entries in 1_usize..40,
        max_bytes in 600_usize..20_000,
        results in proptest::collection::vec((any::<u8>(), any::<bool>()), 1..200),
    ) {
        let store = store(Limits { max_entries, max_bytes });
        let partition = partition();
        let tenants: Vec<Uuid> = (0..=u8::MAX).map(|_| Uuid::new_v4()).collect();
        let mut tokens = Vec::new();
        for (serial, (which, fails)) in results.into_iter().enumerate() {
            let key = key(&partition, Tenant::Id(tenants[usize::from(which)]), "r");
            let lookup = store.get_or_join(key.clone(), true, true, requester());
            let Lookup::Joined { waiter, is_first: true } = lookup else {
                panic!("nothing else is in flight");
            };
            if fails {
                store.finish(&key, &waiter.flight, Err(definite_error()));
            } else {
                tokens.push(Arc::downgrade(&succeed(store, &key, &waiter.flight, None, serial)));
            }
            drop(waiter);
            prop_assert!(store.entries() <= max_entries && store.bytes() <= max_bytes);
            prop_assert_eq!(store.recount(), (store.entries(), store.bytes()));
        }
        let alive = tokens.iter().filter(|token| token.strong_count() > 0).count();
        prop_assert_eq!(alive, store.summaries().len(), "evicted tokens are freed");
    }
}

#[test]
fn a_failure_is_remembered_for_thirty_seconds() {
    let (store, partition) = (store(Limits::default()), partition());
    let key = key(&partition, Tenant::Id(Uuid::new_v4()), "r");
    let look_up = |force_refresh| store.get_or_join(key.clone(), force_refresh, true, requester());
    let Lookup::Joined {
        waiter,
        is_first: true,
    } = look_up(false)
    else {
        panic!("the first request starts the flight");
    };
    store.finish(&key, &waiter.flight, Err(definite_error()));
    assert!(matches!(look_up(false), Lookup::Failed(_)));
    store.advance(Duration::from_secs(25));
    assert!(matches!(look_up(false), Lookup::Failed(_)));
    assert!(
        matches!(look_up(true), Lookup::Joined { is_first: true, .. }),
        "a forced refresh ignores the failure"
    );
    store.advance(Duration::from_secs(6));
    assert!(matches!(
        look_up(false),
        Lookup::Joined { is_first: true, .. }
    ));
}

#[test]
fn most_tokens_in_use_survive_an_eviction() {
    let store = store(Limits {
        max_entries: 12_800,
        max_bytes: usize::MAX,
    });
    let partition = partition();
    let add = |serial: usize| {
        let key = key(&partition, Tenant::Id(Uuid::new_v4()), "r");
        let lookup = store.get_or_join(key.clone(), false, true, requester());
        let Lookup::Joined {
            waiter,
            is_first: true,
        } = lookup
        else {
            panic!("a new key starts a flight");
        };
        succeed(store, &key, &waiter.flight, None, serial);
        key
    };
    let in_use: Vec<Key> = (0..2_560).map(add).collect();
    let is_cached = |key: &Key| store.get(key.by_ref(), now() + 1_000, false).is_some();
    assert!(in_use.iter().all(is_cached));
    for serial in 0..25_600 {
        add(serial);
    }
    let left = in_use.iter().filter(|key| is_cached(key)).count();
    // An eviction compares only a sample, so not all of them survive.
    assert!(left >= 1_900, "only {left} of 2,560 tokens in use are left");
    assert_eq!(store.entries(), 12_800);
}
