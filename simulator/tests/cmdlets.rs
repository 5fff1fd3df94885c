//! Tests the cmdlets of the Exchange endpoint, and paging.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use entra_sim::{AcceptedDomain, Simulator, scenario};
use serde_json::{Value, json};
use support::exchange::{ANCHOR, Invoke, invoke, text, token};
use support::{Pair, TENANT, config, simulator};

const PROBE: &str = "Get-AcceptedDomain";

#[test]
fn cmdlets_return_their_rows() {
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
    let mailboxes = invoke(&simulator, TENANT, "Get-Mailbox").json();
    assert_eq!(mailboxes["value"].as_array().unwrap().len(), 2);
    // Get-EXO* are cmdlets of the module, not of the server.
    assert_eq!(invoke(&simulator, TENANT, "Get-EXOMailbox").status, 404);
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
fn accepted_domains_are_derived_or_configured() {
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
fn writes_need_the_initial_domain() {
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
fn a_write_changes_one_tenant() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let write = |tenant: &str| {
        Invoke::new(tenant, &token(&simulator, tenant), "Set-Mailbox")
            .parameter("identity", format!("ADELE@{tenant}"))
            .parameter("customattribute1", tenant)
            .parameter("HiddenFromAddressListsEnabled", true)
            .answer(&simulator)
    };
    let read = |tenant: &str| {
        let invoke = Invoke::new(tenant, &token(&simulator, tenant), "Get-Mailbox");
        let one = invoke.parameter("Identity", "adele").answer(&simulator);
        let rows = one.json()["value"].as_array().unwrap().clone();
        assert_eq!(rows.len(), 1);
        rows[0].clone()
    };
    let litware = "litware.onmicrosoft.com";
    assert!(read(TENANT).get("CustomAttribute1").is_none());
    assert_eq!(write(TENANT).status, 200);
    assert_eq!(read(TENANT)["CustomAttribute1"], TENANT);
    assert_eq!(read(TENANT)["HiddenFromAddressListsEnabled"], true);
    assert!(read(litware).get("CustomAttribute1").is_none());
    assert_eq!(write(litware).status, 200);
    assert_eq!(read(litware)["CustomAttribute1"], litware);
    assert_eq!(read(TENANT)["CustomAttribute1"], TENANT);

    let tenants = support::send(&simulator, |client, authority| {
        client.get(format!("{authority}/_sim/tenants"))
    });
    let tenants = tenants.unwrap().json();
    let contoso = tenants
        .as_array()
        .unwrap()
        .iter()
        .find(|tenant| tenant["id"].as_str() == Some(&scenario::tenant_id(1).to_string()));
    assert_eq!(
        contoso.unwrap()["mailboxes"][0]["properties"]["CustomAttribute1"],
        TENANT
    );
}

#[test]
fn arguments_are_bound_before_a_cmdlet_runs() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let token = token(&simulator, TENANT);
    let set = || Invoke::new(TENANT, &token, "Set-Mailbox");
    let adele = || set().parameter("Identity", "adele");
    for (invoke, expected) in [
        (set(), "Identity"),
        (adele().parameter("CustomAttribute1", 7), "CustomAttribute1"),
        (adele().parameter("AuditEnabled", "yes"), "AuditEnabled"),
        (
            adele().parameter("CustomAttribute99", "x"),
            "CustomAttribute99",
        ),
        (
            Invoke::new(TENANT, &token, PROBE).parameter("ResultSize", "some"),
            "ResultSize",
        ),
    ] {
        let refused = invoke.answer(&simulator);
        assert_eq!(refused.status, 400, "{}", refused.text);
        assert!(text(&refused).contains(expected), "{}", refused.text);
    }
    let nobody = set().parameter("Identity", "nobody").answer(&simulator);
    assert_eq!(nobody.status, 404);
    assert!(text(&nobody).contains("object 'nobody' couldn't be found"));
}

#[test]
fn results_are_split_into_pages() {
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
