//! Tests verifying signatures with the keys that the simulator publishes.

use entra_sim::{Fault, FaultKind};
use exomt::operation::{RequestText, Work};
use exomt::signature::SignatureCheck;
use serde_json::Value;

use crate::support::estate::{Estate, ask_with};
use crate::*;

fn token_of(estate: &Estate) -> String {
    let given = json!({"forceRefresh": true});
    ask_with(&estate.app(), &estate.tenant(0), given)
        .unwrap()
        .token
}

fn verify(estate: &Estate, token: &str) -> Value {
    let text = SecretText::new(token.to_owned());
    let check = Arc::new(SignatureCheck::new(text, &estate.resolver_options()).unwrap());
    let request = RequestText {
        tenant: check.tenant(),
        resource: None,
    };
    let set = RequestSet {
        requests: vec![request],
        ..RequestSet::default()
    };
    let operation = Operation::begin(Work::Signature(check), set).unwrap();
    serde_json::to_value(next(&operation).unwrap().kind).unwrap()
}

fn key_requests(estate: &Estate) -> usize {
    let log = estate.simulator.requests();
    log.iter().filter(|one| one.path.ends_with("/keys")).count()
}

#[test]
fn keys_are_requested_once_and_again_after_a_rotation() {
    let estate = Estate::new(1);
    let token = token_of(&estate);
    for _ in 0..3 {
        let found = verify(&estate, &token);
        assert_eq!(found["verified"], true, "{found}");
        assert_eq!(found["finding"]["code"], "SignatureVerified");
    }
    assert_eq!(key_requests(&estate), 1);
    estate.simulator.rotate_keys(false, None).unwrap();
    let rolled = token_of(&estate);
    assert_eq!(verify(&estate, &rolled)["verified"], true);
    assert_eq!(verify(&estate, &token)["verified"], true);
    assert_eq!(key_requests(&estate), 2);
}

#[test]
fn a_token_that_its_issuer_did_not_sign_is_invalid() {
    let estate = Estate::new(1);
    let signed = token_of(&estate);
    assert_eq!(verify(&estate, &signed)["verified"], true);
    for kind in [
        FaultKind::ForgedSignature,
        FaultKind::UnknownKid,
        FaultKind::Unsigned,
    ] {
        estate.fault(0, Fault::new(kind));
        let found = verify(&estate, &token_of(&estate));
        assert_eq!(found["verified"], false, "{kind:?}: {found}");
        assert_eq!(found["finding"]["severity"], "Error");
    }
    // Not every unknown key causes a request.
    assert!(key_requests(&estate) <= 2);
    let parts: Vec<&str> = signed.split('.').collect();
    let other = token_of(&Estate::new(1));
    let body = other.split('.').nth(1).unwrap();
    let mixed = format!("{}.{body}.{}", parts[0], parts[2]);
    assert_eq!(verify(&estate, &mixed)["verified"], false);
}

#[test]
fn a_key_of_another_tenant_is_not_accepted() {
    let estate = Estate::new(1);
    let issuer = format!(
        "{}/{}/v2.0",
        estate.simulator.authority(),
        uuid::Uuid::new_v4()
    );
    estate.simulator.rotate_keys(true, Some(&issuer)).unwrap();
    let found = verify(&estate, &token_of(&estate));
    assert_eq!(found["verified"], false, "{found}");
}

#[test]
fn without_the_issuer_s_keys_the_result_is_unknown() {
    let estate = Estate::new(1);
    let token = token_of(&estate);
    let mut options = estate.resolver_options();
    options.authority = Some("https://localhost:9".to_owned());
    let check = SignatureCheck::new(SecretText::new(token), &options).unwrap();
    let request = RequestText {
        tenant: check.tenant(),
        resource: None,
    };
    let set = RequestSet {
        requests: vec![request],
        timeout_ms: Some(5_000),
        ..RequestSet::default()
    };
    let operation = Operation::begin(Work::Signature(Arc::new(check)), set).unwrap();
    let found = serde_json::to_value(next(&operation).unwrap().kind).unwrap();
    assert!(found["verified"].is_null(), "{found}");
    assert_eq!(found["finding"]["code"], "SignatureUnknown");
}
