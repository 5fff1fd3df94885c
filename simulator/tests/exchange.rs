//! Tests authorization and request checks of the Exchange endpoint.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use entra_sim::{Cloud, FaultKind, ServicePrincipal, Simulator, Tenant, scenario};
use serde_json::{Value, json};
use support::exchange::{Invoke, invoke, text, token, token_for};
use support::{APP, Answer, Pair, TENANT, config, send, simulator};

const PROBE: &str = "Get-AcceptedDomain";

/// Asserts that the token was refused. Returns the value of `x-ms-diagnostics`.
fn refused_with(answer: &Answer) -> String {
    assert_eq!(
        (answer.status, answer.text.as_str()),
        (401, ""),
        "{answer:?}"
    );
    let challenge = answer.headers["www-authenticate"].to_str().unwrap();
    assert!(challenge.starts_with("Bearer ") && challenge.contains("error=\"invalid_token\""));
    answer.headers["x-ms-diagnostics"]
        .to_str()
        .unwrap()
        .to_owned()
}

#[test]
fn each_scenario_gets_its_status() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let ready = invoke(&simulator, TENANT, PROBE);
    assert_eq!(ready.status, 200, "{}", ready.text);
    assert!(ready.headers.contains_key("request-id"));

    let no_app_role = invoke(&simulator, "fabrikam.com", PROBE);
    assert_eq!(no_app_role.status, 401);
    assert!(no_app_role.headers.contains_key("www-authenticate"));
    assert_eq!(text(&no_app_role), "UnAuthorized");

    for tenant in ["tailspin.com", "wingtip.com"] {
        let no_role = invoke(&simulator, tenant, PROBE);
        assert_eq!(no_role.status, 403, "{tenant}");
        assert_eq!(
            text(&no_role),
            format!(
                "The role assigned to application {APP} isn't supported in this scenario. Please check online documentation for assigning correct Directory Roles to Azure AD Application for EXO App-Only Authentication."
            )
        );
    }
    assert_eq!(invoke(&simulator, "litware.com", PROBE).status, 200);
}

#[test]
fn claims_are_read_from_the_token_and_role_groups_from_the_tenant() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let old = token(&simulator, "tailspin.com");
    let put = |principal: ServicePrincipal| {
        simulator.put_tenant(Tenant {
            id: scenario::tenant_id(3),
            domains: vec!["tailspin.com".to_owned()],
            service_principals: vec![principal],
            ..Tenant::default()
        });
    };
    let status = |token: &str| {
        Invoke::new("tailspin.com", token, PROBE)
            .answer(&simulator)
            .status
    };
    let roles = &[scenario::MANAGE_AS_APP];
    put(scenario::principal(
        3,
        roles,
        &[scenario::EXCHANGE_ADMINISTRATOR],
    ));
    assert_eq!(
        status(&old),
        403,
        "the directory role is not in the old token"
    );
    assert_eq!(status(&token(&simulator, "tailspin.com")), 200);
    let group = vec!["Recipient Management".to_owned()];
    put(ServicePrincipal {
        role_groups: group.clone(),
        ..scenario::principal(3, &[], &[])
    });
    assert_eq!(status(&old), 200, "the role group is seen at once");
    put(ServicePrincipal {
        object_id: scenario::tenant_id(3),
        role_groups: group,
        ..scenario::principal(3, roles, &[])
    });
    assert_eq!(status(&old), 403, "the role group of another object");
}

#[test]
fn each_supported_directory_role_gives_access() {
    let pair = Pair::make();
    let mut config = config(&pair);
    for (wid, exchange, compliance) in [
        ("17315797-102d-40b4-93e0-432062caca18", 200, 200),
        ("29232cdf-9323-42fd-ade2-1d097af3e4de", 200, 403),
        ("31392ffb-586c-42d1-9346-e59415a2cc4e", 200, 403),
        ("62e90394-69f5-4237-9190-012177145e10", 200, 200),
        ("f2ef992c-3afb-46b9-b7cf-a126ee74c451", 200, 200),
        ("729827e3-9c14-49f7-bb1b-9608f156bbb8", 200, 403),
        ("194ae4cb-b126-40b2-bd5b-6091b380977d", 200, 200),
        ("5d6b6bb7-de71-4623-b4af-96380a352509", 200, 200),
        (scenario::TEAMS_ADMINISTRATOR, 403, 403),
    ] {
        config.tenants[0].service_principals[0].wids = vec![wid.to_owned()];
        let simulator = Simulator::start(&config).unwrap();
        let status = |scope| {
            let token = token_for(&simulator, TENANT, scope);
            Invoke::new(TENANT, &token, PROBE).answer(&simulator).status
        };
        assert_eq!(status(support::SCOPE), exchange, "{wid}");
        assert_eq!(
            status("https://ps.compliance.protection.outlook.com/.default"),
            compliance,
            "{wid}"
        );
    }
}

#[test]
fn invalid_tokens_are_refused() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let good = token(&simulator, TENANT);
    let with = |token: &str| Invoke::new(TENANT, token, PROBE).answer(&simulator);
    assert!(refused_with(&with("")).contains("no bearer token"));
    assert!(refused_with(&with("a.b.c")).contains("can not be parsed"));
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let flipped = if signature.starts_with('A') { 'B' } else { 'A' };
    let forged = format!("{signed}.{flipped}{}", &signature[1..]);
    assert!(refused_with(&with(&forged)).contains("signature"));
    assert!(refused_with(&with(&format!("{signed}."))).contains("signature"));
    for (kind, reason) in [
        (FaultKind::Unsigned, "signature"),
        (FaultKind::Expired, "expired"),
        (FaultKind::WrongTenant, "tenant"),
        (FaultKind::WrongAudience, "https://management.azure.com"),
        (FaultKind::Delegated, "user"),
    ] {
        assert!(simulator.set_faults(TENANT, vec![support::fault(kind)]));
        let diagnostics = refused_with(&with(&token(&simulator, TENANT)));
        assert!(diagnostics.contains(reason), "{kind:?} {diagnostics}");
    }
    let elsewhere = |tenant: &str| Invoke::new(tenant, &good, PROBE).answer(&simulator);
    assert!(refused_with(&elsewhere("litware.com")).contains("tenant"));
    assert!(refused_with(&elsewhere("nobody.com")).contains("tenant"));
    for spelled in ["CONTOSO.com", &scenario::tenant_id(1).to_string()] {
        assert_eq!(elsewhere(spelled).status, 200, "{spelled}");
    }
    let bare = send(&simulator, |client, authority| {
        client
            .post(format!("{authority}/adminapi/beta/{TENANT}/InvokeCommand"))
            .basic_auth("user", Some("password"))
    })
    .unwrap();
    assert!(refused_with(&bare).contains("no bearer token"));
}

#[test]
fn the_audience_belongs_to_the_tenants_cloud() {
    let pair = Pair::make();
    let mut config = config(&pair);
    let (high, graph) = (
        "https://outlook.office365.us/.default",
        "https://graph.microsoft.us/.default",
    );
    config.tenants[0].cloud = Cloud::named("GCCHigh");
    let simulator = Simulator::start(&config).unwrap();
    let with = |token: &str| Invoke::new(TENANT, token, PROBE).answer(&simulator);
    let high_token = token_for(&simulator, TENANT, high);
    let graph_token = token_for(&simulator, TENANT, graph);
    let by_id = token_for(
        &simulator,
        TENANT,
        "00000002-0000-0ff1-ce00-000000000000/.default",
    );
    assert_eq!(with(&high_token).status, 200);
    assert_eq!(with(&by_id).status, 200);
    assert!(refused_with(&with(&graph_token)).contains("invalid_resource"));
    config.tenants[0].cloud = Cloud::named("DoD");
    simulator.put_tenant(config.tenants[0].clone());
    assert!(refused_with(&with(&high_token)).contains("outlook.office365.us"));
}

#[test]
fn malformed_requests_are_refused() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let token = token(&simulator, TENANT);
    let url = |authority: &str| format!("{authority}/adminapi/beta/{TENANT}/InvokeCommand");
    let get = send(&simulator, |client, authority| client.get(url(authority))).unwrap();
    assert_eq!(
        (get.status, &get.json()["error"]["code"]),
        (405, &json!("MethodNotAllowed"))
    );
    let plain = send(&simulator, |client, authority| {
        client
            .post(url(authority))
            .bearer_auth(&token)
            .body(json!({"CmdletInput": {"CmdletName": PROBE, "Parameters": {}}}).to_string())
    })
    .unwrap();
    assert_eq!(plain.status, 415);
    for body in [
        Value::Null,
        json!({}),
        json!({"CmdletInput": {"CmdletName": PROBE}}),
        json!({"CmdletInput": {"CmdletName": PROBE, "Parameters": []}}),
        json!({"CmdletInput": {"CmdletName": PROBE, "Parameters": {}}, "more": 1}),
        json!({"cmdletInput": {"CmdletName": PROBE, "Parameters": {}}}),
    ] {
        let mut invoke = Invoke::new(TENANT, &token, PROBE);
        invoke.body = body.clone();
        assert_eq!(invoke.answer(&simulator).status, 400, "{body}");
    }
    let v2 = Invoke {
        path: format!("/adminapi/v2.0/{TENANT}/AcceptedDomain"),
        ..Invoke::new(TENANT, &token, PROBE)
    };
    assert_eq!(v2.answer(&simulator).status, 404);
}
