//! Tests every kind of credential.

use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use exomt::SecretText;
use exomt::claims::Verdict;
use exomt::credential::{
    CallerAssertion, Credential, ExternalSigner, ReadyAssertion, SignatureAlgorithm, from_pem,
    from_pfx,
};
use exomt::error::ErrorCode;
use exomt::operation::EventKind;
use serde_json::json;

use crate::*;

#[test]
fn every_file_credential_gets_a_token() {
    let simulator = support::simulator();
    let pfx = |name: &str, password: &str| -> Arc<dyn Credential> {
        let password = SecretText::new(password.to_owned());
        let bytes = std::fs::read(support::fixture(name)).unwrap();
        Arc::new(from_pfx(&bytes, Some(&password)).unwrap())
    };
    let pem = |key: &str, password: Option<&str>| -> Arc<dyn Credential> {
        let password = password.map(|password| SecretText::new(password.to_owned()));
        let (crt, key) = (support::text("app.crt"), support::text(key));
        Arc::new(from_pem(crt.as_bytes(), Some(key.as_bytes()), password.as_ref()).unwrap())
    };
    let all = [
        secret(),
        pfx("modern.pfx", "pass wörd"),
        pfx("legacy-rc2.pfx", "legacy"),
        pfx("legacy-3des.pfx", "legacy"),
        pfx("chain.pfx", "chain"),
        pem("app.key", None),
        pem("app-pkcs1.key", None),
        pem("app-aes.key", Some("hunter2")),
    ];
    let count = all.len();
    for credential in all {
        let event = token(&app(&simulator, Arc::clone(&credential)), "contoso.com").unwrap();
        assert_eq!(event.verdict, Verdict::Ready, "{credential:?}");
    }
    let log = simulator.requests();
    assert_eq!(log.len(), count);
    for entry in &log[1..] {
        let header = entry.assertion_header.as_ref().unwrap();
        assert_eq!(header["alg"], "PS256");
        assert!(header.contains_key("x5t#S256") && !header.contains_key("x5t"));
        assert!(!entry.jti_reused && entry.client_request_id.is_some());
        let claims = entry.assertion_claims.as_ref().unwrap();
        let life = claims["exp"].as_i64().unwrap() - claims["nbf"].as_i64().unwrap();
        assert!((600..=660).contains(&life), "{life}");
    }
}

#[test]
fn the_certificate_chain_is_sent_only_on_request() {
    let simulator = support::simulator();
    let password = SecretText::new("chain".to_owned());
    let bytes = std::fs::read(support::fixture("chain.pfx")).unwrap();
    let credential: Arc<dyn Credential> = Arc::new(from_pfx(&bytes, Some(&password)).unwrap());
    let mut with_chain = options(&simulator);
    with_chain["sendCertificateChain"] = true.into();
    token(&app_with(with_chain, credential), "contoso.com").unwrap();
    let log = simulator.requests();
    assert!(log[0].assertion_header.as_ref().unwrap()["x5c"].is_array());
}

/// Returns the key of the external signer.
pub(crate) fn external_key() -> KeyPair {
    let pem = support::text("app.key");
    let body: String = pem
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect();
    KeyPair::from_pkcs8(
        &base64::engine::general_purpose::STANDARD
            .decode(body)
            .unwrap(),
    )
    .unwrap()
}

pub(crate) fn sign(key: &KeyPair, algorithm: SignatureAlgorithm, bytes: &[u8]) -> Vec<u8> {
    let mut signature = vec![0; key.public_modulus_len()];
    let padding = match algorithm {
        SignatureAlgorithm::PS256 => &RSA_PSS_SHA256,
        SignatureAlgorithm::RS256 => &RSA_PKCS1_SHA256,
    };
    key.sign(padding, &SystemRandom::new(), bytes, &mut signature)
        .unwrap();
    signature
}

pub(crate) fn external(algorithms: Vec<SignatureAlgorithm>) -> Arc<dyn Credential> {
    let der = std::fs::read(support::fixture("app.der")).unwrap();
    Arc::new(ExternalSigner::new(&der, algorithms).unwrap())
}

#[test]
fn an_external_signer_signs_with_either_algorithm() {
    let simulator = support::simulator();
    let key = external_key();
    for (offered, used) in [
        (
            vec![SignatureAlgorithm::PS256, SignatureAlgorithm::RS256],
            "PS256",
        ),
        (vec![SignatureAlgorithm::RS256], "RS256"),
    ] {
        let operation = begin(
            &app(&simulator, external(offered)),
            &["contoso.com", "fabrikam.com"],
        );
        let mut tokens = 0;
        while let Some(event) = next(&operation) {
            match event.kind {
                EventKind::Sign {
                    request_id,
                    algorithm,
                } => {
                    let signature = sign(&key, algorithm, &event.payload.unwrap());
                    operation.respond(request_id, signature.into()).unwrap();
                    assert!(
                        operation.respond(request_id, vec![1].into()).is_err(),
                        "once only"
                    );
                }
                EventKind::Token(_) => tokens += 1,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(tokens, 2);
        let header = simulator
            .requests()
            .pop()
            .unwrap()
            .assertion_header
            .unwrap();
        assert_eq!(header["alg"], used);
        assert_eq!(header.contains_key("x5t"), used == "RS256");
    }
}

#[test]
fn a_signer_that_fails_or_signs_wrongly_fails_the_request() {
    let simulator = support::simulator();
    let app = app(&simulator, external(vec![SignatureAlgorithm::PS256]));
    let answer = |reply: &dyn Fn(&Operation, u64)| {
        let operation = begin(&app, &["contoso.com"]);
        let Some(Event {
            kind: EventKind::Sign { request_id, .. },
            ..
        }) = next(&operation)
        else {
            panic!("the first event must be a sign request")
        };
        reply(&operation, request_id);
        match next(&operation).unwrap().kind {
            EventKind::Error { error, .. } => error,
            other => panic!("{other:?}"),
        }
    };
    let rejected =
        answer(&|operation, id| operation.reject(id, "The smart card was removed.").unwrap());
    assert_eq!(rejected.code, ErrorCode::SigningFailed);
    assert!(
        rejected.message.contains("The smart card was removed."),
        "{}",
        rejected.message
    );
    let wrong = answer(&|operation, id| operation.respond(id, vec![7; 256].into()).unwrap());
    assert!([ErrorCode::SigningFailed, ErrorCode::CertificateRejected].contains(&wrong.code));
}

/// Creates an assertion of the federated issuer.
pub(crate) fn federated_assertion() -> String {
    let pem = support::text("leaf.key");
    let body: String = pem
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect();
    let der = base64::engine::general_purpose::STANDARD
        .decode(body)
        .unwrap();
    let key = KeyPair::from_pkcs8(&der).unwrap();
    let now = time::OffsetDateTime::now_utc().unix_timestamp();
    let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let text = format!(
        "{}.{}",
        part(json!({"alg": "RS256", "typ": "JWT"})),
        part(json!({
            "iss": support::ISSUER, "sub": "workload", "aud": "api://AzureADTokenExchange",
            "iat": now, "exp": now + 300, "jti": uuid::Uuid::new_v4(),
        }))
    );
    let signature = sign(&key, SignatureAlgorithm::RS256, text.as_bytes());
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}

#[test]
fn ready_assertions_and_assertion_providers_get_tokens() {
    let simulator = support::simulator();
    let ready = ReadyAssertion::new(SecretText::new(federated_assertion())).unwrap();
    assert_eq!(
        token(&app(&simulator, Arc::new(ready)), "contoso.com")
            .unwrap()
            .verdict,
        Verdict::Ready
    );

    let operation = begin(
        &app(&simulator, Arc::new(CallerAssertion::new())),
        &["contoso.com"],
    );
    let Some(Event {
        kind:
            EventKind::Assertion {
                request_id,
                tenant,
                audience,
            },
        ..
    }) = next(&operation)
    else {
        panic!("the first event must be an assertion request")
    };
    assert_eq!(tenant, "contoso.com");
    assert_eq!(
        audience,
        format!("{}/contoso.com/oauth2/v2.0/token", simulator.authority())
    );
    operation
        .respond(request_id, federated_assertion().into_bytes().into())
        .unwrap();
    assert!(matches!(
        next(&operation).unwrap().kind,
        EventKind::Token(_)
    ));

    let refused = ReadyAssertion::new(SecretText::new(
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL290aGVyLmV4YW1wbGUifQ.AAAA".to_owned(),
    ))
    .unwrap();
    let error = token(&app(&simulator, Arc::new(refused)), "contoso.com").unwrap_err();
    assert_eq!(error.code, ErrorCode::AssertionRejected);
}
