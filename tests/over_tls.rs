//! The core against the simulator, over TLS: each credential, each verdict, each fault.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use std::sync::Arc;
use std::time::{Duration, Instant};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entra_sim::{Fault, FaultKind, Progress, Simulator, scenario};
use exomt::app::{App, AppOptions};
use exomt::claims::{FindingCode, Verdict};
use exomt::credential::{
    AskedAssertion, ClientSecret, Credential, ExternalSigner, ReadyAssertion, SignatureAlgorithm,
    from_pem, from_pfx,
};
use exomt::error::{ErrorCode, Report};
use exomt::operation::{Event, EventKind, Operation, RequestSet, State, TokenEvent};
use exomt::secret::SecretText;
use serde_json::json;

fn secret() -> Arc<dyn Credential> {
    Arc::new(ClientSecret::new(SecretText::new(scenario::SECRET.to_owned())).unwrap())
}

fn options(simulator: &Simulator) -> serde_json::Value {
    json!({
        "appId": scenario::APP_ID,
        "authority": simulator.authority(),
        "certificateAuthorityPem": simulator.ca_pem(),
        "proxy": {"https": null},
    })
}

fn app_with(options: serde_json::Value, credential: Arc<dyn Credential>) -> Arc<App> {
    let options: AppOptions = serde_json::from_value(options).unwrap();
    Arc::new(App::new(&options, credential).unwrap())
}

fn app(simulator: &Simulator, credential: Arc<dyn Credential>) -> Arc<App> {
    app_with(options(simulator), credential)
}

fn begin(app: &Arc<App>, tenants: &[&str]) -> Operation {
    let requests: Vec<_> = tenants
        .iter()
        .map(|tenant| json!({"tenant": tenant}))
        .collect();
    let set: RequestSet = serde_json::from_value(json!({"requests": requests})).unwrap();
    Operation::begin(Arc::clone(app), set).unwrap()
}

fn next(operation: &Operation) -> Option<Event> {
    match operation.wait(Duration::from_secs(60)) {
        State::Event => operation.take(),
        State::Done => None,
        State::Pending => panic!("nothing came in a minute"),
    }
}

fn token(app: &Arc<App>, tenant: &str) -> Result<Box<TokenEvent>, Box<Report>> {
    let operation = begin(app, &[tenant]);
    match next(&operation).unwrap().kind {
        EventKind::Token(token) => Ok(token),
        EventKind::Error { error, .. } => Err(error),
        other => panic!("{other:?}"),
    }
}

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
fn the_chain_is_sent_only_when_asked_for() {
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

/// The key that stays outside of the core.
fn outside_key() -> KeyPair {
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

fn sign(key: &KeyPair, algorithm: SignatureAlgorithm, bytes: &[u8]) -> Vec<u8> {
    let mut signature = vec![0; key.public_modulus_len()];
    let padding = match algorithm {
        SignatureAlgorithm::PS256 => &RSA_PSS_SHA256,
        SignatureAlgorithm::RS256 => &RSA_PKCS1_SHA256,
    };
    key.sign(padding, &SystemRandom::new(), bytes, &mut signature)
        .unwrap();
    signature
}

fn external(algorithms: Vec<SignatureAlgorithm>) -> Arc<dyn Credential> {
    let der = std::fs::read(support::fixture("app.der")).unwrap();
    Arc::new(ExternalSigner::new(&der, algorithms).unwrap())
}

#[test]
fn an_external_signer_signs_with_either_algorithm() {
    let simulator = support::simulator();
    let key = outside_key();
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
fn a_signer_that_fails_or_signs_wrongly() {
    let simulator = support::simulator();
    let app = app(&simulator, external(vec![SignatureAlgorithm::PS256]));
    let answer = |reply: &dyn Fn(&Operation, u64)| {
        let operation = begin(&app, &["contoso.com"]);
        let Some(Event {
            kind: EventKind::Sign { request_id, .. },
            ..
        }) = next(&operation)
        else {
            panic!("a request to sign has to come first")
        };
        reply(&operation, request_id);
        match next(&operation).unwrap().kind {
            EventKind::Error { error, .. } => error,
            other => panic!("{other:?}"),
        }
    };
    let rejected =
        answer(&|operation, id| operation.reject(id, "The card was taken out.").unwrap());
    assert_eq!(rejected.code, ErrorCode::SigningFailed);
    assert!(
        rejected.message.contains("The card was taken out."),
        "{}",
        rejected.message
    );
    let wrong = answer(&|operation, id| operation.respond(id, vec![7; 256].into()).unwrap());
    assert!([ErrorCode::SigningFailed, ErrorCode::CertificateRejected].contains(&wrong.code));
}

/// An assertion of the federated issuer.
fn federated_assertion() -> String {
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
fn assertions_ready_made_and_asked_for() {
    let simulator = support::simulator();
    let ready = ReadyAssertion::new(SecretText::new(federated_assertion())).unwrap();
    assert_eq!(
        token(&app(&simulator, Arc::new(ready)), "contoso.com")
            .unwrap()
            .verdict,
        Verdict::Ready
    );

    let operation = begin(
        &app(&simulator, Arc::new(AskedAssertion::new())),
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
        panic!("an assertion has to be asked for")
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

#[test]
fn each_tenant_has_its_verdict() {
    let simulator = support::simulator();
    let app = app(&simulator, secret());
    for (tenant, verdict, finding) in [
        (
            "contoso.onmicrosoft.com",
            Verdict::Ready,
            FindingCode::DirectoryRolePresent,
        ),
        (
            "fabrikam.onmicrosoft.com",
            Verdict::NotReady,
            FindingCode::NoAppRole,
        ),
        (
            "tailspin.onmicrosoft.com",
            Verdict::Unknown,
            FindingCode::NoDirectoryRole,
        ),
        (
            "wingtip.onmicrosoft.com",
            Verdict::Warning,
            FindingCode::DirectoryRoleUnsupported,
        ),
        (
            "litware.onmicrosoft.com",
            Verdict::Unknown,
            FindingCode::NoDirectoryRole,
        ),
    ] {
        let event = token(&app, tenant).unwrap();
        assert_eq!(event.verdict, verdict, "{tenant}");
        let found = event.findings.iter().find(|one| one.code == finding);
        let found = found.unwrap_or_else(|| panic!("{tenant}: {:?}", event.findings));
        assert_eq!(found.fix.is_empty(), verdict == Verdict::Ready, "{tenant}");
    }
}

#[test]
fn each_rejection_has_its_code() {
    let simulator = support::simulator();
    let good = app(&simulator, secret());
    let code = |app: &Arc<App>, tenant: &str| token(app, tenant).unwrap_err().code;
    assert_eq!(code(&good, "northwind.com"), ErrorCode::ConsentMissing);
    assert_eq!(code(&good, "adatum.com"), ErrorCode::AppDisabled);
    assert_eq!(
        code(&good, "nobody.onmicrosoft.com"),
        ErrorCode::TenantNotFound
    );
    assert_eq!(code(&good, "not a tenant"), ErrorCode::InvalidTenant);
    let wrong = ClientSecret::new(SecretText::new("not-the-secret".to_owned())).unwrap();
    assert_eq!(
        code(&app(&simulator, Arc::new(wrong)), "contoso.com"),
        ErrorCode::ClientSecretRejected
    );
    let (crt, key) = (support::text("other.crt"), support::text("other.key"));
    let other = from_pem(crt.as_bytes(), Some(key.as_bytes()), None).unwrap();
    let error = token(&app(&simulator, Arc::new(other)), "contoso.com").unwrap_err();
    assert_eq!(
        (error.code, error.aadsts),
        (ErrorCode::CertificateRejected, Some(700_027))
    );
    assert!(
        error.correlation_id.is_some() && error.trace_id.is_some() && error.timestamp.is_some()
    );
}

#[test]
fn faults_end_as_typed_errors() {
    let simulator = support::simulator();
    let app = app(&simulator, secret());
    let meet = |fault: Fault| {
        assert!(simulator.set_faults("contoso.com", vec![fault]));
        token(&app, "contoso.com").unwrap_err()
    };
    let fault = support::fault;
    for (kind, code) in [
        (FaultKind::Json429, ErrorCode::Throttled),
        (FaultKind::Text429, ErrorCode::Throttled),
        (FaultKind::Status, ErrorCode::ServiceUnavailable),
        (FaultKind::Reset, ErrorCode::ConnectionLost),
        (FaultKind::HalfBody, ErrorCode::ConnectionLost),
        (FaultKind::Html, ErrorCode::UnexpectedResponse),
        (FaultKind::Redirect, ErrorCode::RedirectRefused),
        (FaultKind::Oversize, ErrorCode::ResponseTooLarge),
        (FaultKind::Empty404, ErrorCode::UnexpectedResponse),
        (FaultKind::NotAToken, ErrorCode::UnexpectedResponse),
        (FaultKind::WrongTenant, ErrorCode::TokenTenantMismatch),
    ] {
        if kind == FaultKind::WrongTenant {
            // The domain's id has to be known for a later answer to differ from it.
            simulator.set_faults("contoso.com", Vec::new());
            token(&app, "contoso.com").unwrap();
        }
        let error = meet(fault(kind));
        assert_eq!(error.code, code, "{kind:?}: {}", error.message);
        assert!(!error.fix.is_empty(), "{kind:?}");
    }
    let busy = meet(Fault {
        retry_after: Some("17".to_owned()),
        ..fault(FaultKind::Text429)
    });
    assert_eq!(busy.retry_after_seconds, Some(17));
    let html = meet(fault(FaultKind::Html));
    assert!(html.message.contains("text/html"), "{}", html.message);
    let escapes = meet(fault(FaultKind::Escapes));
    let shown = serde_json::to_string(&escapes).unwrap() + &escapes.message;
    assert!(
        !shown.contains(['\u{1b}', '\u{7}', '\u{202e}']) && !shown.contains("\\u001b"),
        "{shown}"
    );
}

#[test]
fn tokens_of_the_wrong_kind_are_not_ready() {
    let simulator = support::simulator();
    let app = app(&simulator, secret());
    for (kind, code) in [
        (FaultKind::Unsigned, FindingCode::TokenUnsigned),
        (FaultKind::Delegated, FindingCode::DelegatedToken),
        (FaultKind::WrongAudience, FindingCode::AudienceMismatch),
        (FaultKind::WrongApp, FindingCode::AppIdMismatch),
        (FaultKind::Expired, FindingCode::TokenExpired),
    ] {
        assert!(simulator.set_faults("contoso.com", vec![support::fault(kind)]));
        let event = token(&app, "contoso.com").unwrap();
        assert_eq!(event.verdict, Verdict::NotReady, "{kind:?}");
        assert!(
            event.findings.iter().any(|finding| finding.code == code),
            "{kind:?}"
        );
    }
}

#[test]
fn trust_and_connection() {
    let simulator = support::simulator();
    let code = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut options = options(&simulator);
        change(&mut options);
        token(&app_with(options, secret()), "contoso.com")
            .unwrap_err()
            .code
    };
    assert_eq!(
        code(&|options| options["certificateAuthorityPem"] = support::text("root.crt").into()),
        ErrorCode::UntrustedServer
    );
    assert_eq!(
        code(&|options| {
            options
                .as_object_mut()
                .unwrap()
                .remove("certificateAuthorityPem");
        }),
        ErrorCode::UntrustedServer
    );
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    assert_eq!(
        code(&|options| options["authority"] = format!("https://localhost:{closed}").into()),
        ErrorCode::ConnectFailed
    );
    assert_eq!(
        code(&|options| options["authority"] = "https://no-such-host.invalid".into()),
        ErrorCode::HostNotFound
    );

    // TLS to something that speaks none.
    let plain = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = plain.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in plain.incoming().take(4) {
            let _ = std::io::Write::write_all(
                &mut stream.unwrap(),
                b"HTTP/1.1 400 Bad Request\r\n\r\n",
            );
        }
    });
    let tls = code(&|options| options["authority"] = format!("https://localhost:{port}").into());
    assert!(
        [ErrorCode::TlsFailed, ErrorCode::ConnectionLost].contains(&tls),
        "{tls:?}"
    );

    assert!(simulator.set_faults("contoso.com", vec![support::fault(FaultKind::Stall)]));
    let began = Instant::now();
    assert_eq!(
        code(&|options| options["timeoutMs"] = 300.into()),
        ErrorCode::Timeout
    );
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_set_gives_each_its_own_result_and_nothing_crosses() {
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
fn cancelled_work_leaves_nothing_in_flight() {
    let simulator = support::simulator();
    let app = app(&simulator, secret());
    assert!(simulator.set_faults("contoso.com", vec![support::fault(FaultKind::Stall)]));
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
