//! Tests resolving tenants and their clouds with the metadata that an authority publishes.

use entra_sim::Cloud;
use exomt::error::ErrorCode;
use exomt::operation::Work;
use exomt::resolve::{ResolvedTenant, Resolver};
use serde_json::json;

use crate::support::estate::{Estate, domain, requests};
use crate::*;

type Found = Result<Box<ResolvedTenant>, Box<Report>>;

fn resolve(estate: &Estate, names: &[String]) -> Vec<Found> {
    let resolver = Arc::new(Resolver::new(&estate.resolver_options()).unwrap());
    let set = json!({"requests": requests(names), "ordered": true, "timeoutMs": 20_000});
    let set: RequestSet = serde_json::from_value(set).unwrap();
    let operation = Operation::begin(Work::Tenants(resolver), set).unwrap();
    std::iter::from_fn(|| next(&operation))
        .map(|event| match event.kind {
            EventKind::Tenant { tenant, .. } => Ok(tenant),
            EventKind::Error { error, .. } => Err(error),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_domain_and_an_id_resolve_to_the_same_tenant() {
    let estate = Estate::new(2);
    let id = estate.tenants[0];
    let names = [
        id.to_string(),
        domain(id, "second").to_uppercase(),
        estate.tenant(1),
        "nobody.example".to_owned(),
        "no tenant".to_owned(),
    ];
    let found = resolve(&estate, &names);
    assert_eq!(found[0].as_ref().unwrap().tenant_id, id);
    assert_eq!(found[1].as_ref().unwrap().tenant_id, id);
    assert_eq!(found[2].as_ref().unwrap().tenant_id, estate.tenants[1]);
    let codes: Vec<_> = found[3..]
        .iter()
        .map(|one| one.as_ref().unwrap_err().code)
        .collect();
    assert_eq!(codes, [ErrorCode::TenantNotFound, ErrorCode::InvalidTenant]);
    let first = found[0].as_ref().unwrap();
    assert_eq!(first.environment, "Worldwide");
    assert_eq!(first.exchange_environment_name, "O365Default");
    assert!(first.initial_domain.is_none() && first.unanswered.is_empty());
}

#[test]
fn the_hosts_in_the_metadata_decide_the_cloud() {
    let clouds: Vec<_> = exomt::Cloud::open().collect();
    let estate = Estate::with(clouds.len() + 1, |tenants| {
        for (tenant, cloud) in tenants.iter_mut().zip(&clouds) {
            tenant.cloud = Cloud::named(&cloud.name);
        }
        tenants[clouds.len()].document_host = Some("login.evil.example".to_owned());
    });
    let names: Vec<_> = (0..=clouds.len())
        .map(|which| estate.tenant(which))
        .collect();
    let mut found = resolve(&estate, &names);
    let strange = found.pop().unwrap().unwrap_err();
    assert_eq!(strange.code, ErrorCode::CloudUnknown);
    for (found, cloud) in found.into_iter().zip(clouds) {
        let found = found.unwrap();
        assert_eq!(found.environment, cloud.name);
        assert_eq!(
            found.exchange_environment_name,
            cloud.exchange_environment_name
        );
    }
}
