//! Tests tokens, metadata and faults.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use std::time::{Duration, Instant};

use entra_sim::{Fault, FaultKind, Progress, Simulator, scenario};
use serde_json::json;
use support::{APP, Pair, TENANT, fault, keys, post, send, simulator, with_field, with_secret};

#[test]
fn tokens_have_the_claims_of_their_scenario() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let claims = |tenant: &str| post(&simulator, tenant, &with_secret()).claims();
    let ready = claims("contoso.com");
    let id = scenario::tenant_id(1).to_string();
    assert_eq!(ready["tid"], id);
    assert_eq!(ready["iss"], format!("https://sts.windows.net/{id}/"));
    assert_eq!(ready["aud"], "https://outlook.office365.com");
    assert_eq!(
        (&ready["appid"], &ready["ver"], &ready["idtyp"]),
        (&json!(APP), &json!("1.0"), &json!("app"))
    );
    assert_eq!(ready["roles"], json!([scenario::MANAGE_AS_APP]));
    assert_eq!(ready["wids"].as_array().unwrap().len(), 2);
    assert_eq!(ready["oid"], ready["sub"]);
    let left = ready["exp"].as_i64().unwrap() - support::now();
    assert!((3_590..=5_400).contains(&left), "{left}");

    assert!(claims("fabrikam.com").get("roles").is_none());
    assert_eq!(claims("tailspin.com")["wids"].as_array().unwrap().len(), 1);
    assert_eq!(
        claims("wingtip.com")["wids"][0],
        scenario::TEAMS_ADMINISTRATOR
    );
    assert!(claims("litware.com").get("wids").is_none());

    let by_id = with_field(
        with_secret(),
        "scope",
        Some("00000002-0000-0ff1-ce00-000000000000/.default"),
    );
    assert_eq!(
        post(&simulator, TENANT, &by_id).claims()["aud"],
        "00000002-0000-0ff1-ce00-000000000000"
    );
    let graph = with_field(
        with_secret(),
        "scope",
        Some("https://graph.microsoft.com/.default"),
    );
    assert!(
        post(&simulator, TENANT, &graph)
            .claims()
            .get("roles")
            .is_none()
    );
}

#[test]
fn the_token_is_signed_by_the_published_key() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let get = |path: &str| {
        send(&simulator, |client, authority| {
            client.get(format!("{authority}{path}"))
        })
        .unwrap()
        .json()
    };
    let metadata = get(&format!("/{TENANT}/v2.0/.well-known/openid-configuration"));
    let authority = simulator.authority();
    assert_eq!(
        metadata["token_endpoint"],
        format!("{authority}/{TENANT}/oauth2/v2.0/token")
    );
    let published = get(metadata["jwks_uri"]
        .as_str()
        .unwrap()
        .strip_prefix(authority)
        .unwrap());
    let key = &published["keys"][0];
    let body = post(&simulator, TENANT, &with_secret()).json();
    let token = body["access_token"].as_str().unwrap();
    assert_eq!(keys::header(token)["kid"], key["kid"]);

    assert!(keys::verifies(token, key));
}

#[test]
fn metadata_of_common_unknown_tenants_and_instance_discovery() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let get = |path: &str| {
        send(&simulator, |client, authority| {
            client.get(format!("{authority}{path}"))
        })
        .unwrap()
    };
    assert!(
        get("/common/v2.0/.well-known/openid-configuration").json()["issuer"]
            .as_str()
            .unwrap()
            .contains("{tenantid}")
    );
    for (tenant, code, error) in [
        ("nobody.com", 90_002, "invalid_tenant"),
        (
            "9d3eebcd-546f-4680-bf48-2c0e757da21f",
            90_002,
            "invalid_tenant",
        ),
        ("bad_name", 900_023, "invalid_request"),
        (
            "00000000-0000-0000-0000-000000000000",
            900_021,
            "invalid_request",
        ),
    ] {
        for version in ["/v2.0", ""] {
            let answer = get(&format!(
                "/{tenant}{version}/.well-known/openid-configuration"
            ));
            assert_eq!((answer.status, answer.code()), (400, code), "{tenant}");
            assert_eq!(answer.json()["error"], error, "{tenant}");
            let logged = simulator.requests().last().unwrap().aadsts;
            assert_eq!(logged.map(u64::from), Some(code));
        }
    }
    assert_eq!(
        get("/contoso.com/.well-known/openid-configuration").json()["token_endpoint"],
        format!("{}/contoso.com/oauth2/token", simulator.authority())
    );
    assert!(
        get("/common/discovery/instance?api-version=1.1").json()["metadata"][0]["aliases"]
            .is_array()
    );
    let nothing = get("/x");
    assert_eq!((nothing.status, nothing.text.as_str()), (404, ""));
}

fn with_fault(simulator: &Simulator, fault: Fault) {
    assert!(simulator.set_faults(TENANT, vec![fault]));
}

#[test]
fn faults_apply_as_configured_and_end() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let answer = |fault| {
        with_fault(&simulator, fault);
        let answer = post(&simulator, TENANT, &with_secret());
        assert_eq!(
            post(&simulator, TENANT, &with_secret()).status,
            200,
            "once only"
        );
        answer
    };
    let later = |kind| Fault {
        retry_after: Some("7".to_owned()),
        ..fault(kind)
    };
    let text = answer(later(FaultKind::Text429));
    assert_eq!(
        (text.status, text.text.as_str()),
        (429, "Too Many Requests")
    );
    assert_eq!(text.headers["retry-after"], "7");
    let json = answer(later(FaultKind::Json429));
    assert_eq!((json.status, json.code()), (429, 90_055));
    assert_eq!(
        answer(Fault {
            status: Some(502),
            ..fault(FaultKind::Status)
        })
        .status,
        502
    );
    assert_eq!(
        answer(Fault {
            code: Some(50_196),
            ..fault(FaultKind::Aadsts)
        })
        .code(),
        50_196
    );
    assert!(
        answer(fault(FaultKind::Html))
            .text
            .starts_with("<!DOCTYPE html>")
    );
    assert_eq!(answer(fault(FaultKind::Redirect)).status, 302);
    assert_eq!(answer(fault(FaultKind::Oversize)).text.len(), 4 << 20);
    assert_eq!(answer(fault(FaultKind::Empty404)).status, 404);
    assert!(
        answer(fault(FaultKind::NotAToken))
            .json()
            .get("access_token")
            .is_none()
    );
    assert!(
        answer(fault(FaultKind::Escapes)).json()["error_description"]
            .as_str()
            .unwrap()
            .contains('\u{1b}')
    );
    assert_ne!(
        answer(fault(FaultKind::WrongTenant)).claims()["tid"],
        scenario::tenant_id(1).to_string()
    );
    assert_eq!(
        answer(fault(FaultKind::WrongAudience)).claims()["aud"],
        "https://management.azure.com"
    );
    assert_ne!(
        answer(fault(FaultKind::WrongApp)).claims()["appid"],
        scenario::APP_ID
    );
    assert!(
        answer(fault(FaultKind::Expired)).claims()["exp"]
            .as_i64()
            .unwrap()
            < support::now()
    );
    assert!(answer(fault(FaultKind::Delegated)).claims()["scp"].is_string());
    let opaque = answer(fault(FaultKind::Opaque)).json();
    assert!(!opaque["access_token"].as_str().unwrap().contains('.'));
    let unsigned = answer(fault(FaultKind::Unsigned)).json();
    assert!(unsigned["access_token"].as_str().unwrap().ends_with('.'));
    let began = Instant::now();
    assert_eq!(
        answer(Fault {
            delay_ms: Some(300),
            ..fault(FaultKind::Slow)
        })
        .status,
        200
    );
    assert!(began.elapsed() >= Duration::from_millis(300));
}

#[test]
fn connection_faults_break_the_connection() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let request = |timeout| {
        send(&simulator, |client, authority| {
            client
                .post(format!("{authority}/{TENANT}/oauth2/v2.0/token"))
                .timeout(timeout)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(
                    url::form_urlencoded::Serializer::new(String::new())
                        .extend_pairs(with_secret())
                        .finish(),
                )
        })
    };
    let long = Duration::from_secs(20);
    with_fault(&simulator, fault(FaultKind::Reset));
    assert!(!request(long).unwrap_err().is_timeout());
    with_fault(&simulator, fault(FaultKind::HalfBody));
    assert!(!request(long).unwrap_err().is_timeout());
    with_fault(&simulator, fault(FaultKind::Stall));
    assert!(
        request(Duration::from_millis(300))
            .unwrap_err()
            .is_timeout()
    );
    let deadline = Instant::now() + Duration::from_secs(5);
    while simulator.requests().last().unwrap().progress != Progress::Aborted {
        assert!(
            Instant::now() < deadline,
            "the log has to see that the client went away"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
}
