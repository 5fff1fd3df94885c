//! Tests what is cached, which apps share tokens, and how the cache is cleared.

use exomt::cache::{Filter, Store};
use exomt::claims::Verdict;
use exomt::error::ErrorCode;
use exomt::operation::{Event, EventKind, Request};
use serde_json::json;

use crate::support::estate::{AcquiredToken, Estate, OTHER_SECRET, ask, ask_with, domain, secret};
use crate::*;

fn clear(tenant: Option<&str>, app: Option<String>) -> usize {
    let filter = Filter {
        tenant: tenant.map(str::to_owned),
        app_id: app,
    };
    Store::global().clear(&filter).unwrap()
}

fn refresh(app: &Arc<App>, tenant: &str) -> support::estate::TokenResult {
    ask_with(app, tenant, json!({"forceRefresh": true}))
}

#[test]
fn the_second_request_is_answered_from_the_cache() {
    let estate = Estate::new(1);
    let (app, tenant) = (estate.app(), estate.tenant(0));
    let first = ask(&app, &tenant).unwrap();
    assert!(!first.event.from_cache && first.event.attempts == 1);
    let second = ask(&app, &tenant).unwrap();
    assert!(second.event.from_cache);
    assert_eq!((second.event.attempts, second.event.waits.len()), (0, 0));
    assert_eq!(second.token, first.token);
    assert_eq!(second.event.tenant_id.as_ref(), Some(&tenant));
    let request = Request::parse(&tenant, None).unwrap();
    let cached = Event::from_cache(&app, 0, &request).unwrap().unwrap();
    assert!(matches!(cached.kind, EventKind::Token(event) if event.from_cache));
    assert_eq!(cached.payload.unwrap().as_slice(), first.token.as_bytes());
    assert_eq!(estate.simulator.requests().len(), 1);
}

#[test]
fn a_forced_refresh_requests_a_token_and_caches_it() {
    let estate = Estate::new(1);
    let (app, tenant) = (estate.app(), estate.tenant(0));
    let first = ask(&app, &tenant).unwrap();
    let second = refresh(&app, &tenant).unwrap();
    assert!(!second.event.from_cache && second.token != first.token);
    assert_eq!(estate.request_count(0), 2);
    assert_eq!(ask(&app, &tenant).unwrap().token, second.token);
    assert_eq!(
        (estate.request_count(0), estate.cached_tokens().len()),
        (2, 1)
    );
}

#[test]
fn a_domain_shares_the_entry_of_its_tenant_id_once_that_is_known() {
    let estate = Estate::new(1);
    let app = estate.app();
    let [one, other] = ["first", "second"].map(|name| domain(estate.tenants[0], name));
    let first = ask(&app, &one).unwrap();
    let by_id = ask(&app, &estate.tenant(0)).unwrap();
    assert!(by_id.event.from_cache && by_id.token == first.token);
    assert_eq!(by_id.event.organization, estate.tenant(0));
    // The tenant id of the other domain is not known yet.
    assert!(!ask(&app, &other).unwrap().event.from_cache);
    for name in [&one, &other, &one.to_uppercase(), &estate.tenant(0)] {
        assert!(ask(&app, name).unwrap().event.from_cache, "{name}");
    }
    let entries = estate.cached_tokens();
    assert_eq!((entries.len(), estate.request_count(0)), (1, 2));
    assert_eq!(entries[0].tenant, estate.tenant(0));
}

#[test]
fn apps_credentials_and_resources_do_not_share_tokens() {
    let estate = Estate::new(1);
    let tenant = estate.tenant(0);
    let mut other_app = estate.options();
    other_app["appId"] = estate.other_app_id.to_string().into();
    let apps = [
        estate.app(),
        app_with(estate.options(), secret(OTHER_SECRET)),
        app_with(other_app, secret(scenario::SECRET)),
    ];
    let resource = json!({"requests": [{"tenant": tenant, "resource": "Graph"}]});
    let graph = |app| ask_with(app, &tenant, resource.clone()).unwrap();
    let mut all: Vec<AcquiredToken> = Vec::new();
    for app in &apps {
        all.extend([ask(app, &tenant).unwrap(), graph(app)]);
    }
    for (place, got) in all.iter().enumerate() {
        assert!(!got.event.from_cache, "{place}");
        let same = all.iter().filter(|other| other.token == got.token);
        assert_eq!(same.count(), 1, "{place}");
    }
    assert_eq!(
        (estate.request_count(0), estate.cached_tokens().len()),
        (6, 6)
    );
    for (place, app) in apps.iter().enumerate() {
        assert_eq!(ask(app, &tenant).unwrap().token, all[place * 2].token);
        assert_eq!(graph(app).token, all[place * 2 + 1].token);
    }
    assert_eq!(estate.request_count(0), 6);
}

#[test]
fn two_objects_of_the_same_app_share_tokens() {
    let estate = Estate::new(2);
    let first = ask(&estate.app(), &estate.tenant(0)).unwrap();
    // Options that don't change the app's identity can differ.
    let mut slower = estate.options();
    slower["network"]["timeoutMs"] = 60_000.into();
    let again = app_with(slower, secret(scenario::SECRET));
    let second = ask(&again, &estate.tenant(0)).unwrap();
    assert!(second.event.from_cache && second.token == first.token);
    let refused = app_with(estate.options(), secret("a-wrong-secret"));
    let error = ask(&refused, &estate.tenant(0)).unwrap_err();
    assert_eq!(error.code, ErrorCode::ClientSecretRejected);
}

#[test]
fn a_token_that_is_not_ready_is_cached_for_a_minute_at_most() {
    let estate = Estate::with(2, |tenants| {
        tenants[1].service_principals[0].roles.clear();
    });
    let app = estate.app();
    ask(&app, &estate.tenant(0)).unwrap();
    let before = ask(&app, &estate.tenant(1)).unwrap();
    assert_eq!(before.event.verdict, Verdict::NotReady);
    let now = time::OffsetDateTime::now_utc();
    for entry in estate.cached_tokens() {
        let seconds = (entry.usable_until.unwrap() - now).whole_seconds();
        match entry.verdict {
            Verdict::NotReady => assert!(seconds <= 60, "{seconds}"),
            _ => assert!(seconds > 600, "{seconds}"),
        }
    }
    // Until then the cached token has the same verdict.
    let again = ask(&app, &estate.tenant(1)).unwrap();
    assert!(again.event.from_cache && again.event.verdict == Verdict::NotReady);
    assert!(!again.event.findings.is_empty());
}

#[test]
fn a_definite_failure_is_remembered_and_the_message_says_so() {
    let estate = Estate::with(1, |tenants| tenants[0].service_principals.clear());
    let (app, tenant) = (estate.app(), estate.tenant(0));
    let first = ask(&app, &tenant).unwrap_err();
    assert_eq!(first.code, ErrorCode::ConsentMissing);
    assert!(first.remembered_until.is_none());
    let second = ask(&app, &tenant).unwrap_err();
    assert_eq!((second.code, estate.request_count(0)), (first.code, 1));
    let until = second.remembered_until.clone().unwrap();
    assert!(second.message.starts_with(&first.message));
    assert!(second.message.contains(&until), "{}", second.message);
    assert_eq!(second.fix, first.fix);
    // Until the failure is forgotten, only a forced refresh notices the consent.
    estate.simulator.put_tenant(entra_sim::Tenant {
        id: estate.tenants[0],
        service_principals: vec![entra_sim::ServicePrincipal {
            app_id: estate.app_id,
            ..scenario::principal(1, &[scenario::MANAGE_AS_APP], &[])
        }],
        ..entra_sim::Tenant::default()
    });
    assert!(ask(&app, &tenant).is_err());
    assert_eq!(estate.request_count(0), 1);
    let token = refresh(&app, &tenant).unwrap();
    assert!(!token.event.from_cache && estate.request_count(0) == 2);
    let last = ask(&app, &tenant).unwrap();
    assert!(last.event.from_cache && last.token == token.token);
}

#[test]
fn a_temporary_failure_is_not_remembered() {
    let estate = Estate::new(1);
    let app = estate.app();
    estate.fault(0, entra_sim::Fault::new(entra_sim::FaultKind::Html));
    for asked in 1..=2 {
        let error = ask(&app, &estate.tenant(0)).unwrap_err();
        assert_eq!(error.code, ErrorCode::UnexpectedResponse);
        assert!(error.remembered_until.is_none());
        assert_eq!(estate.request_count(0), asked);
    }
}

#[test]
fn clearing_can_be_limited_to_a_tenant_or_an_app() {
    let estate = Estate::new(3);
    let mut other = estate.options();
    other["appId"] = estate.other_app_id.to_string().into();
    let apps = [estate.app(), app_with(other, secret(scenario::SECRET))];
    let fill = || {
        for app in &apps {
            ask(app, &domain(estate.tenants[0], "first")).unwrap();
            ask(app, &estate.tenant(1)).unwrap();
            ask(app, &estate.tenant(2)).unwrap();
        }
        estate.cached_tokens().len()
    };
    assert_eq!(fill(), 6);
    let app_id = estate.app_id.to_string();
    assert_eq!(clear(Some(&estate.tenant(1)), None), 2);
    let left: Vec<String> = estate
        .cached_tokens()
        .into_iter()
        .map(|one| one.tenant)
        .collect();
    assert!(left.len() == 4 && !left.contains(&estate.tenant(1)));
    assert_eq!(clear(Some(&domain(estate.tenants[0], "first")), None), 2);
    assert_eq!(clear(None, Some(app_id.clone())), 1);
    assert_eq!(estate.cached_tokens().len(), 1);
    assert_eq!(fill(), 6);
    assert_eq!(clear(Some(&estate.tenant(2)), Some(app_id)), 1);
    assert_eq!(estate.cached_tokens().len(), 5);
    // Only cleared tokens are requested again.
    estate.simulator.clear_requests();
    assert_eq!(fill(), 6);
    assert_eq!(
        (estate.simulator.requests().len(), estate.request_count(2)),
        (1, 1)
    );
    let bad = Filter {
        tenant: Some("not a tenant".to_owned()),
        app_id: None,
    };
    let refused = Store::global().clear(&bad).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::InvalidTenant);
}

#[test]
fn clearing_does_not_cancel_requests_in_flight_but_their_tokens_are_not_cached() {
    let estate = Estate::new(1);
    let (app, tenant) = (estate.app(), estate.tenant(0));
    estate.fault(
        0,
        entra_sim::Fault {
            delay_ms: Some(700),
            ..entra_sim::Fault::new(entra_sim::FaultKind::Slow)
        },
    );
    let waiting = operation(&app, json!({"requests": [{"tenant": tenant}]}));
    estate.wait_for_log("a request is in flight", |log| log.len() == 1);
    assert_eq!(clear(Some(&tenant), None), 0, "no token was cached");
    let token = support::estate::into_result(next(&waiting).unwrap())
        .2
        .unwrap();
    assert!(estate.cached_tokens().is_empty());
    let later = ask(&app, &tenant).unwrap();
    assert!(!later.event.from_cache && later.token != token.token);
    assert_eq!(
        (estate.request_count(0), estate.cached_tokens().len()),
        (2, 1)
    );
}
