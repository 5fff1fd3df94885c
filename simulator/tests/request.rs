//! Tests each check of a token request with a request that fails only this check.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use entra_sim::{Simulator, scenario};
use support::{
    APP, Assertion, Pair, TENANT, post, post_basic, send, simulator, with_assertion, with_basic,
    with_field, with_secret,
};

#[test]
fn form_fields_are_checked() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let code =
        |name, value| post(&simulator, TENANT, &with_field(with_secret(), name, value)).code();
    for field in ["client_id", "grant_type", "scope"] {
        assert_eq!(code(field, None), 900_144, "{field}");
        assert_eq!(code(field, Some("")), 900_144, "{field}");
    }
    assert_eq!(code("grant_type", Some("password")), 70_003);
    assert_eq!(
        code("resource", Some("https://outlook.office365.com")),
        901_002
    );
    assert_eq!(
        code(
            "scope",
            Some("https://outlook.office365.com/.default https://graph.microsoft.com/.default")
        ),
        70_011
    );
    assert_eq!(
        code("scope", Some("https://outlook.office365.com/Mail.Read")),
        1_002_012
    );
    assert_eq!(
        code("scope", Some("https://unknown.example/.default")),
        500_011
    );
    assert_eq!(
        code("client_id", Some("00000000-1111-4222-8333-444444444444")),
        700_016
    );
    assert_eq!(code("client_id", Some("my app")), 700_016);
    assert_eq!(code("client_secret", None), 7_000_216);
    assert_eq!(code("client_secret", Some("wrong")), 7_000_215);
    assert_eq!(code("client_assertion", Some("a.b.c")), 90_100);
    assert_eq!(code("nothing", None), 0);

    let mut twice = with_secret();
    twice.push(("scope", support::SCOPE));
    assert_eq!(post(&simulator, TENANT, &twice).code(), 90_100);

    let mut assertion = with_field(with_secret(), "client_secret", None);
    assertion.push(("client_assertion", "a.b.c"));
    assert_eq!(post(&simulator, TENANT, &assertion).code(), 900_144);
    assertion.push(("client_assertion_type", "saml2"));
    assert_eq!(post(&simulator, TENANT, &assertion).code(), 90_100);
}

#[test]
fn method_and_content_type_are_checked() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let url = |authority: &str| format!("{authority}/{TENANT}/oauth2/v2.0/token");
    let get = send(&simulator, |client, authority| client.get(url(authority))).unwrap();
    assert_eq!(get.code(), 900_561);
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(with_secret())
        .finish();
    let json = send(&simulator, |client, authority| {
        client
            .post(url(authority))
            .header("content-type", "application/json")
            .body(body.clone())
    })
    .unwrap();
    assert_eq!(json.code(), 900_144);
    let charset = send(&simulator, |client, authority| {
        client
            .post(url(authority))
            .header(
                "content-type",
                "application/x-www-form-urlencoded; charset=utf-8",
            )
            .body(body.clone())
    })
    .unwrap();
    assert_eq!(charset.status, 200);
}

#[test]
fn the_tenant_in_the_path_is_checked() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let code = |tenant: &str| post(&simulator, tenant, &with_secret()).code();
    for name in ["common", "organizations", "consumers", "Common"] {
        assert_eq!(code(name), 50_059, "{name}");
    }
    assert_eq!(code("contoso"), 900_023);
    assert_eq!(code("con%20toso.com"), 900_023);
    assert_eq!(code("00000000-0000-0000-0000-000000000000"), 900_021);
    assert_eq!(code("nobody.onmicrosoft.com"), 90_002);
    assert_eq!(code("99999999-1111-4222-8333-444444444444"), 90_002);
    assert_eq!(code("northwind.onmicrosoft.com"), 7_000_229);
    assert_eq!(code("adatum.com"), 7_000_112);
    for spelled in [
        "contoso.com",
        "CONTOSO.onmicrosoft.com",
        &scenario::tenant_id(1).to_string(),
    ] {
        assert_eq!(code(spelled), 0, "{spelled}");
    }
}

#[test]
fn client_secrets_are_checked() {
    let pair = Pair::make();
    let mut config = support::config(&pair);
    config.apps[0].secrets.push(entra_sim::Secret {
        value: "old secret+&=ü".to_owned(),
        expires: Some(time::OffsetDateTime::UNIX_EPOCH),
    });
    let simulator = Simulator::start(&config).unwrap();
    let old = post(
        &simulator,
        TENANT,
        &with_field(with_secret(), "client_secret", Some("old secret+&=ü")),
    );
    assert_eq!((old.status, old.code()), (401, 7_000_222));
    assert_eq!(
        post(&simulator, TENANT, &with_secret()).claims()["appidacr"],
        "1"
    );
}

#[test]
fn http_basic_is_accepted_as_a_credential() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let whole = format!("{APP}:{}", scenario::SECRET);
    let code = |credential: &str, form: &[(&str, &str)]| {
        let answer = post_basic(&simulator, credential, form);
        assert_eq!(answer.status == 200, answer.code() == 0, "{answer:?}");
        answer.code()
    };
    assert_eq!(code(&whole, &with_basic()), 0);
    assert_eq!(code(&format!("{APP}:wrong"), &with_basic()), 7_000_215);
    assert_eq!(code(&format!("{whole}&x"), &with_basic()), 7_000_215);

    // Only one credential may be sent, whichever of the two is valid.
    assert_eq!(code(&whole, &with_secret()), 90_100);
    assert_eq!(code(&format!("{APP}:wrong"), &with_secret()), 90_100);
    let assertion = Assertion::valid(&pair, &simulator).sign(&pair.key());
    assert_eq!(code(&whole, &with_assertion(&assertion)), 90_100);

    // An empty credential is treated as absent, in the form and in HTTP Basic.
    let form = with_field(with_secret(), "client_secret", Some(""));
    assert_eq!(code(&whole, &form), 0);
    let form = with_field(with_secret(), "client_id", Some(""));
    assert_eq!(code(&whole, &with_field(form, "client_secret", None)), 0);
    assert_eq!(code(&format!("{APP}:"), &with_secret()), 0);
    assert_eq!(code(&format!("{APP}:"), &with_basic()), 7_000_216);
    assert_eq!(code(":", &with_basic()), 900_144);
}

#[test]
fn http_basic_and_the_form_must_name_the_same_client() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let form = with_field(with_secret(), "client_secret", None);
    let code =
        |id: &str| post_basic(&simulator, &format!("{id}:{}", scenario::SECRET), &form).code();
    assert_eq!(code(APP), 0);
    assert_eq!(code(&APP.to_uppercase()), 0);
    assert_eq!(code("00000000-1111-4222-8333-444444444444"), 700_016);
    assert_eq!(code(""), 700_016);
}

#[test]
fn a_form_with_too_many_fields_is_refused() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let names: Vec<String> = (0..1_000).map(|number| format!("x{number}")).collect();
    let with = |extra: usize| {
        let mut form = with_secret();
        form.extend(names[..extra].iter().map(|name| (name.as_str(), "")));
        form
    };
    let own = with_secret().len();
    assert_eq!(post(&simulator, TENANT, &with(1_000 - own)).status, 200);
    let more = post(&simulator, TENANT, &with(1_001 - own));
    assert_eq!((more.status, more.code()), (400, 900_144));
    let mut twice = with(1_000 - own);
    twice.push(("x7", ""));
    assert_eq!(post(&simulator, TENANT, &twice).code(), 90_100);
}

#[test]
fn paths_are_not_normalized() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    for path in [
        "/contoso.onmicrosoft.com/oauth2/v2.0/token/",
        "//contoso.onmicrosoft.com/oauth2/v2.0/token",
        "/contoso.onmicrosoft.com//oauth2/v2.0/token",
        "//oauth2/v2.0/token",
        "/contoso.onmicrosoft.com/oauth2/token/",
        "/contoso.com/v2.0/.well-known/openid-configuration/",
        "//common/discovery/instance",
    ] {
        for method in [reqwest::Method::POST, reqwest::Method::GET] {
            let answer = send(&simulator, |client, authority| {
                client
                    .request(method.clone(), format!("{authority}{path}"))
                    .header("content-type", "application/x-www-form-urlencoded")
                    .body(
                        url::form_urlencoded::Serializer::new(String::new())
                            .extend_pairs(with_secret())
                            .finish(),
                    )
            })
            .unwrap();
            let got = (answer.status, answer.text.as_str());
            assert_eq!(got, (404, ""), "{method} {path}");
        }
    }
}

#[test]
fn the_error_body_is_complete_and_repeats_the_client_request_id() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let id = "11112222-3333-4444-8555-666677778888";
    let answer = send(&simulator, |client, authority| {
        client
            .post(format!("{authority}/{TENANT}/oauth2/v2.0/token"))
            .header("client-request-id", id)
            .header("return-client-request-id", "true")
    })
    .unwrap();
    let body = answer.json();
    assert_eq!(
        (answer.status, &body["error"]),
        (400, &"invalid_request".into())
    );
    assert_eq!(body["correlation_id"], id);
    assert_eq!(answer.headers["client-request-id"], id);
    assert!(body["trace_id"].is_string() && body["timestamp"].is_string());
    let text = body["error_description"].as_str().unwrap();
    assert!(
        text.starts_with("AADSTS900144: ") && text.contains(id),
        "{text}"
    );
    assert_eq!(
        simulator.requests()[0].client_request_id.as_deref(),
        Some(id)
    );
}

#[test]
fn the_v1_endpoint_accepts_resource() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let answer = send(&simulator, |client, authority| {
        client
            .post(format!("{authority}/{TENANT}/oauth2/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("client_id={APP}&grant_type=client_credentials&resource=https%3A%2F%2Foutlook.office365.com&client_secret={}", scenario::SECRET))
    })
    .unwrap();
    assert_eq!(answer.claims()["aud"], "https://outlook.office365.com");
}

#[test]
fn the_log_contains_no_secret() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    post(&simulator, TENANT, &with_secret());
    let assertion = support::Assertion::valid(&pair, &simulator).sign(&pair.key());
    post(&simulator, TENANT, &support::with_assertion(&assertion));
    let log = send(&simulator, |client, authority| {
        client.get(format!("{authority}/_sim/requests"))
    })
    .unwrap();
    assert_eq!(log.json().as_array().unwrap().len(), 2);
    assert!(!log.text.contains(scenario::SECRET));
    assert!(!log.text.contains(assertion.rsplit('.').next().unwrap()));
}
