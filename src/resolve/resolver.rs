//! Requests a tenant's metadata from the clouds that may contain the tenant, and selects one
//! answer.

use futures_util::future::join_all;
use serde::Deserialize;
use tokio::time::Instant;

use super::metadata::fetch_metadata;
use super::resolved_tenant::ResolvedTenant;
use crate::authority::Authority;
use crate::cloud::Cloud;
use crate::error::{Error, ErrorCode, Result};
use crate::http::{HttpClient, NetworkOptions};
use crate::retry;
use crate::spelling::ENVIRONMENT;
use crate::tenant::Tenant;

/// Where to look for a tenant (camelCase JSON); unknown members are rejected.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResolverOptions {
    /// The cloud to ask; defaults to all clouds that may contain the tenant.
    #[serde(default)]
    pub environment: Option<String>,
    /// The authority to ask, instead of the authority of a cloud.
    #[serde(default)]
    pub authority: Option<String>,
    /// Network settings: trust, proxy and timeouts.
    #[serde(default)]
    pub network: NetworkOptions,
}

/// Resolves tenants.
#[derive(Debug)]
pub struct Resolver {
    http: HttpClient,
    /// The cloud to assume for an authority that belongs to no cloud.
    default_cloud: &'static Cloud,
    /// The authority to ask, if the options name one.
    authority: Option<Authority>,
}

impl Resolver {
    /// Checks the options; sends nothing.
    ///
    /// # Errors
    /// `InvalidEnvironment`, `InvalidAuthority`, `InvalidCertificateAuthority`, `InvalidProxy`.
    pub fn new(options: &ResolverOptions) -> Result<Resolver> {
        let named = options
            .environment
            .as_deref()
            .map(Cloud::parse)
            .transpose()?;
        let authority = options
            .authority
            .as_deref()
            .map(Authority::parse)
            .transpose()?;
        Ok(Resolver {
            http: HttpClient::new(&options.network)?,
            default_cloud: match named {
                Some(cloud) => cloud,
                None => Cloud::worldwide()?,
            },
            authority: authority.or_else(|| named.map(Authority::from_cloud)),
        })
    }

    /// Finds a tenant's id and cloud.
    ///
    /// # Errors
    /// `TenantNotFound`, `TenantAmbiguous`, `CloudUnknown`, the network codes.
    pub(crate) async fn resolve(
        &self,
        tenant: &Tenant,
        deadline: Instant,
    ) -> Result<ResolvedTenant> {
        let authorities = match &self.authority {
            Some(authority) => vec![authority.clone()],
            None => authorities_for(tenant),
        };
        let name = tenant.to_string();
        let answers = join_all(authorities.into_iter().map(|authority| async {
            let attempt = || fetch_metadata(&self.http, &authority, &name);
            let answer = retry::retry_until(deadline, attempt).await;
            let resolved = answer.and_then(|metadata| {
                ResolvedTenant::new(tenant, &metadata, &authority, self.default_cloud)
            });
            (authority, resolved)
        }))
        .await;
        pick(&name, answers)
    }
}

/// Returns the authorities that may know a tenant. For an initial domain, these are the authorities
/// of the clouds whose initial domains have its suffix. For any other tenant, these are the
/// authorities of all clouds that Connect-ExchangeOnline knows by name. One authority isn't enough:
/// the worldwide host also knows tenants of the US government, but not those of China. A custom
/// domain in another sovereign cloud is found only if the caller names the cloud.
fn authorities_for(tenant: &Tenant) -> Vec<Authority> {
    let name = tenant.to_string();
    let by_suffix: Vec<&Cloud> = Cloud::open()
        .filter(|cloud| cloud.is_initial_domain(&name))
        .collect();
    let mut authorities: Vec<Authority> = Vec::new();
    let default = Cloud::open().filter(|cloud| !cloud.exchange_environment_name.is_empty());
    let clouds: Vec<&Cloud> = if by_suffix.is_empty() {
        default.collect()
    } else {
        by_suffix
    };
    for authority in clouds.into_iter().map(Authority::from_cloud) {
        if !authorities.contains(&authority) {
            authorities.push(authority);
        }
    }
    authorities
}

/// Returns the tenant if the answers contain exactly one.
fn pick(name: &str, answers: Vec<(Authority, Result<ResolvedTenant>)>) -> Result<ResolvedTenant> {
    let mut found: Vec<ResolvedTenant> = Vec::new();
    let mut unanswered = Vec::new();
    let mut not_found = None;
    let mut failure = None;
    for (authority, answer) in answers {
        match answer {
            Ok(tenant) => {
                let known = found.iter().any(|other| {
                    (other.tenant_id, other.environment) == (tenant.tenant_id, tenant.environment)
                });
                if !known {
                    found.push(tenant);
                }
            }
            Err(error) if error.code() == ErrorCode::TenantNotFound => {
                not_found.get_or_insert(error);
            }
            Err(error) => {
                unanswered.push(authority.to_string());
                failure.get_or_insert(error);
            }
        }
    }
    match found.len() {
        // A cloud that did not answer may contain the tenant, so its failure takes precedence over
        // "not found".
        0 => Err(failure
            .or(not_found)
            .unwrap_or_else(|| Error::internal("no authority can know the tenant"))),
        1 => Ok(ResolvedTenant {
            unanswered,
            ..found.swap_remove(0)
        }),
        _ => {
            let clouds: Vec<String> = found
                .iter()
                .map(|tenant| format!("{} ({})", tenant.environment, tenant.tenant_id))
                .collect();
            Err(Error::new(
                ErrorCode::TenantAmbiguous,
                format!(
                    "'{name}' exists in more than one cloud: {}.",
                    clouds.join(", ")
                ),
                format!("Ask the customer which one is meant, and name it in {ENVIRONMENT}."),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(name: &str) -> Vec<String> {
        let tenant = Tenant::parse(name).expect("a tenant");
        authorities_for(&tenant)
            .iter()
            .map(|authority| authority.to_string().replace("https://login.", ""))
            .collect()
    }

    #[test]
    fn the_suffix_of_an_initial_domain_decides_which_clouds_are_asked() {
        let public = "microsoftonline.com";
        let us = "microsoftonline.us";
        let china = "partner.microsoftonline.cn";
        assert_eq!(hosts("contoso.com"), [public, us, china]);
        assert_eq!(
            hosts("7e4a0001-1c2d-4e3f-8a5b-000000000001"),
            [public, us, china]
        );
        assert_eq!(hosts("contoso.onmicrosoft.com"), [public, us]);
        assert_eq!(hosts("contoso.onmicrosoft.us"), [us]);
        assert_eq!(hosts("contoso.partner.onmschina.cn"), [china]);
        assert_eq!(hosts("contoso.onsovcloud.fr"), ["sovcloud-identity.fr"]);
    }

    fn tenant_in(environment: &'static str, number: u128) -> ResolvedTenant {
        ResolvedTenant {
            organization: "contoso.com".to_owned(),
            tenant_id: uuid::Uuid::from_u128(number),
            environment,
            exchange_environment_name: "",
            region: None,
            region_sub_scope: None,
            login_host: String::new(),
            exchange_host: String::new(),
            graph_host: None,
            initial_domain: None,
            unanswered: Vec::new(),
        }
    }

    fn picked(answers: Vec<Result<ResolvedTenant>>) -> Result<ResolvedTenant> {
        let authority = || Authority::from_cloud(Cloud::worldwide().expect("first"));
        pick(
            "contoso.com",
            answers
                .into_iter()
                .map(|answer| (authority(), answer))
                .collect(),
        )
    }

    #[test]
    fn one_tenant_is_picked_and_two_are_ambiguous() {
        let not_found = || Error::new(ErrorCode::TenantNotFound, "x", "y");
        let unreachable = || Error::new(ErrorCode::HostNotFound, "x", "y");
        let same = picked(vec![
            Ok(tenant_in("GCCHigh", 1)),
            Ok(tenant_in("GCCHigh", 1)),
            Err(not_found()),
        ]);
        assert_eq!(same.expect("one").environment, "GCCHigh");
        let two = picked(vec![
            Ok(tenant_in("Worldwide", 1)),
            Ok(tenant_in("China", 1)),
        ])
        .expect_err("two");
        assert_eq!(two.code(), ErrorCode::TenantAmbiguous);
        assert!(two.to_string().contains("Worldwide") && two.to_string().contains("China"));
        let partly = picked(vec![Ok(tenant_in("Worldwide", 1)), Err(unreachable())]).expect("one");
        assert_eq!(
            partly.unanswered.len(),
            1,
            "the result lists who did not answer"
        );
        // A cloud that did not answer may contain the tenant.
        let unsure = picked(vec![Err(not_found()), Err(unreachable())]).expect_err("unsure");
        assert_eq!(unsure.code(), ErrorCode::HostNotFound);
        let none = picked(vec![Err(not_found()), Err(not_found())]).expect_err("none");
        assert_eq!(none.code(), ErrorCode::TenantNotFound);
    }
}
