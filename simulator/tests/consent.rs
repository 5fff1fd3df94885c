//! Tests the consent pages: their effect on the tenant, and the answer in the redirect.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use std::collections::HashMap;

use entra_sim::{Cloud, Config, Consent, Simulator, scenario};
use serde_json::json;
use support::{APP, Answer, Pair, post, send, with_secret};

const REDIRECT: &str = "https://localhost/cb";
const WITH_QUERY: &str = "https://partner.example/consent?from=entra";
const NORTHWIND: &str = "northwind.onmicrosoft.com";
const EXCHANGE: &str = "https://outlook.office365.com/.default";

fn config() -> Config {
    let mut config = support::config(&Pair::make());
    config.apps[0].redirect_uris = vec![REDIRECT.to_owned(), WITH_QUERY.to_owned()];
    config
}

fn start(change: impl FnOnce(&mut Config)) -> Simulator {
    let mut config = config();
    change(&mut config);
    Simulator::start(&config).unwrap()
}

fn open(simulator: &Simulator, path: &str, query: &[(&str, &str)]) -> Answer {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(query)
        .finish();
    send(simulator, |client, authority| {
        client.get(format!("{authority}/{path}?{query}"))
    })
    .unwrap()
}

const V2: [(&str, &str); 4] = [
    ("client_id", APP),
    ("scope", EXCHANGE),
    ("redirect_uri", REDIRECT),
    ("state", "s&1 ü"),
];

/// Returns the query with one parameter changed or added, or removed if `None`.
fn with_field<'a>(name: &'a str, value: Option<&'a str>) -> Vec<(&'a str, &'a str)> {
    support::with_field(V2.to_vec(), name, value)
}

/// Returns the parameters of a redirect to this address.
fn redirect_parameters(answer: &Answer, redirect: &str, joint: char) -> HashMap<String, String> {
    assert_eq!(answer.status, 302, "{answer:?}");
    let location = answer.headers["location"].to_str().unwrap();
    let query = location
        .strip_prefix(redirect)
        .and_then(|rest| rest.strip_prefix(joint))
        .unwrap_or_else(|| panic!("{location}"));
    let mut values = HashMap::new();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()).into_owned() {
        assert!(values.insert(name.clone(), value).is_none(), "{name} twice");
    }
    values
}

/// Asserts that the page shows this code and doesn't redirect.
fn shows(simulator: &Simulator, answer: &Answer, code: u32) {
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(!answer.headers.contains_key("location"));
    let kind = answer.headers["content-type"].to_str().unwrap();
    assert!(kind.starts_with("text/html"), "{kind}");
    assert!(
        answer.text.contains(&format!("AADSTS{code}: ")),
        "{code}: {}",
        answer.text
    );
    assert_eq!(simulator.requests().last().unwrap().aadsts, Some(code));
}

/// Returns whether the tenant has a service principal of the app.
fn consented(simulator: &Simulator, tenant: &str) -> bool {
    match post(simulator, tenant, &with_secret()).code() {
        0 => true,
        7_000_229 => false,
        other => panic!("{other}"),
    }
}

#[test]
fn the_v2_form_creates_the_service_principal() {
    let simulator = start(|_| {});
    assert!(!consented(&simulator, NORTHWIND));
    let path = format!("{NORTHWIND}/v2.0/adminconsent");
    let first = redirect_parameters(&open(&simulator, &path, &V2), REDIRECT, '?');
    let wanted = [
        ("admin_consent", "True".to_owned()),
        ("tenant", scenario::tenant_id(5).to_string()),
        ("state", "s&1 ü".to_owned()),
        ("scope", EXCHANGE.to_owned()),
    ];
    let wanted = wanted.map(|(name, value)| (name.to_owned(), value));
    assert_eq!(first, HashMap::from(wanted));
    let claims = || post(&simulator, NORTHWIND, &with_secret()).claims();
    let before = claims();
    assert_eq!(before["roles"], json!([scenario::MANAGE_AS_APP]));
    open(&simulator, &path, &V2);
    assert_eq!(claims()["oid"], before["oid"], "made once only");
    let logged = &simulator.requests()[1];
    assert_eq!(logged.client_id.as_deref(), Some(APP));
    assert_eq!(logged.scope.as_deref(), Some(EXCHANGE));
    assert_eq!((logged.status, logged.aadsts), (Some(302), None));
}

#[test]
fn consent_sets_the_roles_that_the_registration_lists() {
    let simulator = start(|config| {
        config.apps[0].requested_roles =
            Some(vec!["full_access_as_app".to_owned(), "More".to_owned()]);
    });
    open(&simulator, "contoso.com/v2.0/adminconsent", &V2);
    let claims = post(&simulator, "contoso.com", &with_secret()).claims();
    assert_eq!(claims["roles"], json!(["full_access_as_app", "More"]));
    let wids = claims["wids"].as_array().unwrap();
    assert!(wids.contains(&json!(scenario::EXCHANGE_ADMINISTRATOR)));
    let oid = claims["oid"].as_str().unwrap();
    assert_eq!(oid, "0b1e0001-2222-4333-9444-000000000001", "as it was");
}

#[test]
fn the_v1_form_requests_all_permissions_and_accepts_common() {
    let simulator = start(|_| {});
    let query = [
        ("client_id", APP),
        ("redirect_uri", REDIRECT),
        ("state", "1"),
        ("login_hint", "admin@northwind.com"),
    ];
    let values = redirect_parameters(
        &open(&simulator, "common/adminconsent", &query),
        REDIRECT,
        '?',
    );
    assert_eq!(values["tenant"], scenario::tenant_id(5).to_string());
    assert_eq!(
        (values["admin_consent"].as_str(), values["state"].as_str()),
        ("True", "1")
    );
    assert!(!values.contains_key("scope"));
    assert!(consented(&simulator, NORTHWIND));
}

#[test]
fn the_authorize_form_answers_with_a_form_post() {
    let simulator = start(|_| {});
    let query = |mode: &'static str| {
        let mut query = vec![
            ("client_id", APP),
            ("response_type", "code"),
            ("prompt", "admin_consent"),
            ("scope", "openid profile"),
            ("redirect_uri", REDIRECT),
            ("state", "<\"&'>"),
        ];
        query.push(("response_mode", mode));
        query
    };
    let path = format!("{}/oauth2/authorize", scenario::tenant_id(5));
    let page = open(&simulator, &path, &query("form_post"));
    assert_eq!(page.status, 200);
    assert!(!page.headers.contains_key("location"));
    for part in [
        "<form method=\"POST\" name=\"hiddenform\" action=\"https://localhost/cb\">",
        "<input type=\"hidden\" name=\"admin_consent\" value=\"True\" />",
        "<input type=\"hidden\" name=\"state\" value=\"&lt;&quot;&amp;&#39;&gt;\" />",
        "<input type=\"hidden\" name=\"code\" value=\"",
        "document.forms[0].submit()",
    ] {
        assert!(page.text.contains(part), "{part}: {}", page.text);
    }
    assert!(consented(&simulator, NORTHWIND));
    assert!(
        redirect_parameters(&open(&simulator, &path, &query("")), REDIRECT, '?')
            .contains_key("code")
    );
    let fragment = open(&simulator, &path, &query("fragment"));
    assert_eq!(
        redirect_parameters(&fragment, REDIRECT, '#')["state"],
        "<\"&'>"
    );
    shows(
        &simulator,
        &open(&simulator, &path, &query("web_message")),
        70_007,
    );
    let with_field = |name, value| support::with_field(query("query"), name, value);
    shows(
        &simulator,
        &open(&simulator, &path, &with_field("prompt", None)),
        90_100,
    );
    shows(
        &simulator,
        &open(&simulator, &path, &with_field("prompt", Some("consent"))),
        90_100,
    );
    shows(
        &simulator,
        &open(&simulator, &path, &with_field("response_type", None)),
        900_144,
    );
}

#[test]
fn refused_requests_change_nothing() {
    let simulator = start(|_| {});
    let path = format!("{NORTHWIND}/v2.0/adminconsent");
    let page = |query: &[(&str, &str)], code| {
        shows(&simulator, &open(&simulator, &path, query), code);
        assert!(!consented(&simulator, NORTHWIND), "{code}");
    };
    page(&with_field("client_id", None), 900_144);
    page(&with_field("client_id", Some("")), 900_144);
    page(&with_field("scope", None), 900_144);
    page(&with_field("client_id", Some("my app")), 700_016);
    page(
        &with_field("client_id", Some("00000000-1111-4222-8333-444444444444")),
        700_016,
    );
    for other in [
        "https://localhost/CB",
        "https://localhost/cb/",
        "https://localhost:443/cb",
        "http://localhost/cb",
        "https://partner.example/consent",
    ] {
        page(&with_field("redirect_uri", Some(other)), 50_011);
    }
    page(
        &with_field("scope", Some("https://unknown.example/.default")),
        500_011,
    );
    let mut twice = V2.to_vec();
    twice.push(("state", "2"));
    page(&twice, 9_000_411);
    let script = open(
        &simulator,
        &path,
        &with_field("client_id", Some("<script>")),
    );
    assert!(!script.text.contains("<script>"));
}

#[test]
fn the_tenant_in_the_path_is_resolved() {
    let simulator = start(|_| {});
    let page = |tenant: &str, form: &str, code| {
        shows(
            &simulator,
            &open(&simulator, &format!("{tenant}/{form}"), &V2),
            code,
        );
    };
    page("common", "v2.0/adminconsent", 90_130);
    page("Consumers", "adminconsent", 90_130);
    page("nobody.com", "v2.0/adminconsent", 90_002);
    page("bad_name", "v2.0/adminconsent", 900_023);
    page(
        "00000000-0000-0000-0000-000000000000",
        "adminconsent",
        900_021,
    );
    page("organizations", "v2.0/adminconsent", 50_058);
    page("common", "adminconsent", 50_058);
    let path = "organizations/v2.0/adminconsent";
    let hint = |hint| open(&simulator, path, &with_field("login_hint", Some(hint)));
    shows(&simulator, &hint("admin"), 50_058);
    shows(&simulator, &hint("admin@nobody.com"), 90_002);
    assert!(!consented(&simulator, NORTHWIND));
    let values = redirect_parameters(&hint("admin@Northwind.com"), REDIRECT, '?');
    assert_eq!(values["tenant"], scenario::tenant_id(5).to_string());
    assert!(consented(&simulator, NORTHWIND));
}

#[test]
fn the_answer_goes_to_the_redirect_uri() {
    let simulator = start(|_| {});
    let path = format!("{NORTHWIND}/v2.0/adminconsent");
    let own = open(
        &simulator,
        &path,
        &with_field("redirect_uri", Some(WITH_QUERY)),
    );
    assert_eq!(
        redirect_parameters(&own, WITH_QUERY, '&')["admin_consent"],
        "True"
    );
    let first = open(&simulator, &path, &with_field("redirect_uri", None));
    assert_eq!(redirect_parameters(&first, REDIRECT, '?')["state"], "s&1 ü");
    let stateless = open(&simulator, &path, &with_field("state", None));
    assert!(!redirect_parameters(&stateless, REDIRECT, '?').contains_key("state"));
}

#[test]
fn only_the_port_of_localhost_may_differ() {
    let simulator = start(|config| {
        config.apps[0].redirect_uris = vec!["http://localhost".to_owned()];
    });
    let path = format!("{NORTHWIND}/v2.0/adminconsent");
    let at = |redirect| {
        open(
            &simulator,
            &path,
            &with_field("redirect_uri", Some(redirect)),
        )
    };
    for good in ["http://localhost", "http://localhost:8400"] {
        assert_eq!(
            redirect_parameters(&at(good), good, '?')["admin_consent"],
            "True"
        );
    }
    for bad in [
        "http://localhost:8400/",
        "http://localhost:80@evil.example",
        "http://localhost.evil.example",
        "https://localhost",
        "http://127.0.0.1",
    ] {
        shows(&simulator, &at(bad), 50_011);
    }
}

#[test]
fn without_a_registered_redirect_uri_the_consent_is_recorded_anyway() {
    let simulator = start(|config| config.apps[0].redirect_uris.clear());
    for form in ["v2.0/adminconsent", "adminconsent"] {
        let answer = open(&simulator, &format!("{NORTHWIND}/{form}"), &V2);
        shows(&simulator, &answer, 500_113);
        assert!(consented(&simulator, NORTHWIND));
    }
    let declining = start(|config| {
        config.apps[0].redirect_uris.clear();
        config.tenants[4].consent = Consent::Declines;
    });
    shows(
        &declining,
        &open(&declining, &format!("{NORTHWIND}/adminconsent"), &V2),
        500_113,
    );
    assert!(!consented(&declining, NORTHWIND));
}

#[test]
fn a_declined_consent_is_an_error_and_records_nothing() {
    let simulator = start(|config| config.tenants[4].consent = Consent::Declines);
    let answer = open(&simulator, &format!("{NORTHWIND}/v2.0/adminconsent"), &V2);
    let values = redirect_parameters(&answer, REDIRECT, '?');
    assert_eq!(values["error"], "access_denied");
    assert_eq!(values["error_subcode"], "cancel");
    let description = &values["error_description"];
    assert!(
        description
            .starts_with("AADSTS65004: User declined to consent to access the app.\r\nTrace ID: ")
    );
    assert_eq!(
        (values["admin_consent"].as_str(), values["state"].as_str()),
        ("True", "s&1 ü")
    );
    assert!(!values.contains_key("tenant"));
    assert_eq!(simulator.requests()[0].aadsts, Some(65_004));
    assert!(!consented(&simulator, NORTHWIND));
}

#[test]
fn the_scope_belongs_to_the_tenants_cloud_and_only_default_grants_roles() {
    let simulator = start(|config| config.tenants[4].cloud = Cloud::named("GCCHigh"));
    let path = format!("{NORTHWIND}/v2.0/adminconsent");
    let ask = |scope| open(&simulator, &path, &with_field("scope", Some(scope)));
    shows(&simulator, &ask(EXCHANGE), 500_011);
    let high = "https://outlook.office365.us/.default";
    let form = support::with_field(with_secret(), "scope", Some(high));
    let roles = || {
        post(&simulator, NORTHWIND, &form)
            .claims()
            .get("roles")
            .cloned()
    };
    redirect_parameters(
        &ask("openid https://outlook.office365.us/Mail.Read"),
        REDIRECT,
        '?',
    );
    assert_eq!(roles(), None, "delegated permissions only");
    redirect_parameters(&ask(high), REDIRECT, '?');
    assert_eq!(roles(), Some(json!([scenario::MANAGE_AS_APP])));
}

#[test]
fn only_get_is_accepted() {
    let simulator = start(|_| {});
    for path in ["v2.0/adminconsent", "adminconsent", "oauth2/authorize"] {
        let answer = send(&simulator, |client, authority| {
            client.post(format!("{authority}/{NORTHWIND}/{path}"))
        })
        .unwrap();
        assert_eq!(answer.status, 404);
    }
}
