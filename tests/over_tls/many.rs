//! Tests many requests in one operation, and cancellation.

use std::time::Instant;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entra_sim::{Fault, FaultKind, Progress};
use exomt::error::ErrorCode;

use crate::*;

#[test]
fn every_request_of_a_batch_gets_the_result_of_its_own_tenant() {
    let simulator = support::simulator();
    let app = app(&simulator, secret());
    let tenants = [
        "fabrikam.com",
        "contoso.com",
        "northwind.com",
        "wingtip.com",
        "bad tenant",
        "CONTOSO.com",
    ];
    let operation = begin(&app, &tenants);
    let mut seen = [false; 6];
    while let Some(event) = next(&operation) {
        let (index, organization) = match &event.kind {
            EventKind::Token(token) => {
                let claims = event.payload.as_ref().unwrap();
                let text = std::str::from_utf8(claims).unwrap();
                let body = URL_SAFE_NO_PAD
                    .decode(text.split('.').nth(1).unwrap())
                    .unwrap();
                let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
                assert_eq!(body["tid"], token.tenant_id.clone().unwrap());
                (token.index, token.organization.clone())
            }
            EventKind::Error {
                index,
                organization,
                ..
            } => (*index, organization.clone()),
            other => panic!("{other:?}"),
        };
        assert_eq!(organization, tenants[index]);
        assert!(!std::mem::replace(&mut seen[index], true));
    }
    assert_eq!(seen, [true; 6]);
}

#[test]
fn a_canceled_operation_leaves_nothing_in_flight() {
    let simulator = support::simulator();
    let app = app(&simulator, secret());
    assert!(simulator.set_faults("contoso.com", vec![Fault::new(FaultKind::Stall)]));
    let operation = begin(&app, &["contoso.com"]);
    let in_flight = |wanted: Progress| {
        let deadline = Instant::now() + Duration::from_secs(10);
        while simulator
            .requests()
            .last()
            .is_none_or(|entry| entry.progress != wanted)
        {
            assert!(Instant::now() < deadline, "{wanted:?} was not reached");
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    in_flight(Progress::InFlight);
    let began = Instant::now();
    operation.cancel();
    in_flight(Progress::Aborted);
    assert!(began.elapsed() < Duration::from_secs(1));
    match next(&operation).unwrap().kind {
        EventKind::Error { error, .. } => assert_eq!(error.code, ErrorCode::Cancelled),
        other => panic!("{other:?}"),
    }
    assert!(next(&operation).is_none());

    let operation = begin(&app, &["contoso.com"]);
    in_flight(Progress::InFlight);
    drop(operation);
    in_flight(Progress::Aborted);
}
