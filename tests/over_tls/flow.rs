//! Tests the order of results, the number of requests in flight, and that every request has exactly
//! one result.

use std::collections::HashSet;
use std::time::Instant;

use entra_sim::{Fault, FaultKind, Progress};
use exomt::error::ErrorCode;
use exomt::operation::Request;
use serde_json::json;

use crate::support::estate::{
    Estate, all, by_position, into_result, operation, requests, temporary,
};
use crate::*;

fn slow(delay_ms: u64) -> Fault {
    Fault {
        delay_ms: Some(delay_ms),
        ..Fault::new(FaultKind::Slow)
    }
}

fn names(estate: &Estate) -> Vec<String> {
    estate.tenants.iter().map(ToString::to_string).collect()
}

fn all_positions(estate: &Estate) -> Vec<usize> {
    (0..estate.tenants.len()).collect()
}

#[test]
fn ordered_results_have_the_order_of_the_requests() {
    let estate = Estate::new(100);
    estate.fault(0, slow(1_000));
    let tenants = names(&estate);
    let set = json!({"requests": requests(&tenants), "ordered": true, "concurrency": 8});
    let results = all(&operation(&estate.app(), set));
    let order: Vec<_> = results.iter().map(|(index, ..)| *index).collect();
    assert_eq!(order, all_positions(&estate));
    for result in by_position(results, &tenants) {
        result.unwrap();
    }
}

#[test]
fn without_order_a_slow_tenant_comes_last() {
    let estate = Estate::new(20);
    estate.fault(0, slow(3_000));
    let set = json!({"requests": requests(names(&estate))});
    let results = all(&operation(&estate.app(), set));
    assert_eq!((results.len(), results[19].0), (20, 0));
}

#[test]
fn no_more_requests_are_in_flight_than_the_concurrency_allows() {
    let estate = Estate::new(40);
    estate.faults(&all_positions(&estate), slow(40));
    let set = json!({"requests": requests(names(&estate)), "concurrency": 4});
    assert_eq!(all(&operation(&estate.app(), set)).len(), 40);
    let log = estate.simulator.requests();
    let most = log.iter().map(|entry| entry.concurrency).max();
    assert_eq!((log.len(), most), (40, Some(4)));
}

/// Waits until no more requests are sent. Returns the number of requests.
fn sent_without_taking(estate: &Estate) -> usize {
    let (mut count, mut since) = (0, Instant::now());
    while since.elapsed() < Duration::from_secs(1) || count == 0 {
        let now = estate.simulator.requests().len();
        if now != count || estate.in_flight() > 0 {
            (count, since) = (now, Instant::now());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    count
}

#[test]
fn nothing_is_sent_while_too_many_results_wait_to_be_taken() {
    for (concurrency, limit) in [(2, 64), (40, 80)] {
        let estate = Estate::new(180);
        let tenants = names(&estate);
        let set = json!({"requests": requests(&tenants), "concurrency": concurrency});
        let operation = operation(&estate.app(), set);
        let sent = sent_without_taking(&estate);
        // Requests that were in flight when the limit was reached also produce results.
        assert!(
            (limit..limit + concurrency).contains(&sent),
            "{sent} with {concurrency} at a time"
        );
        for result in by_position(all(&operation), &tenants) {
            result.unwrap();
        }
        assert_eq!(estate.simulator.requests().len(), 180);
    }
}

#[test]
fn ordered_results_do_not_pile_up_behind_one_slow_tenant() {
    let estate = Estate::new(180);
    estate.fault(0, slow(4_000));
    let tenants = names(&estate);
    let set = json!({"requests": requests(&tenants), "ordered": true, "concurrency": 2});
    let operation = operation(&estate.app(), set);
    estate.wait_for_log("the limit is reached", |log| log.len() >= 64);
    std::thread::sleep(Duration::from_millis(500));
    let log = estate.simulator.requests();
    // On a busy machine, the slow request may already have completed.
    if log[0].progress == Progress::InFlight {
        assert!(log.len() <= 66, "{}", log.len());
    }
    let results = all(&operation);
    let order: Vec<_> = results.iter().map(|(index, ..)| *index).collect();
    assert_eq!(order, all_positions(&estate));
}

#[test]
fn an_open_operation_accepts_requests_until_it_is_closed() {
    let estate = Estate::new(4);
    let tenants = names(&estate);
    let more = |which: &[usize]| {
        which
            .iter()
            .map(|which| Request::parse(&tenants[*which], None).unwrap())
            .collect()
    };
    let operation = operation(&estate.app(), json!({"open": true}));
    assert_eq!(
        operation.wait(Duration::from_millis(20)),
        WaitState::Pending
    );
    let mut results = Vec::new();
    operation.add(more(&[0, 1]));
    for _ in 0..2 {
        results.push(into_result(next(&operation).unwrap()));
    }
    assert_eq!(operation.outstanding(), 0);
    assert_eq!(
        operation.wait(Duration::from_millis(20)),
        WaitState::Pending
    );
    operation.add(more(&[2]));
    operation.close();
    operation.add(more(&[3]));
    results.extend(all(&operation));
    for result in by_position(results, &tenants[..3]) {
        result.unwrap();
    }
    assert_eq!((estate.request_count(3), operation.outstanding()), (0, 0));
}

#[test]
fn the_total_timeout_fails_every_request_without_a_result() {
    let estate = Estate::new(12);
    let stalls: Vec<_> = (4..12).collect();
    estate.faults(&stalls, Fault::new(FaultKind::Stall));
    let tenants = names(&estate);
    let began = Instant::now();
    let set = json!({
        "requests": requests(&tenants), "concurrency": 3, "totalTimeoutMs": 2_500,
    });
    let results = by_position(all(&operation(&estate.app(), set)), &tenants);
    assert!(began.elapsed() < Duration::from_secs(20));
    for (index, result) in results.into_iter().enumerate() {
        match result {
            Ok(_) => assert!(index < 4, "{index}"),
            Err(error) => {
                assert!(index >= 4, "{index}: {}", error.message);
                assert_eq!(error.code, ErrorCode::Timeout);
            }
        }
    }
    estate.wait_for_log("nothing is in flight", |log| {
        log.iter().all(|entry| entry.progress != Progress::InFlight)
    });
}

#[test]
fn after_a_cancellation_every_request_has_one_result() {
    let estate = Estate::new(60);
    estate.faults(&all_positions(&estate), slow(60));
    let tenants = names(&estate);
    for ordered in [false, true] {
        let set = json!({
            "requests": requests(&tenants), "concurrency": 6, "ordered": ordered,
            "forceRefresh": true,
        });
        let operation = operation(&estate.app(), set);
        let mut results: Vec<_> = (0..10)
            .map(|_| into_result(next(&operation).unwrap()))
            .collect();
        operation.cancel();
        let more = tenants
            .iter()
            .map(|name| Request::parse(name, None).unwrap());
        operation.add(more.collect());
        results.extend(all(&operation));
        let results = by_position(results, &tenants);
        let cancelled = results.iter().filter_map(|one| one.as_ref().err());
        let codes: HashSet<_> = cancelled.map(|error| error.code).collect();
        assert_eq!(codes, HashSet::from([ErrorCode::Cancelled]));
        assert!(results.iter().filter(|one| one.is_ok()).count() >= 10);
        assert_eq!(operation.wait(Duration::ZERO), WaitState::Done);
    }
}

#[test]
fn an_expired_lease_cancels_the_requests_until_the_caller_waits_again() {
    let estate = Estate::new(9);
    let stalls: Vec<_> = (0..6).collect();
    estate.faults(&stalls, temporary(1, Fault::new(FaultKind::Stall)));
    let tenants = names(&estate);
    let set = json!({"requests": requests(&tenants), "leaseMs": 1_500});
    let operation = operation(&estate.app(), set);
    estate.wait_for_log("six are in flight", |_| estate.in_flight() == 6);
    // The lease begins with the last call of the caller.
    assert_eq!(operation.wait(Duration::from_secs(20)), WaitState::Event);
    let left = Instant::now();
    estate.wait_for_log("nothing is in flight", |_| estate.in_flight() == 0);
    let after = left.elapsed();
    // The lease plus the check interval is about two seconds; a busy machine takes longer.
    assert!(
        (Duration::from_secs(1)..Duration::from_secs(6)).contains(&after),
        "{after:?}"
    );
    assert_eq!(operation.outstanding(), 6);
    for result in by_position(all(&operation), &tenants) {
        result.unwrap();
    }
    assert_eq!(estate.simulator.requests().len(), 15);
}

#[test]
fn a_long_wait_keeps_the_lease() {
    let estate = Estate::new(1);
    estate.fault(0, slow(3_000));
    let set = json!({"requests": requests(names(&estate)), "leaseMs": 1_000});
    let results = all(&operation(&estate.app(), set));
    assert!(results.len() == 1 && results[0].2.is_ok());
    assert_eq!(estate.simulator.requests().len(), 1);
}
