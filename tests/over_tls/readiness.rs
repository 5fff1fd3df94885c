//! Tests the ladder: the state of a tenant, and what to fix first.

use entra_sim::{Cloud, Fault, FaultKind, Tenant};
use exomt::claims::Verdict;
use exomt::operation::Work;
use exomt::readiness::{Ladder, Readiness, RungName, RungState, StepKind};
use serde_json::{Value, json};

use crate::support::estate::{Estate, domain, requests};
use crate::*;

use RungName::{AppRole, DirectoryRole, InitialDomain, Probe, ServicePrincipal};

fn check(estate: &Estate, options: Value, names: &[String]) -> Vec<Readiness> {
    let mut app = estate.options();
    app["connectionUri"] = json!(format!(
        "{}/powershell-liveid",
        estate.simulator.authority()
    ));
    let app = app_with(app, crate::support::estate::secret(scenario::SECRET));
    let options = serde_json::from_value(options).unwrap();
    let ladder = Arc::new(Ladder::new(app, &options).unwrap());
    let set = json!({"requests": requests(names), "ordered": true, "timeoutMs": 20_000});
    let set: RequestSet = serde_json::from_value(set).unwrap();
    let operation = Operation::begin(Work::Readiness(ladder), set).unwrap();
    std::iter::from_fn(|| next(&operation))
        .map(|event| match event.kind {
            EventKind::Readiness(found) => *found,
            other => panic!("{other:?}"),
        })
        .collect()
}

fn check_one(estate: &Estate, probe: bool, name: &str) -> Readiness {
    check(estate, json!({"probe": probe}), &[name.to_owned()]).remove(0)
}

/// Creates an estate with one changed tenant. Returns it with the tenant's initial domain.
fn estate_with(change: impl Fn(&mut Tenant)) -> (Estate, String) {
    let estate = Estate::with(1, |tenants| {
        let id = tenants[0].id;
        tenants[0].domains = vec![initial(id), domain(id, "custom")];
        change(&mut tenants[0]);
    });
    let name = initial(estate.tenants[0]);
    (estate, name)
}

fn initial(id: uuid::Uuid) -> String {
    format!("t{}.onmicrosoft.com", id.simple())
}

fn state(found: &Readiness, name: RungName) -> RungState {
    found
        .rungs
        .iter()
        .find(|rung| rung.name == name)
        .unwrap()
        .state
}

#[track_caller]
fn blocked(found: &Readiness, by: &str, verdict: Verdict) {
    assert_eq!(found.blocked_by, Some(by), "{found:?}");
    assert_eq!(found.verdict, verdict);
    assert!(!found.message.is_empty());
    let rungs: Vec<usize> = found.rungs.iter().map(|rung| rung.name as usize).collect();
    assert_eq!(rungs, [0, 1, 2, 3, 4, 5, 6], "all rungs, in their order");
}

#[test]
fn a_ready_tenant_is_ready_and_the_probe_verifies_it() {
    let (estate, name) = estate_with(|_| {});
    let quiet = check_one(&estate, false, &name);
    assert_eq!((quiet.verdict, quiet.verified), (Verdict::Ready, false));
    assert_eq!(state(&quiet, Probe), RungState::Skipped);
    let probed = check_one(&estate, true, &name);
    assert_eq!((probed.verdict, probed.verified), (Verdict::Ready, true));
    assert_eq!(probed.initial_domain.as_deref(), Some(&*name));
    assert_eq!(probed.tenant_id, Some(estate.tenants[0].to_string()));
    assert!(probed.object_id.is_some() && probed.token_id.is_some());
    let log = estate.simulator.requests();
    let asked = log
        .iter()
        .filter(|one| one.path.ends_with("InvokeCommand"))
        .count();
    assert_eq!(asked, 1, "only with a probe");
}

#[test]
fn a_check_never_uses_the_cache() {
    let (estate, name) = estate_with(|tenant| tenant.service_principals.clear());
    blocked(
        &check_one(&estate, false, &name),
        "ServicePrincipal",
        Verdict::NotReady,
    );
    // Each change takes effect immediately: consent, then a permission, then a role.
    let put = |roles: &[&str], wids: &[&str]| {
        let principal = entra_sim::ServicePrincipal {
            app_id: estate.app_id,
            ..scenario::principal(7, roles, wids)
        };
        estate.simulator.put_tenant(Tenant {
            id: estate.tenants[0],
            domains: vec![name.clone()],
            service_principals: vec![principal],
            ..Tenant::default()
        });
    };
    put(&[], &[]);
    blocked(
        &check_one(&estate, false, &name),
        "AppRole",
        Verdict::NotReady,
    );
    put(&[scenario::MANAGE_AS_APP], &[]);
    blocked(
        &check_one(&estate, false, &name),
        "DirectoryRole",
        Verdict::Unknown,
    );
    put(
        &[scenario::MANAGE_AS_APP],
        &[scenario::EXCHANGE_ADMINISTRATOR],
    );
    assert_eq!(check_one(&estate, false, &name).verdict, Verdict::Ready);
}

#[test]
fn missing_consent_comes_with_steps_to_grant_it() {
    let (estate, name) = estate_with(|tenant| tenant.service_principals.clear());
    let found = check_one(&estate, true, &name);
    blocked(&found, "ServicePrincipal", Verdict::NotReady);
    assert!(found.can_wait);
    assert!(
        found
            .fixed_by
            .unwrap()
            .to_string()
            .contains("Cloud Application Administrator")
    );
    for skipped in [AppRole, DirectoryRole, Probe] {
        assert_eq!(state(&found, skipped), RungState::Skipped);
    }
    let rung = found
        .rungs
        .iter()
        .find(|rung| rung.name == ServicePrincipal)
        .unwrap();
    let step = |kind| {
        &rung
            .steps
            .iter()
            .find(|step| step.kind == kind)
            .unwrap()
            .text
    };
    let id = estate.tenants[0].to_string();
    assert!(
        step(StepKind::Browser)
            .contains(&format!("/{id}/adminconsent?client_id={}", estate.app_id))
    );
    for kind in [StepKind::GraphPowerShell, StepKind::AzureCli] {
        let lines = step(kind);
        for part in [
            &id,
            &estate.app_id.to_string(),
            "dc50a0fb-09a3-484d-be87-e023b12c6440",
        ] {
            assert!(lines.contains(part), "{lines}");
        }
    }
}

#[test]
fn the_probe_shows_whether_an_app_without_a_directory_role_has_rights() {
    let (estate, name) = estate_with(|tenant| tenant.service_principals[0].wids.clear());
    blocked(
        &check_one(&estate, false, &name),
        "DirectoryRole",
        Verdict::Unknown,
    );
    let found = check_one(&estate, true, &name);
    blocked(&found, "DirectoryRole", Verdict::NotReady);
    assert_eq!(state(&found, Probe), RungState::Failed);
    let evidence = found.rungs[Probe as usize].evidence.join("\n");
    assert!(
        evidence.contains("isn't supported in this scenario"),
        "{evidence}"
    );

    let (estate, name) = estate_with(|tenant| {
        let principal = &mut tenant.service_principals[0];
        principal.wids.clear();
        principal.role_groups = vec!["View-Only Organization Management".to_owned()];
    });
    let found = check_one(&estate, true, &name);
    assert_eq!((found.verdict, found.verified), (Verdict::Ready, true));
    assert_eq!(state(&found, DirectoryRole), RungState::Passed);
}

#[test]
fn a_role_that_exchange_does_not_know_yet_can_be_waited_for() {
    let (estate, name) = estate_with(|tenant| {
        tenant.exchange_faults = vec![Fault::new(FaultKind::Nul403)];
    });
    let found = check_one(&estate, true, &name);
    blocked(&found, "Probe", Verdict::NotReady);
    assert!(found.can_wait && found.fix.contains("exomt_readiness_check"));
}

#[test]
fn a_custom_domain_is_a_warning_until_the_probe_finds_the_initial_domain() {
    let (estate, name) = estate_with(|_| {});
    let custom = domain(estate.tenants[0], "custom");
    for other in [custom.clone(), estate.tenant(0)] {
        let found = check_one(&estate, false, &other);
        blocked(&found, "InitialDomain", Verdict::Warning);
        assert!(found.message.contains("writes fail"), "{}", found.message);
        assert!(found.initial_domain.is_none());
    }
    let found = check_one(&estate, true, &custom);
    assert_eq!(found.verdict, Verdict::Ready);
    assert_eq!(found.initial_domain, Some(name));
    assert_eq!(state(&found, InitialDomain), RungState::Passed);
}

#[test]
fn a_tenant_in_another_cloud_never_gets_a_credential() {
    let (estate, name) = estate_with(|tenant| tenant.cloud = Cloud::named("GCCHigh"));
    let found = check_one(&estate, true, &name);
    blocked(&found, "Cloud", Verdict::NotReady);
    assert_eq!(found.environment, "GCCHigh");
    assert!(!found.can_wait && found.fix.contains("environment GCCHigh"));
    let log = estate.simulator.requests();
    assert!(
        log.iter()
            .all(|one| one.path.ends_with("openid-configuration")),
        "no token was requested"
    );
}

#[test]
fn an_unknown_tenant_a_disabled_app_and_a_wrong_secret_have_different_results() {
    let (estate, name) = estate_with(|tenant| tenant.service_principals[0].enabled = false);
    let found = check(
        &estate,
        json!({}),
        &["nobody.onmicrosoft.com".to_owned(), name.clone()],
    );
    blocked(&found[0], "Tenant", Verdict::NotReady);
    blocked(&found[1], "ServicePrincipal", Verdict::NotReady);
    assert!(!found[0].can_wait && found[1].can_wait);

    let (estate, name) = estate_with(|_| {});
    let app = app_with(
        estate.options(),
        crate::support::estate::secret("wrong-secret~0123456789"),
    );
    let ladder = Arc::new(Ladder::new(app, &serde_json::from_value(json!({})).unwrap()).unwrap());
    let set = serde_json::from_value(json!({"requests": requests([name])})).unwrap();
    let operation = Operation::begin(Work::Readiness(ladder), set).unwrap();
    let EventKind::Readiness(found) = next(&operation).unwrap().kind else {
        panic!("no ladder");
    };
    blocked(&found, "ServicePrincipal", Verdict::NotReady);
    assert!(
        !found.can_wait,
        "the customer cannot fix the partner's secret"
    );
    assert!(found.fixed_by.unwrap().to_string().starts_with("Partner"));
}

#[test]
fn a_temporary_error_leaves_the_verdict_unknown() {
    let (estate, name) = estate_with(|_| {});
    let busy = entra_sim::Fault {
        retry_after: Some("60".to_owned()),
        ..Fault::new(FaultKind::Text429)
    };
    estate.simulator.set_faults(&name, vec![busy]);
    let found = check_one(&estate, true, &name);
    blocked(&found, "ServicePrincipal", Verdict::Unknown);
    assert!(found.can_wait);
    estate.simulator.set_faults(&name, Vec::new());

    for (kind, state_then) in [
        (FaultKind::Empty403, RungState::Failed),
        (FaultKind::Diagnostics403, RungState::Failed),
        (FaultKind::NoExchange404, RungState::Failed),
        (FaultKind::Html, RungState::Unknown),
    ] {
        let (estate, name) = estate_with(|tenant| {
            tenant.exchange_faults = vec![Fault::new(kind)];
        });
        let found = check_one(&estate, true, &name);
        assert_eq!(state(&found, Probe), state_then, "{kind:?}: {found:?}");
    }
}

#[test]
fn a_probe_accepts_only_commands_that_read() {
    let (estate, _) = estate_with(|_| {});
    for bad in [
        "Remove-Mailbox",
        "Get-",
        "Get-Mailbox; rm",
        "get-mailbox\r\nx",
    ] {
        let options = serde_json::from_value(json!({"probe": true, "probeCommand": bad})).unwrap();
        assert!(Ladder::new(estate.app(), &options).is_err(), "{bad}");
    }
}
