//! Tests that all callers of the same pair share one request, even if some cancel or don't answer
//! questions.

use std::time::Instant;

use entra_sim::{Fault, FaultKind, Progress};
use exomt::credential::SignatureAlgorithm;
use exomt::error::ErrorCode;
use serde_json::json;

use crate::credentials::{external, external_key, sign};
use crate::support::estate::{Estate, TokenResult, all, into_result, operation, requests};
use crate::*;

fn slow(estate: &Estate, delay_ms: u64) {
    estate.fault(
        0,
        Fault {
            delay_ms: Some(delay_ms),
            ..Fault::new(FaultKind::Slow)
        },
    );
}

fn single_request(estate: &Estate) -> serde_json::Value {
    json!({"requests": requests([estate.tenant(0)])})
}

fn last(operation: &Operation) -> TokenResult {
    let result = into_result(next(operation).unwrap()).2;
    assert!(next(operation).is_none(), "one result");
    result
}

#[test]
fn a_thousand_operations_share_one_request_and_half_of_them_cancel() {
    let estate = Estate::new(1);
    slow(&estate, 2_500);
    let app = estate.app();
    let operations: Vec<_> = (0..1_000)
        .map(|_| operation(&app, single_request(&estate)))
        .collect();
    estate.wait_for_log("it is in flight", |_| estate.in_flight() == 1);
    // This includes the first one, which started the request.
    operations.iter().step_by(2).for_each(Operation::cancel);
    let mut tokens = Vec::new();
    for (place, operation) in operations.iter().enumerate() {
        match last(operation) {
            Ok(got) => tokens.push(got.token),
            Err(error) => {
                assert_eq!(error.code, ErrorCode::Cancelled);
                assert_eq!(place % 2, 0);
            }
        }
    }
    assert!(tokens.len() == 500 && tokens.iter().all(|token| *token == tokens[0]));
    let log = estate.simulator.requests();
    assert_eq!((log.len(), log[0].status), (1, Some(200)));
}

#[test]
fn a_thousand_requests_in_two_operations_share_one_request() {
    let estate = Estate::new(1);
    slow(&estate, 800);
    let tenants = vec![estate.tenant(0); 500];
    let begin = || operation(&estate.app(), json!({"requests": requests(&tenants)}));
    let operations = [begin(), begin()];
    let mut tokens = Vec::new();
    for operation in &operations {
        let results = all(operation);
        assert_eq!(results.len(), 500);
        for (_, _, result) in results {
            tokens.push(result.unwrap().token);
        }
    }
    assert!(tokens.iter().all(|token| *token == tokens[0]));
    assert_eq!(estate.simulator.requests().len(), 1);
}

#[test]
fn every_waiter_gets_the_error_with_its_own_tenant_name() {
    let estate = Estate::with(1, |tenants| tenants[0].service_principals.clear());
    let set = json!({"requests": requests(vec![estate.tenant(0); 10])});
    for (_, organization, result) in all(&operation(&estate.app(), set)) {
        let error = result.unwrap_err();
        assert_eq!(error.code, ErrorCode::ConsentMissing);
        assert_eq!(error.organization, Some(organization));
    }
    assert_eq!(estate.simulator.requests().len(), 1);
}

#[test]
fn the_request_continues_when_the_first_caller_cancels() {
    let estate = Estate::new(1);
    slow(&estate, 1_500);
    let (leader, follower) = (estate.app(), estate.app());
    let first = operation(&leader, single_request(&estate));
    estate.wait_for_log("it is in flight", |_| estate.in_flight() == 1);
    let second = operation(&follower, single_request(&estate));
    // Give the second operation time to join, which can't be observed from outside.
    std::thread::sleep(Duration::from_millis(300));
    first.cancel();
    drop(leader);
    assert_eq!(last(&first).unwrap_err().code, ErrorCode::Cancelled);
    let got = last(&second).unwrap();
    assert_eq!(got.event.attempts, 1);
    let log = estate.simulator.requests();
    assert_eq!((log.len(), log[0].progress), (1, Progress::Done));
}

#[test]
fn the_request_is_canceled_when_the_last_caller_cancels() {
    let estate = Estate::new(1);
    estate.fault(0, Fault::new(FaultKind::Stall));
    let app = estate.app();
    let operations = [(); 3].map(|()| operation(&app, single_request(&estate)));
    estate.wait_for_log("it is in flight", |_| estate.in_flight() == 1);
    operations.iter().for_each(Operation::cancel);
    estate.wait_for_log("it is aborted", |log| {
        log.len() == 1 && log[0].progress == Progress::Aborted
    });
}

/// Answers sign requests until the result arrives. Returns the number of signatures.
fn signing(operation: &Operation) -> (usize, TokenResult) {
    let (key, mut signatures) = (external_key(), 0);
    loop {
        let event = next(operation).unwrap();
        match event.kind {
            EventKind::Sign {
                request_id,
                algorithm,
            } => {
                signatures += 1;
                let signature = sign(&key, algorithm, &event.payload.unwrap());
                operation.respond(request_id, signature.into()).unwrap();
            }
            _ => return (signatures, into_result(event).2),
        }
    }
}

fn with_external_key(estate: &Estate) -> Arc<App> {
    let credential = external(vec![SignatureAlgorithm::PS256]);
    app_with(estate.options(), credential)
}

#[test]
fn another_caller_signs_when_the_first_does_not_take_the_question() {
    let estate = Estate::new(1);
    let first = operation(&with_external_key(&estate), single_request(&estate));
    // The first caller gets the question, but doesn't take it.
    assert_eq!(first.wait(Duration::from_secs(20)), WaitState::Event);
    let began = Instant::now();
    let second = operation(&with_external_key(&estate), single_request(&estate));
    let (signatures, result) = signing(&second);
    let got = result.unwrap();
    assert_eq!(signatures, 1);
    // The take timeout is two seconds; a busy machine takes longer.
    assert!(began.elapsed() < Duration::from_secs(10));
    // The question was withdrawn from the first caller: only its token is left.
    let woken = last(&first).unwrap();
    assert_eq!(woken.token, got.token);
    assert_eq!(estate.simulator.requests().len(), 1);
}

#[test]
fn another_caller_signs_when_the_first_is_canceled_before_it_does() {
    let estate = Estate::new(1);
    let first = operation(&with_external_key(&estate), single_request(&estate));
    assert_eq!(first.wait(Duration::from_secs(20)), WaitState::Event);
    let second = operation(&with_external_key(&estate), single_request(&estate));
    std::thread::sleep(Duration::from_millis(300));
    first.cancel();
    let (signatures, result) = signing(&second);
    assert!(signatures == 1 && result.is_ok());
    assert_eq!(last(&first).unwrap_err().code, ErrorCode::Cancelled);
    assert_eq!(estate.simulator.requests().len(), 1);
}

#[test]
fn the_other_caller_gets_the_token_when_the_signer_cancels_in_flight() {
    let estate = Estate::new(1);
    slow(&estate, 1_500);
    let first = operation(&with_external_key(&estate), single_request(&estate));
    let second = operation(&with_external_key(&estate), single_request(&estate));
    std::thread::scope(|threads| {
        let signer = threads.spawn(|| signing(&first));
        let other = threads.spawn(|| signing(&second));
        estate.wait_for_log("it is in flight", |_| estate.in_flight() == 1);
        first.cancel();
        let (_, cancelled) = signer.join().unwrap();
        assert_eq!(cancelled.unwrap_err().code, ErrorCode::Cancelled);
        other.join().unwrap().1.unwrap();
    });
    assert_eq!(estate.simulator.requests().len(), 1);
}
