//! Tests the JWKS: rotation, and tokens that none of its keys signed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use entra_sim::{Cloud, FaultKind, Simulator, scenario};
use serde_json::{Value, json};
use support::exchange::{Invoke, token};
use support::keys::{header, published, verifies};
use support::{Pair, TENANT, fault, send, simulator};

fn kids(keys: &[Value]) -> Vec<Value> {
    keys.iter().map(|key| key["kid"].clone()).collect()
}

#[test]
fn a_new_key_signs_and_the_old_stay_until_they_are_retired() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let status = |token: &str| {
        Invoke::new(TENANT, token, "Get-AcceptedDomain")
            .answer(&simulator)
            .status
    };
    let (old, before) = (token(&simulator, TENANT), published(&simulator, TENANT));
    assert_eq!(before.len(), 1);
    let second = simulator.rotate_keys(false, None).unwrap();
    let (new, after) = (token(&simulator, TENANT), published(&simulator, TENANT));
    assert_eq!(kids(&after), [before[0]["kid"].clone(), json!(second)]);
    assert_eq!(header(&new)["kid"], json!(second));
    assert!(verifies(&new, &after[1]) && !verifies(&new, &after[0]));
    assert_eq!((status(&old), status(&new)), (200, 200));

    let third = simulator.rotate_keys(true, None).unwrap();
    assert_eq!(kids(&published(&simulator, "common")), [json!(third)]);
    assert_eq!((status(&old), status(&new)), (401, 401));
    assert_eq!(status(&token(&simulator, TENANT)), 200);
}

#[test]
fn each_key_has_the_issuer_of_its_cloud() {
    let pair = Pair::make();
    let mut config = support::config(&pair);
    config.tenants[1].cloud = Cloud::named("China");
    config.tenants[2].document_host = Some("login.elsewhere.test".to_owned());
    let simulator = Simulator::start(&config).unwrap();
    let issuers = |tenant: &str| -> Vec<Value> {
        let keys = published(&simulator, tenant);
        keys.iter().map(|key| key["issuer"].clone()).collect()
    };
    let own = format!("{}/{{tenantid}}/v2.0", simulator.authority());
    let china = "https://login.partner.microsoftonline.cn/{tenantid}/v2.0";
    assert_eq!(issuers(TENANT), [own.as_str()]);
    assert_eq!(issuers("common"), [own.as_str()]);
    assert_eq!(issuers("fabrikam.com"), [china]);
    assert_eq!(issuers(&scenario::tenant_id(2).to_string()), [china]);
    assert_eq!(
        issuers("tailspin.com"),
        ["https://login.elsewhere.test/{tenantid}/v2.0"]
    );
    simulator
        .rotate_keys(false, Some("https://issuer.elsewhere.test/"))
        .unwrap();
    assert_eq!(
        issuers(TENANT),
        [own.as_str(), "https://issuer.elsewhere.test/"]
    );
}

#[test]
fn keys_can_be_rotated_over_http() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let rotate = |body: Value| {
        send(&simulator, |client, authority| {
            client
                .post(format!("{authority}/_sim/rotate-keys"))
                .body(body.to_string())
        })
        .unwrap()
    };
    let kept = rotate(json!({}));
    assert_eq!(kept.status, 200);
    assert_eq!(published(&simulator, TENANT).len(), 2);
    let alone = rotate(json!({"retire": true, "issuer": "https://other.test/"}));
    let keys = published(&simulator, TENANT);
    assert_eq!(kids(&keys), [alone.json()["kid"].clone()]);
    assert_eq!(keys[0]["issuer"], "https://other.test/");
    for bad in [
        json!({"retired": true}),
        json!({"retire": "yes"}),
        json!(null),
    ] {
        assert_eq!(rotate(bad.clone()).status, 400, "{bad}");
    }
    assert_eq!(published(&simulator, TENANT).len(), 1);
}

#[test]
fn tokens_that_no_published_key_signed_are_refused() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let faulty = |kind| {
        assert!(simulator.set_faults(TENANT, vec![fault(kind)]));
        let token = token(&simulator, TENANT);
        let invoke = Invoke::new(TENANT, &token, "Get-AcceptedDomain");
        assert_eq!(invoke.answer(&simulator).status, 401, "{kind:?}");
        token
    };
    let keys = published(&simulator, TENANT);
    let forged = faulty(FaultKind::ForgedSignature);
    assert_eq!(header(&forged)["kid"], keys[0]["kid"]);
    assert!(!verifies(&forged, &keys[0]));
    let unknown = faulty(FaultKind::UnknownKid);
    assert_ne!(header(&unknown)["kid"], keys[0]["kid"]);
    assert!(!verifies(&unknown, &keys[0]));
    assert_eq!(published(&simulator, TENANT), keys);
    assert!(verifies(&token(&simulator, TENANT), &keys[0]));
}
