//! Tests the Exchange side as ExchangeOnlineManagement calls it: module file, basic info,
//! mailboxes, and the separate address.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use std::net::Ipv4Addr;

use entra_sim::{FaultKind, Simulator, scenario};
use hyper::Method;
use support::exchange::{Invoke, token};
use support::{APP, Answer, Pair, TENANT, config, fault, send, simulator};

fn module_file() -> String {
    format!(
        "/AdminApi/v1.0/{}/EXOModuleFile?Version=3.7.0",
        scenario::tenant_id(1)
    )
}

fn request(simulator: &Simulator, method: Method, path: &str, token: &str) -> Answer {
    send(simulator, |client, authority| {
        client
            .request(method, format!("{authority}{path}"))
            .bearer_auth(token)
            .header("commandname", "Get-*, set-mailbox")
    })
    .unwrap()
}

#[test]
fn the_module_file_contains_the_requested_cmdlets() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let token = token(&simulator, TENANT);
    let get = |names: &str| {
        let answer = send(&simulator, |client, authority| {
            client
                .get(format!("{authority}{}", module_file()))
                .bearer_auth(&token)
                .header("commandname", names)
        });
        answer.unwrap().json()["value"][0].clone()
    };
    let all = get("*");
    assert_eq!(all["fileName"], "ExchangeOnline.psm1");
    let names = "Get-AcceptedDomain,Get-OrganizationConfig,Get-Mailbox,Set-Mailbox";
    assert_eq!(all["exportedCmdlets"], names);
    let script = all["fileContent"].as_str().unwrap();
    for name in names.split(',') {
        assert!(script.contains(&format!("\nfunction {name} {{")), "{name}");
    }
    assert_eq!(
        get("Get-*, set-mailbox")["exportedCmdlets"],
        names,
        "wildcards and case"
    );
    let two = get("Get-Mailbox,Get-Nothing,Get-Org*");
    assert_eq!(two["exportedCmdlets"], "Get-OrganizationConfig,Get-Mailbox");
    assert!(!two["fileContent"].as_str().unwrap().contains("Set-Mailbox"));
}

#[test]
fn every_request_is_authorized() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let id = scenario::tenant_id(1);
    let paths = [
        module_file(),
        format!("/AdminApi/beta/{id}/basicinfo('AdminApiState')"),
        format!("/adminapi/beta/{id}/Mailbox"),
    ];
    let good = token(&simulator, TENANT);
    for path in &paths {
        let status = |token: &str| request(&simulator, Method::GET, path, token).status;
        assert_eq!(status(&good), 200, "{path}");
        assert_eq!(status(""), 401, "{path}");
        let foreign = token_of_another_tenant(&simulator);
        let refused = request(&simulator, Method::GET, path, &foreign);
        assert_eq!(refused.status, 401, "{path}");
        let reason = refused.headers["x-ms-diagnostics"].to_str().unwrap();
        assert!(reason.contains("tenant of the token"), "{reason}");
        assert_eq!(
            request(&simulator, Method::POST, path, &good).status,
            405,
            "{path}"
        );
    }
    let state = request(&simulator, Method::GET, &paths[1], &good).json();
    assert_eq!(
        (&state["PropertyName"], &state["PropertyValue"]),
        (&"AdminApiState".into(), &"Running".into())
    );
    let rows = request(&simulator, Method::GET, &paths[2], &good).json();
    assert_eq!(rows["value"][0]["Alias"], "adele");
    let other = format!("/AdminApi/beta/{id}/basicinfo('Other')");
    assert_eq!(request(&simulator, Method::GET, &other, &good).status, 404);
}

fn token_of_another_tenant(simulator: &Simulator) -> String {
    token(simulator, "litware.onmicrosoft.com")
}

#[test]
fn outside_cmdlets_the_message_of_an_error_has_the_reason() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let tenant = "tailspin.onmicrosoft.com";
    let path = format!("/AdminApi/v1.0/{}/EXOModuleFile", scenario::tenant_id(3));
    let refused = request(&simulator, Method::GET, &path, &token(&simulator, tenant));
    assert_eq!(refused.status, 403);
    let message = refused.json()["error"]["message"].clone();
    let start = format!("The role assigned to application {APP} isn't supported");
    assert!(message.as_str().unwrap().starts_with(&start), "{message}");
}

#[test]
fn faults_and_the_log_cover_all_endpoints() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let token = token(&simulator, TENANT);
    simulator.clear_requests();
    let id = scenario::tenant_id(1).to_string();
    assert!(simulator.set_exchange_faults(&id, vec![fault(FaultKind::Empty403)]));
    let get = || request(&simulator, Method::GET, &module_file(), &token).status;
    assert_eq!([get(), get()], [403, 200]);
    let log = simulator.requests();
    let seen: Vec<_> = log
        .iter()
        .map(|entry| (entry.path.as_str(), entry.status))
        .collect();
    let path = module_file();
    let path = path.split('?').next().unwrap();
    assert_eq!(seen, [(path, Some(403)), (path, Some(200))]);
}

#[test]
fn only_exchange_answers_at_the_exchange_address() {
    let id = std::process::id();
    let address = Ipv4Addr::new(127, (1 + id % 250) as u8, (1 + id / 250 % 250) as u8, 78);
    match std::net::TcpListener::bind((address, 443)) {
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "{error}");
            eprintln!("skipped: only root can listen on port 443");
            return;
        }
        other => drop(other.unwrap()),
    }
    let pair = Pair::make();
    let mut config = config(&pair);
    config.exchange_address = Some(address);
    let simulator = Simulator::start(&config).unwrap();
    let origin = format!("https://{address}");
    assert_eq!(simulator.exchange_origin(), Some(origin.as_str()));
    let token = token(&simulator, TENANT);
    let get = |path: &str| {
        let answer = send(&simulator, |client, _| {
            client.get(format!("{origin}{path}")).bearer_auth(&token)
        });
        answer.unwrap().status
    };
    assert_eq!(get(&module_file()), 200);
    for path in [
        "/_sim/requests",
        "/common/discovery/instance",
        &format!("/{TENANT}/v2.0/.well-known/openid-configuration"),
    ] {
        assert_eq!(get(path), 404, "{path}");
    }
    let invoke =
        Invoke::new(TENANT, &token, "Get-AcceptedDomain").header("prefer", "odata.maxpagesize=1");
    let page = send(&simulator, |client, _| {
        client
            .post(format!("{origin}{}", invoke.path))
            .bearer_auth(&token)
            .header("content-type", "application/json")
            .header("prefer", "odata.maxpagesize=1")
            .body(invoke.body.to_string())
    });
    let link = page.unwrap().json()["@odata.nextLink"].clone();
    assert!(link.as_str().unwrap().starts_with(&origin), "{link}");
    assert_eq!(
        simulator.requests().last().unwrap().cmdlet.as_deref(),
        Some("Get-AcceptedDomain")
    );
}
