//! Tests the faults of the Exchange endpoint, and its log entries.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use std::time::{Duration, Instant};

use entra_sim::{Fault, FaultKind};
use serde_json::{Value, json};
use support::exchange::{ANCHOR, Invoke, invoke, text, token};
use support::{APP, Pair, TENANT, fault, send, simulator};

const PROBE: &str = "Get-AcceptedDomain";

#[test]
fn faults_apply_as_configured_and_end() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let token = token(&simulator, TENANT);
    let request = Invoke::new(TENANT, &token, PROBE);
    let answer = |fault| {
        assert!(simulator.set_exchange_faults(TENANT, vec![fault]));
        let answer = request.answer(&simulator);
        assert_eq!(request.answer(&simulator).status, 200, "once only");
        answer
    };
    let busy = answer(Fault {
        retry_after: Some("9".to_owned()),
        ..fault(FaultKind::Text429)
    });
    assert_eq!(
        (busy.status, &busy.headers["retry-after"]),
        (429, &"9".parse().unwrap())
    );
    assert!(
        busy.text
            .starts_with("You have reached the maximum number of concurrent requests")
    );
    let status = answer(Fault {
        status: Some(504),
        ..fault(FaultKind::Status)
    });
    assert_eq!(status.status, 504);
    let slow = Instant::now();
    assert_eq!(
        answer(Fault {
            delay_ms: Some(300),
            ..fault(FaultKind::Slow)
        })
        .status,
        200
    );
    assert!(slow.elapsed() >= Duration::from_millis(300));
    assert!(
        answer(fault(FaultKind::Html))
            .text
            .starts_with("<!DOCTYPE html>")
    );
    assert_eq!(answer(fault(FaultKind::Redirect)).status, 302);
    assert_eq!(answer(fault(FaultKind::Oversize)).text.len(), 16 << 20);
    let empty = answer(fault(FaultKind::Empty403));
    assert_eq!((empty.status, empty.text.as_str()), (403, ""));
    assert!(!empty.headers.contains_key("x-ms-diagnostics"));
    let nul = answer(fault(FaultKind::Nul403));
    assert_eq!(nul.status, 403);
    assert!(!nul.text.is_empty() && nul.text.bytes().all(|byte| byte == 0));
    let header = answer(fault(FaultKind::Diagnostics403));
    assert_eq!((header.status, header.text.as_str()), (403, ""));
    let diagnostics = header.headers["x-ms-diagnostics"].to_str().unwrap();
    assert!(diagnostics.contains(&format!(
        "reason=\"The role assigned to application {APP} isn't supported"
    )));
    let escapes = answer(fault(FaultKind::Escapes403));
    assert!(text(&escapes).contains('\u{1b}'));
    let none = answer(fault(FaultKind::NoExchange404));
    assert_eq!(none.status, 404);
    assert!(text(&none).contains(TENANT));
}

#[test]
fn connection_faults_break_the_connection() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let request = Invoke::new(TENANT, &token(&simulator, TENANT), PROBE);
    for kind in [FaultKind::Reset, FaultKind::HalfBody] {
        assert!(simulator.set_exchange_faults(TENANT, vec![fault(kind)]));
        assert!(request.send(&simulator).is_err(), "{kind:?}");
    }
    assert!(simulator.set_exchange_faults(
        TENANT,
        vec![Fault {
            delay_ms: Some(300),
            ..fault(FaultKind::Stall)
        }]
    ));
    let began = Instant::now();
    assert!(request.send(&simulator).is_err());
    assert!(began.elapsed() >= Duration::from_millis(300));
    assert!(!simulator.set_exchange_faults("nobody.com", Vec::new()));
}

#[test]
fn faults_can_be_set_over_http() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let set = |body: Value| {
        send(&simulator, |client, authority| {
            client
                .post(format!("{authority}/_sim/faults"))
                .body(body.to_string())
        })
        .unwrap()
        .status
    };
    let faults = json!([{"kind": "empty403"}]);
    assert_eq!(set(json!({"tenant": TENANT, "faults": faults})), 400);
    assert_eq!(
        set(json!({"tenant": TENANT, "faults": faults, "exchange": false})),
        400
    );
    assert_eq!(
        set(json!({"tenant": "nobody.com", "faults": faults, "exchange": true})),
        404
    );
    assert_eq!(
        set(json!({"tenant": TENANT, "faults": faults, "exchange": true})),
        204
    );
    assert_eq!(
        set(json!({"tenant": TENANT, "faults": [{"kind": "aadsts"}], "exchange": true})),
        400
    );
    assert_eq!(
        invoke(&simulator, TENANT, PROBE).status,
        403,
        "tokens are issued as before"
    );
    assert_eq!(
        set(json!({"tenant": TENANT, "faults": [], "exchange": true})),
        204
    );
    assert_eq!(invoke(&simulator, TENANT, PROBE).status, 200);
}

#[test]
fn the_log_has_cmdlet_and_anchor_and_no_token() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let token = token(&simulator, TENANT);
    simulator.clear_requests();
    Invoke::new(TENANT, &token, "Get-Mailbox")
        .header("x-anchormailbox", format!("{ANCHOR}{TENANT}"))
        .header("client-request-id", "11112222-3333-4444-8555-666677778888")
        .answer(&simulator);
    Invoke::new("nobody.com", "no.tok.en", "Get-Nothing").answer(&simulator);
    let log = send(&simulator, |client, authority| {
        client.get(format!("{authority}/_sim/requests"))
    })
    .unwrap();
    let (first, second) = (&log.json()[0], &log.json()[1]);
    assert_eq!(first["cmdlet"], "Get-Mailbox");
    assert_eq!(first["anchor"], format!("{ANCHOR}{TENANT}"));
    assert_eq!(
        first["path"],
        format!("/adminapi/beta/{TENANT}/InvokeCommand")
    );
    assert_eq!(
        first["clientRequestId"],
        "11112222-3333-4444-8555-666677778888"
    );
    assert_eq!(first["status"], 200);
    assert_eq!(
        (&second["cmdlet"], &second["status"]),
        (&json!("Get-Nothing"), &json!(401))
    );
    assert_eq!(second["anchor"], Value::Null);
    for part in token.split('.') {
        assert!(!log.text.contains(part));
    }
}
