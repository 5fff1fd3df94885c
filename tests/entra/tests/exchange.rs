//! The Exchange endpoint: who may call it, its cmdlets, pages and faults.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use std::time::Duration;

use entra_sim::{
    AcceptedDomain, Cloud, ExchangeFault, ExchangeFaultKind, FaultKind, ServicePrincipal,
    Simulator, Tenant, scenario,
};
use serde_json::{Value, json};
use support::exchange::{ANCHOR, Invoke, invoke, text, token, token_for};
use support::{APP, Answer, Pair, TENANT, config, send, simulator};

const PROBE: &str = "Get-AcceptedDomain";

/// The `error` of a refused token, with its reason.
fn refused(answer: &Answer) -> String {
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
fn the_ladder() {
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
fn claims_are_of_the_token_and_role_groups_of_now() {
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
fn each_directory_role_that_counts() {
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
fn tokens_that_are_not_taken() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let good = token(&simulator, TENANT);
    let with = |token: &str| Invoke::new(TENANT, token, PROBE).answer(&simulator);
    assert!(refused(&with("")).contains("no bearer token"));
    assert!(refused(&with("a.b.c")).contains("can not be parsed"));
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let flipped = if signature.starts_with('A') { 'B' } else { 'A' };
    let forged = format!("{signed}.{flipped}{}", &signature[1..]);
    assert!(refused(&with(&forged)).contains("signature"));
    assert!(refused(&with(&format!("{signed}."))).contains("signature"));
    for (kind, reason) in [
        (FaultKind::Unsigned, "signature"),
        (FaultKind::Expired, "expired"),
        (FaultKind::WrongTenant, "tenant"),
        (FaultKind::WrongAudience, "https://management.azure.com"),
        (FaultKind::Delegated, "user"),
    ] {
        assert!(simulator.set_faults(TENANT, vec![support::fault(kind)]));
        let diagnostics = refused(&with(&token(&simulator, TENANT)));
        assert!(diagnostics.contains(reason), "{kind:?} {diagnostics}");
    }
    let elsewhere = |tenant: &str| Invoke::new(tenant, &good, PROBE).answer(&simulator);
    assert!(refused(&elsewhere("litware.com")).contains("tenant"));
    assert!(refused(&elsewhere("nobody.com")).contains("tenant"));
    for spelled in ["CONTOSO.com", &scenario::tenant_id(1).to_string()] {
        assert_eq!(elsewhere(spelled).status, 200, "{spelled}");
    }
    let bare = send(&simulator, |client, authority| {
        client
            .post(format!("{authority}/adminapi/beta/{TENANT}/InvokeCommand"))
            .basic_auth("user", Some("password"))
    })
    .unwrap();
    assert!(refused(&bare).contains("no bearer token"));
}

#[test]
fn the_audience_is_of_the_tenants_cloud() {
    let pair = Pair::make();
    let mut config = config(&pair);
    let (high, graph) = (
        "https://outlook.office365.us/.default",
        "https://graph.microsoft.us/.default",
    );
    config.tenants[0].cloud = Some(Cloud::GccHigh);
    let simulator = Simulator::start(&config).unwrap();
    let with = |token: &str| Invoke::new(TENANT, token, PROBE).answer(&simulator);
    let of_high = token_for(&simulator, TENANT, high);
    let of_graph = token_for(&simulator, TENANT, graph);
    let by_id = token_for(
        &simulator,
        TENANT,
        "00000002-0000-0ff1-ce00-000000000000/.default",
    );
    assert_eq!(with(&of_high).status, 200);
    assert_eq!(with(&by_id).status, 200);
    assert!(refused(&with(&of_graph)).contains("invalid_resource"));
    config.tenants[0].cloud = Some(Cloud::DoD);
    simulator.put_tenant(config.tenants[0].clone());
    assert!(refused(&with(&of_high)).contains("outlook.office365.us"));
}

#[test]
fn requests_that_are_none() {
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

#[test]
fn the_cmdlets() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let domains = invoke(&simulator, TENANT, "get-accepteddomain").json();
    assert!(domains["@odata.context"].is_string());
    let rows: Vec<_> = domains["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["DomainName"].clone(),
                row["InitialDomain"].clone(),
                row["Default"].clone(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (json!("contoso.onmicrosoft.com"), json!(true), json!(true)),
            (json!("contoso.com"), json!(false), json!(false)),
        ]
    );
    let organization = invoke(&simulator, TENANT, "Get-OrganizationConfig").json();
    assert_eq!(organization["value"][0]["Name"], TENANT);
    for cmdlet in ["Get-Mailbox", "Get-EXOMailbox"] {
        let rows = invoke(&simulator, TENANT, cmdlet).json();
        assert_eq!(rows["value"].as_array().unwrap().len(), 2);
    }
    let token = token(&simulator, TENANT);
    let one = Invoke::new(TENANT, &token, PROBE).parameter("ResultSize", 1);
    assert_eq!(
        one.answer(&simulator).json()["value"]
            .as_array()
            .unwrap()
            .len(),
        1
    );

    let unknown = invoke(&simulator, TENANT, "Get-Nothing");
    assert_eq!(unknown.status, 404);
    assert!(text(&unknown).starts_with("The term 'Get-Nothing' is not recognized"));
    assert!(
        unknown
            .text
            .contains("|System.Management.Automation.CommandNotFoundException|")
    );
    let strange = Invoke::new(TENANT, &token, PROBE)
        .parameter("Shiny", true)
        .answer(&simulator);
    assert_eq!(strange.status, 400);
    assert!(text(&strange).contains("'Shiny'"));
}

#[test]
fn accepted_domains_of_other_clouds_and_of_ones_own() {
    let pair = Pair::make();
    let mut config = config(&pair);
    let initial = |config: &entra_sim::Config| {
        let simulator = Simulator::start(config).unwrap();
        let rows = invoke(&simulator, &scenario::tenant_id(1).to_string(), PROBE).json();
        let rows = rows["value"].as_array().unwrap().clone();
        let named = |member: &str| {
            let mut found = rows.iter().filter(|row| row[member] == true);
            let name = found.next().map(|row| row["DomainName"].clone());
            assert!(found.next().is_none(), "{rows:?}");
            name.unwrap_or_default()
        };
        (named("InitialDomain"), named("Default"))
    };
    for (domains, wanted) in [
        (
            &[
                "fourth.com",
                "fourth.mail.onmicrosoft.com",
                "fourth.onmicrosoft.us",
            ][..],
            json!("fourth.onmicrosoft.us"),
        ),
        (
            &["fourth.com", "fourth.onsovcloud.fr"],
            json!("fourth.onsovcloud.fr"),
        ),
        (
            &["fourth.com", "fourth.partner.onmschina.cn"],
            json!("fourth.partner.onmschina.cn"),
        ),
        (&["fourth.com"], Value::Null),
    ] {
        config.tenants[0].domains = domains.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(initial(&config), (wanted, json!("fourth.com")));
    }
    let row = |name: &str, initial_domain, default| AcceptedDomain {
        domain_name: name.to_owned(),
        initial_domain,
        default,
    };
    config.tenants[0].accepted_domains =
        vec![row("a.example", false, true), row("b.example", true, false)];
    assert_eq!(initial(&config), (json!("b.example"), json!("a.example")));
}

#[test]
fn writes_want_the_initial_domain() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let token = token(&simulator, TENANT);
    let write = |organization: Option<&str>| {
        let mut invoke = Invoke::new(&scenario::tenant_id(1).to_string(), &token, "Set-Mailbox")
            .parameter("Identity", "adele");
        if let Some(organization) = organization {
            invoke = invoke.header("x-anchormailbox", format!("{ANCHOR}{organization}"));
        }
        invoke.answer(&simulator)
    };
    for organization in [Some(TENANT), Some("Contoso.OnMicrosoft.com")] {
        let done = write(organization);
        assert_eq!((done.status, &done.json()["value"]), (200, &json!([])));
    }
    let id = scenario::tenant_id(1).to_string();
    for organization in [
        Some("contoso.com"),
        Some(id.as_str()),
        Some("fabrikam.onmicrosoft.com"),
        None,
    ] {
        let refused = write(organization);
        assert_eq!(refused.status, 400, "{organization:?}");
        assert!(text(&refused).contains("doesn't have write permission to target DC"));
        assert!(
            refused
                .text
                .contains("|Microsoft.Exchange.Data.Directory.InsufficientPermissionsException|")
        );
    }
}

#[test]
fn pages() {
    let pair = Pair::make();
    let mut config = config(&pair);
    config.tenants[0]
        .domains
        .extend((0..3).map(|n| format!("more{n}.example")));
    let simulator = Simulator::start(&config).unwrap();
    let token = token(&simulator, TENANT);
    let first = |prefer: &str| {
        Invoke::new(TENANT, &token, PROBE)
            .header("prefer", prefer)
            .answer(&simulator)
    };
    let (mut names, mut pages) = (Vec::new(), 0);
    let mut answer = first("odata.maxpagesize=2").json();
    let root = format!(
        "{}/adminapi/beta/{}/InvokeCommand?",
        simulator.authority(),
        scenario::tenant_id(1)
    );
    let follow = |link: &Value, cmdlet: &str, tenant: Option<&str>| {
        let link = link.as_str().unwrap();
        assert!(link.starts_with(&root), "{link}");
        let path = link.strip_prefix(simulator.authority()).unwrap();
        let path = match tenant {
            Some(other) => path.replace(&scenario::tenant_id(1).to_string(), other),
            None => path.to_owned(),
        };
        let token = match tenant {
            Some(other) => support::exchange::token(&simulator, other),
            None => token.clone(),
        };
        Invoke {
            path,
            ..Invoke::new(TENANT, &token, cmdlet)
        }
        .answer(&simulator)
    };
    let link = answer["@odata.nextLink"].clone();
    assert_eq!(follow(&link, "Get-Mailbox", None).status, 400);
    assert_eq!(follow(&link, PROBE, Some("litware.com")).status, 400);
    loop {
        pages += 1;
        let rows = answer["value"].as_array().unwrap();
        assert!((1..=2).contains(&rows.len()));
        names.extend(rows.iter().map(|row| row["DomainName"].clone()));
        match answer.get("@odata.nextLink") {
            Some(link) => answer = follow(&link.clone(), PROBE, None).json(),
            None => break,
        }
    }
    assert_eq!((pages, names.len()), (3, 5));
    names.dedup();
    assert_eq!(names.len(), 5);
    assert!(
        first("odata.maxpagesize=5")
            .json()
            .get("@odata.nextLink")
            .is_none()
    );
    assert_eq!(
        first("return=minimal, odata.maxpagesize=4").json()["value"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    for bad in ["0", "1001", "many"] {
        assert_eq!(
            first(&format!("odata.maxpagesize={bad}")).status,
            400,
            "{bad}"
        );
    }
}

fn fault(kind: ExchangeFaultKind) -> ExchangeFault {
    ExchangeFault {
        kind,
        status: None,
        retry_after: None,
        delay_ms: None,
        times: Some(1),
    }
}

#[test]
fn faults_come_as_configured_and_go() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let token = token(&simulator, TENANT);
    let request = Invoke::new(TENANT, &token, PROBE);
    let answer = |fault| {
        assert!(simulator.set_exchange_faults(TENANT, vec![fault]));
        let answer = request.answer(&simulator);
        assert_eq!(request.answer(&simulator).status, 200, "once only");
        answer
    };
    let busy = answer(ExchangeFault {
        retry_after: Some("9".to_owned()),
        ..fault(ExchangeFaultKind::Text429)
    });
    assert_eq!(
        (busy.status, &busy.headers["retry-after"]),
        (429, &"9".parse().unwrap())
    );
    assert!(
        busy.text
            .starts_with("You have reached the maximum number of concurrent requests")
    );
    let status = answer(ExchangeFault {
        status: Some(504),
        ..fault(ExchangeFaultKind::Status)
    });
    assert_eq!(status.status, 504);
    let slow = std::time::Instant::now();
    assert_eq!(
        answer(ExchangeFault {
            delay_ms: Some(300),
            ..fault(ExchangeFaultKind::Slow)
        })
        .status,
        200
    );
    assert!(slow.elapsed() >= Duration::from_millis(300));
    assert!(
        answer(fault(ExchangeFaultKind::Html))
            .text
            .starts_with("<!DOCTYPE html>")
    );
    assert_eq!(answer(fault(ExchangeFaultKind::Redirect)).status, 302);
    assert_eq!(
        answer(fault(ExchangeFaultKind::Oversize)).text.len(),
        16 << 20
    );
    let empty = answer(fault(ExchangeFaultKind::Empty403));
    assert_eq!((empty.status, empty.text.as_str()), (403, ""));
    assert!(!empty.headers.contains_key("x-ms-diagnostics"));
    let nul = answer(fault(ExchangeFaultKind::Nul403));
    assert_eq!(nul.status, 403);
    assert!(!nul.text.is_empty() && nul.text.bytes().all(|byte| byte == 0));
    let header = answer(fault(ExchangeFaultKind::Diagnostics403));
    assert_eq!((header.status, header.text.as_str()), (403, ""));
    let diagnostics = header.headers["x-ms-diagnostics"].to_str().unwrap();
    assert!(diagnostics.contains(&format!(
        "reason=\"The role assigned to application {APP} isn't supported"
    )));
    let escapes = answer(fault(ExchangeFaultKind::Escapes403));
    assert!(text(&escapes).contains('\u{1b}'));
    let none = answer(fault(ExchangeFaultKind::NoExchange404));
    assert_eq!(none.status, 404);
    assert!(text(&none).contains(TENANT));
}

#[test]
fn faults_of_the_connection() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let request = Invoke::new(TENANT, &token(&simulator, TENANT), PROBE);
    for kind in [ExchangeFaultKind::Reset, ExchangeFaultKind::HalfBody] {
        assert!(simulator.set_exchange_faults(TENANT, vec![fault(kind)]));
        assert!(request.send(&simulator).is_err(), "{kind:?}");
    }
    assert!(simulator.set_exchange_faults(
        TENANT,
        vec![ExchangeFault {
            delay_ms: Some(300),
            ..fault(ExchangeFaultKind::Stall)
        }]
    ));
    let began = std::time::Instant::now();
    assert!(request.send(&simulator).is_err());
    assert!(began.elapsed() >= Duration::from_millis(300));
    assert!(!simulator.set_exchange_faults("nobody.com", Vec::new()));
}

#[test]
fn faults_from_outside() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let set = |body: Value| {
        send(&simulator, |client, authority| {
            client
                .post(format!("{authority}/_sim/faults"))
                .body(body.to_string())
        })
        .unwrap()
        .status
    };
    let faults = json!([{"kind": "empty403"}]);
    assert_eq!(set(json!({"tenant": TENANT, "faults": faults})), 400);
    assert_eq!(
        set(json!({"tenant": TENANT, "faults": faults, "exchange": false})),
        400
    );
    assert_eq!(
        set(json!({"tenant": "nobody.com", "faults": faults, "exchange": true})),
        404
    );
    assert_eq!(
        set(json!({"tenant": TENANT, "faults": faults, "exchange": true})),
        204
    );
    assert_eq!(
        set(json!({"tenant": TENANT, "faults": [{"kind": "aadsts"}], "exchange": true})),
        400
    );
    assert_eq!(
        invoke(&simulator, TENANT, PROBE).status,
        403,
        "tokens are issued as before"
    );
    assert_eq!(
        set(json!({"tenant": TENANT, "faults": [], "exchange": true})),
        204
    );
    assert_eq!(invoke(&simulator, TENANT, PROBE).status, 200);
}

#[test]
fn the_log_has_cmdlet_and_anchor_and_no_token() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let token = token(&simulator, TENANT);
    simulator.clear_requests();
    Invoke::new(TENANT, &token, "Get-Mailbox")
        .header("x-anchormailbox", format!("{ANCHOR}{TENANT}"))
        .header("client-request-id", "11112222-3333-4444-8555-666677778888")
        .answer(&simulator);
    Invoke::new("nobody.com", "no.tok.en", "Get-Nothing").answer(&simulator);
    let log = send(&simulator, |client, authority| {
        client.get(format!("{authority}/_sim/requests"))
    })
    .unwrap();
    let (first, second) = (&log.json()[0], &log.json()[1]);
    assert_eq!(first["cmdlet"], "Get-Mailbox");
    assert_eq!(first["anchor"], format!("{ANCHOR}{TENANT}"));
    assert_eq!(
        first["path"],
        format!("/adminapi/beta/{TENANT}/InvokeCommand")
    );
    assert_eq!(
        first["clientRequestId"],
        "11112222-3333-4444-8555-666677778888"
    );
    assert_eq!(first["status"], 200);
    assert_eq!(
        (&second["cmdlet"], &second["status"]),
        (&json!("Get-Nothing"), &json!(401))
    );
    assert_eq!(second["anchor"], Value::Null);
    for part in token.split('.') {
        assert!(!log.text.contains(part));
    }
}
