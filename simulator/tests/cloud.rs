//! Tests the documents and the resources of tenants in each cloud.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use entra_sim::{Cloud, Simulator, Tenant, scenario};
use serde_json::{Value, json};
use support::{Pair, TENANT, config, post, send, with_field, with_secret};

/// Starts the scenarios with a changed contoso.
fn with(change: impl FnOnce(&mut Tenant)) -> Simulator {
    let mut config = config(&Pair::make());
    change(&mut config.tenants[0]);
    Simulator::start(&config).unwrap()
}

fn document(simulator: &Simulator, path: &str) -> Value {
    send(simulator, |client, authority| {
        client.get(format!(
            "{authority}/{path}/.well-known/openid-configuration"
        ))
    })
    .unwrap()
    .json()
}

#[test]
fn each_cloud_has_its_hosts_and_regions() {
    let rows = [
        (
            "Worldwide",
            "login.microsoftonline.com",
            "graph.microsoft.com",
            "EU",
            None,
        ),
        (
            "GCC",
            "login.microsoftonline.com",
            "graph.microsoft.com",
            "NA",
            Some("GCC"),
        ),
        (
            "GCCHigh",
            "login.microsoftonline.us",
            "graph.microsoft.us",
            "USGov",
            Some("DODCON"),
        ),
        (
            "DoD",
            "login.microsoftonline.us",
            "dod-graph.microsoft.us",
            "USGov",
            Some("DOD"),
        ),
        (
            "China",
            "login.partner.microsoftonline.cn",
            "microsoftgraph.chinacloudapi.cn",
            "AS",
            None,
        ),
        (
            "Bleu",
            "login.sovcloud-identity.fr",
            "graph.svc.sovcloud.fr",
            "EU",
            None,
        ),
        (
            "Delos",
            "login.sovcloud-identity.de",
            "graph.svc.sovcloud.de",
            "EU",
            None,
        ),
        (
            "GovSG",
            "login.sovcloud-identity.sg",
            "graph.sovcloud-identity.sg",
            "AS",
            None,
        ),
        (
            "Germany",
            "login.microsoftonline.de",
            "graph.microsoft.de",
            "EU",
            None,
        ),
    ];
    let id = scenario::tenant_id(1);
    for (cloud, login, graph, region, sub_scope) in rows {
        let simulator = with(|tenant| tenant.cloud = Cloud::named(cloud));
        let found = document(&simulator, &format!("{TENANT}/v2.0"));
        for (name, rest) in [
            ("issuer", "v2.0"),
            ("token_endpoint", "oauth2/v2.0/token"),
            ("authorization_endpoint", "oauth2/v2.0/authorize"),
            ("jwks_uri", "discovery/v2.0/keys"),
        ] {
            assert_eq!(found[name], format!("https://{login}/{id}/{rest}"));
        }
        assert_eq!(found["msgraph_host"], graph, "{cloud:?}");
        assert_eq!(found["tenant_region_scope"], region, "{cloud:?}");
        assert_eq!(
            found.get("tenant_region_sub_scope"),
            sub_scope.map(Value::from).as_ref()
        );
        assert!(found["cloud_graph_host_name"].is_string());
        let instance = found["cloud_instance_name"].as_str().unwrap();
        assert_eq!(login, format!("login.{instance}"));
        let v1 = document(&simulator, TENANT);
        assert_eq!(
            v1["token_endpoint"],
            format!("https://{login}/{id}/oauth2/token")
        );
        assert_eq!(v1["issuer"], format!("https://sts.windows.net/{id}/"));
    }
}

#[test]
fn a_tenant_without_a_cloud_has_the_simulator_s_hosts() {
    let simulator = with(|_| {});
    let authority = simulator.authority();
    let found = document(&simulator, &format!("{TENANT}/v2.0"));
    let id = scenario::tenant_id(1);
    assert_eq!(found["issuer"], format!("{authority}/{id}/v2.0"));
    assert_eq!(found["tenant_region_scope"], "EU");
    assert!(found.get("msgraph_host").is_none());
}

#[test]
fn hosts_and_regions_can_be_configured() {
    let simulator = with(|tenant| {
        tenant.cloud = Cloud::named("GCCHigh");
        tenant.document_host = Some("login.elsewhere.test".to_owned());
        tenant.region_scope = Some("USG".to_owned());
        tenant.region_sub_scope = Some("NEW".to_owned());
    });
    let found = document(&simulator, &format!("{TENANT}/v2.0"));
    let issuer = found["issuer"].as_str().unwrap();
    assert!(
        issuer.starts_with("https://login.elsewhere.test/"),
        "{issuer}"
    );
    assert_eq!(found["tenant_region_scope"], "USG");
    assert_eq!(found["tenant_region_sub_scope"], "NEW");
    assert_eq!(
        post(
            &simulator,
            TENANT,
            &with_field(
                with_secret(),
                "scope",
                Some("https://outlook.office365.us/.default")
            )
        )
        .claims()["tenant_region_scope"],
        "USG"
    );
}

#[test]
fn a_tenant_has_the_resources_of_its_cloud_only() {
    let audiences = [
        (
            "https://outlook.office365.com",
            &["Worldwide", "GCC"][..],
            true,
        ),
        ("https://outlook.office.com", &["Worldwide", "GCC"], true),
        ("https://outlook.office365.us", &["GCCHigh"], true),
        ("https://outlook-dod.office365.us", &["DoD"], true),
        ("https://partner.outlook.cn", &["China"], true),
        ("https://outlook.office365.cn", &["China"], true),
        ("https://outlook.sovcloud.fr", &["Bleu"], true),
        ("https://outlook.sovcloud.de", &["Delos"], true),
        ("https://outlook.office.de", &["Germany"], true),
        (
            "https://ps.compliance.protection.outlook.com",
            &["Worldwide", "GCC"],
            true,
        ),
        (
            "https://ps.compliance.protection.office365.us",
            &["GCCHigh", "DoD"],
            true,
        ),
        (
            "https://ps.compliance.protection.partner.outlook.cn",
            &["China"],
            true,
        ),
        ("https://graph.microsoft.com", &["Worldwide", "GCC"], false),
        ("https://graph.microsoft.us", &["GCCHigh"], false),
        ("https://dod-graph.microsoft.us", &["DoD"], false),
        ("https://microsoftgraph.chinacloudapi.cn", &["China"], false),
    ];
    let by_id = "00000002-0000-0ff1-ce00-000000000000";
    for cloud in [
        "Worldwide",
        "GCC",
        "GCCHigh",
        "DoD",
        "China",
        "Bleu",
        "Delos",
        "Germany",
    ] {
        let simulator = with(|tenant| tenant.cloud = Cloud::named(cloud));
        let ask = |audience: &str| {
            let scope = format!("{audience}/.default");
            post(
                &simulator,
                TENANT,
                &with_field(with_secret(), "scope", Some(&scope)),
            )
        };
        assert_eq!(ask(by_id).claims()["aud"], by_id);
        for (audience, clouds, exchange) in audiences {
            let answer = ask(audience);
            if !clouds.contains(&cloud) {
                assert_eq!(answer.code(), 500_011, "{cloud:?} {audience}");
                continue;
            }
            let claims = answer.claims();
            assert_eq!(claims["aud"], audience);
            let roles = exchange.then(|| json!([scenario::MANAGE_AS_APP]));
            assert_eq!(claims.get("roles"), roles.as_ref(), "{cloud:?} {audience}");
        }
    }
}
