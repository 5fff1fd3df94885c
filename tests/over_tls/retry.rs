//! Tests what is retried and how often, and which tenants wait when one is throttled.

use std::time::Instant;

use entra_sim::{Fault, FaultKind};
use exomt::error::ErrorCode;
use serde_json::json;

use crate::support::estate::{
    Estate, TokenResult, all, ask, ask_with, by_position, into_result, operation, requests,
    temporary,
};
use crate::*;

fn throttled(retry_after: &str) -> Fault {
    Fault {
        retry_after: Some(retry_after.to_owned()),
        ..Fault::new(FaultKind::Json429)
    }
}

#[test]
fn a_server_that_fails_twice_gets_three_attempts() {
    let estate = Estate::new(1);
    estate.fault(0, temporary(2, Fault::new(FaultKind::Status)));
    let event = ask(&estate.app(), &estate.tenant(0)).unwrap().event;
    assert_eq!((event.attempts, event.waits.len()), (3, 2));
    assert!(!event.from_cache);
    for wait in &event.waits {
        assert_eq!(wait.reason, ErrorCode::ServiceUnavailable.name());
    }
    let log = estate.simulator.requests();
    let statuses: Vec<_> = log.iter().map(|entry| entry.status).collect();
    assert_eq!(statuses, [Some(503), Some(503), Some(200)]);
    let ids: Vec<_> = log.iter().map(|entry| &entry.client_request_id).collect();
    assert!(
        ids[0] != ids[1] && ids[1] != ids[2],
        "every attempt has its own id"
    );
}

#[test]
fn retries_end_after_four_attempts() {
    let estate = Estate::new(1);
    estate.fault(0, Fault::new(FaultKind::Status));
    let error = ask(&estate.app(), &estate.tenant(0)).unwrap_err();
    assert_eq!(error.code, ErrorCode::ServiceUnavailable);
    assert_eq!((error.attempts, estate.request_count(0)), (Some(4), 4));
    assert!(error.waited_ms.is_some() && error.remembered_until.is_none());
}

#[test]
fn retry_after_delays_only_the_throttled_tenant() {
    let estate = Estate::new(12);
    estate.fault(0, temporary(1, throttled("3")));
    let tenants: Vec<_> = (0..12).map(|which| estate.tenant(which)).collect();
    let set = json!({"requests": requests(&tenants), "concurrency": 2});
    let results = all(&operation(&estate.app(), set));
    assert_eq!(
        results.last().unwrap().0,
        0,
        "the others continue meanwhile"
    );
    for (index, result) in by_position(results, &tenants).into_iter().enumerate() {
        let event = result.unwrap().event;
        if index > 0 {
            assert!(event.attempts == 1 && event.waits.is_empty(), "{index}");
            continue;
        }
        assert_eq!((event.attempts, event.waits.len()), (2, 1));
        assert_eq!(event.waits[0].reason, ErrorCode::Throttled.name());
        assert!(event.waits[0].milliseconds >= 3_000, "{:?}", event.waits);
    }
}

/// Throttles a number of tenants of an app, then requests a token for one more.
fn one_more_after(throttled_tenants: usize) -> TokenResult {
    let estate = Estate::new(throttled_tenants + 1);
    let which: Vec<_> = (0..throttled_tenants).collect();
    estate.faults(&which, temporary(1, throttled("4")));
    let app = estate.app();
    let tenants = which.iter().map(|which| estate.tenant(*which));
    let set = json!({"requests": requests(tenants), "timeoutMs": 3_500});
    // These requests fail immediately, because the retry would be after the deadline.
    for (_, _, result) in all(&operation(&app, set)) {
        assert_eq!(result.unwrap_err().code, ErrorCode::Throttled);
    }
    ask(&app, &estate.tenant(throttled_tenants))
}

#[test]
fn four_throttled_tenants_do_not_delay_another() {
    let event = one_more_after(4).unwrap().event;
    assert!(event.waits.is_empty() && event.attempts == 1);
}

#[test]
fn five_throttled_tenants_delay_the_whole_app() {
    let event = one_more_after(5).unwrap().event;
    assert_eq!((event.attempts, event.waits.len()), (1, 1));
    assert_eq!(event.waits[0].reason, ErrorCode::Throttled.name());
    assert!(event.waits[0].milliseconds >= 1_000, "{:?}", event.waits);
}

#[test]
fn a_retry_after_beyond_the_deadline_fails_at_once() {
    let estate = Estate::new(1);
    estate.fault(0, temporary(1, throttled("60")));
    let (app, tenant, began) = (estate.app(), estate.tenant(0), Instant::now());
    let given = json!({"timeoutMs": 20_000});
    let first = ask_with(&app, &tenant, given.clone()).unwrap_err();
    assert_eq!(first.code, ErrorCode::Throttled);
    assert_eq!(
        (first.retry_after_seconds, first.attempts),
        (Some(60), Some(1))
    );
    // A moment later, the tenant is still throttled, so no request is sent.
    for force in [false, true] {
        let mut given = given.clone();
        given["forceRefresh"] = force.into();
        let again = ask_with(&app, &tenant, given).unwrap_err();
        assert_eq!(
            (again.code, again.attempts),
            (ErrorCode::Throttled, Some(0))
        );
    }
    assert_eq!(estate.request_count(0), 1);
    assert!(began.elapsed() < Duration::from_secs(15), "not at once");
}

#[test]
fn an_error_that_a_retry_cannot_fix_gets_one_attempt() {
    let estate = Estate::with(3, |tenants| tenants[0].service_principals.clear());
    estate.fault(1, Fault::new(FaultKind::Html));
    estate.fault(2, Fault::new(FaultKind::WrongTenant));
    let app = estate.app();
    for (which, code) in [
        (0, ErrorCode::ConsentMissing),
        (1, ErrorCode::UnexpectedResponse),
        (2, ErrorCode::TokenTenantMismatch),
    ] {
        let error = ask(&app, &estate.tenant(which)).unwrap_err();
        assert_eq!((error.code, error.attempts), (code, Some(1)));
        assert_eq!((estate.request_count(which), error.retryable), (1, false));
    }
}

#[test]
fn a_waiting_tenant_does_not_block_others() {
    let estate = Estate::new(9);
    let waiting: Vec<_> = (0..4).collect();
    estate.faults(&waiting, temporary(1, throttled("3")));
    let tenants: Vec<_> = (0..9).map(|which| estate.tenant(which)).collect();
    // The waiting tenants alone would fill the window.
    let set = json!({"requests": requests(&tenants), "concurrency": 2});
    let operation = operation(&estate.app(), set);
    let first: Vec<_> = (0..5)
        .map(|_| into_result(next(&operation).unwrap()).0)
        .collect();
    assert!(first.iter().all(|index| *index >= 4), "{first:?}");
    let rest = all(&operation);
    assert!(rest.len() == 4 && rest.iter().all(|(_, _, result)| result.is_ok()));
}

#[test]
fn a_deadline_during_the_second_attempt_reports_the_error_of_the_first() {
    let estate = Estate::new(1);
    let stalled = Fault {
        delay_ms: Some(20_000),
        ..Fault::new(FaultKind::Stall)
    };
    let broken = temporary(1, Fault::new(FaultKind::HalfBody));
    estate
        .simulator
        .set_faults(&estate.tenant(0), vec![broken, stalled]);
    let given = json!({"timeoutMs": 2_500});
    let error = ask_with(&estate.app(), &estate.tenant(0), given).unwrap_err();
    assert_eq!(error.code, ErrorCode::ConnectionLost);
    assert_eq!(error.attempts, Some(1));
}
