//! Asks the clouds in question for a tenant, and decides between their answers.

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

/// Where to look (camelCase JSON); unknown members are refused.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResolverOptions {
    /// The one cloud to ask; without it those that can have the tenant.
    #[serde(default)]
    pub environment: Option<String>,
    /// The one authority to ask.
    #[serde(default)]
    pub authority: Option<String>,
    /// Trust, proxy and times.
    #[serde(default)]
    pub network: NetworkOptions,
}

/// Ready to look tenants up.
#[derive(Debug)]
pub struct Resolver {
    http: HttpClient,
    /// Stands in for an authority that is no cloud's own.
    home: &'static Cloud,
    /// The one to ask, if one was named.
    only: Option<Authority>,
}

impl Resolver {
    /// Checks the options; nothing is sent.
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
            http: HttpClient::new(&options.network.http())?,
            home: match named {
                Some(cloud) => cloud,
                None => Cloud::worldwide()?,
            },
            only: authority.or_else(|| named.map(Authority::from_cloud)),
        })
    }

    /// Finds a tenant.
    ///
    /// # Errors
    /// `TenantNotFound`, `TenantAmbiguous`, `CloudUnknown`, the network codes.
    pub(crate) async fn resolve(
        &self,
        tenant: &Tenant,
        deadline: Instant,
    ) -> Result<ResolvedTenant> {
        let asked = match &self.only {
            Some(authority) => vec![authority.clone()],
            None => authorities_for(tenant),
        };
        let name = tenant.to_string();
        let answers = join_all(asked.into_iter().map(|authority| async {
            let attempt = || fetch_metadata(&self.http, &authority, &name);
            let answer = retry::retry_until(deadline, attempt).await;
            let placed = answer
                .and_then(|metadata| ResolvedTenant::new(tenant, &metadata, &authority, self.home));
            (authority, placed)
        }))
        .await;
        decide(&name, answers)
    }
}

/// Who can know the tenant. An ending that only one cloud has decides; the worldwide host
/// knows those of the US government, China's are known to China alone, and a sovereign
/// cloud's tenants by an own domain are found when it is named.
fn authorities_for(tenant: &Tenant) -> Vec<Authority> {
    let name = tenant.to_string();
    let by_ending: Vec<&Cloud> = Cloud::open()
        .filter(|cloud| cloud.is_initial_domain(&name))
        .collect();
    let mut hosts: Vec<Authority> = Vec::new();
    let usual = Cloud::open().filter(|cloud| !cloud.exchange_environment_name.is_empty());
    let clouds: Vec<&Cloud> = if by_ending.is_empty() {
        usual.collect()
    } else {
        by_ending
    };
    for authority in clouds.into_iter().map(Authority::from_cloud) {
        if !hosts.contains(&authority) {
            hosts.push(authority);
        }
    }
    hosts
}

fn decide(name: &str, answers: Vec<(Authority, Result<ResolvedTenant>)>) -> Result<ResolvedTenant> {
    let mut found: Vec<ResolvedTenant> = Vec::new();
    let mut unanswered = Vec::new();
    let mut absent = None;
    let mut failed = None;
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
                absent.get_or_insert(error);
            }
            Err(error) => {
                unanswered.push(authority.to_string());
                failed.get_or_insert(error);
            }
        }
    }
    match found.len() {
        0 => Err(failed
            .or(absent)
            .unwrap_or_else(|| Error::internal("no authority to ask"))),
        1 => Ok(ResolvedTenant {
            unanswered,
            ..found.swap_remove(0)
        }),
        _ => {
            let places: Vec<String> = found
                .iter()
                .map(|tenant| format!("{} ({})", tenant.environment, tenant.tenant_id))
                .collect();
            Err(Error::new(
                ErrorCode::TenantAmbiguous,
                format!(
                    "'{name}' exists in more than one cloud: {}.",
                    places.join(", ")
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
    fn an_ending_says_whom_to_ask() {
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

    fn at(environment: &'static str, number: u128) -> ResolvedTenant {
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

    fn decided(answers: Vec<Result<ResolvedTenant>>) -> Result<ResolvedTenant> {
        let authority = || Authority::from_cloud(Cloud::worldwide().expect("first"));
        decide(
            "contoso.com",
            answers
                .into_iter()
                .map(|answer| (authority(), answer))
                .collect(),
        )
    }

    #[test]
    fn one_answer_counts_and_two_are_asked_about() {
        let absent = || Error::new(ErrorCode::TenantNotFound, "x", "y");
        let away = || Error::new(ErrorCode::HostNotFound, "x", "y").retryable();
        let same = decided(vec![
            Ok(at("GCCHigh", 1)),
            Ok(at("GCCHigh", 1)),
            Err(absent()),
        ]);
        assert_eq!(same.expect("one").environment, "GCCHigh");
        let two = decided(vec![Ok(at("Worldwide", 1)), Ok(at("China", 1))]).expect_err("two");
        assert_eq!(two.code(), ErrorCode::TenantAmbiguous);
        assert!(two.to_string().contains("Worldwide") && two.to_string().contains("China"));
        let partly = decided(vec![Ok(at("Worldwide", 1)), Err(away())]).expect("one");
        assert_eq!(partly.unanswered.len(), 1, "who did not answer is told");
        // Whoever did not answer may have it: that is not the same as nobody having it.
        let unsure = decided(vec![Err(absent()), Err(away())]).expect_err("unsure");
        assert_eq!(unsure.code(), ErrorCode::HostNotFound);
        let nobody = decided(vec![Err(absent()), Err(absent())]).expect_err("nobody");
        assert_eq!(nobody.code(), ErrorCode::TenantNotFound);
    }
}
