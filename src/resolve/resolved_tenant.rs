//! Which cloud a metadata is of: its hosts decide, and only then its region (protocol 5.2).

use serde::Serialize;
use url::Url;
use uuid::Uuid;

use super::Metadata;
use crate::authority::Authority;
use crate::cloud::Cloud;
use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::spelling::ENVIRONMENT;
use crate::tenant::Tenant;

/// A tenant, found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResolvedTenant {
    /// As it was asked for.
    pub organization: String,
    /// Its id.
    pub tenant_id: Uuid,
    /// Its cloud, by ExoMt's name.
    pub environment: &'static str,
    /// The cloud's name for `Connect-ExchangeOnline -ExchangeEnvironmentName`; empty where it
    /// has none.
    pub exchange_environment_name: &'static str,
    /// `tenant_region_scope`.
    pub region: Option<String>,
    /// `tenant_region_sub_scope`.
    pub region_sub_scope: Option<String>,
    /// Where its tokens come from.
    pub login_host: String,
    /// Exchange Online.
    pub exchange_host: String,
    /// Microsoft Graph; absent where it is not known.
    pub graph_host: Option<String>,
    /// The name asked for, if it is an initial domain.
    pub initial_domain: Option<String>,
    /// Clouds that did not answer, so that they may have a tenant of that name too.
    pub unanswered: Vec<String>,
}

impl ResolvedTenant {
    pub(super) fn new(
        tenant: &Tenant,
        metadata: &Metadata,
        asked: &Authority,
        home: &'static Cloud,
    ) -> Result<ResolvedTenant> {
        let cloud = identify_cloud(metadata, asked, home)?;
        let id = metadata.tenant_id()?;
        if let Some(wanted) = tenant.id()
            && wanted != id
        {
            return Err(Error::new(
                ErrorCode::TokenTenantMismatch,
                format!("{asked} gave the metadata of tenant {id} when {wanted} was asked for."),
                "Check the authority: it answers for another tenant.",
            ));
        }
        let name = tenant.to_string();
        Ok(ResolvedTenant {
            tenant_id: id,
            environment: &cloud.name,
            exchange_environment_name: &cloud.exchange_environment_name,
            region: metadata.region.clone(),
            region_sub_scope: metadata.region_sub_scope.clone(),
            login_host: host(&metadata.token_endpoint),
            exchange_host: cloud.exchange.trim_start_matches("https://").to_owned(),
            graph_host: metadata.graph_host.clone().or_else(|| {
                let known = cloud.graph.trim_start_matches("https://");
                (!known.is_empty()).then(|| known.to_owned())
            }),
            initial_domain: cloud.is_initial_domain(&name).then(|| name.clone()),
            organization: name,
            unanswered: Vec::new(),
        })
    }
}

fn host(url: &Url) -> String {
    url.origin()
        .ascii_serialization()
        .trim_start_matches("https://")
        .to_owned()
}

/// The cloud of a metadata that came from an authority.
///
/// An authority that is no cloud's own (a test's, a private one) stands for the cloud that
/// the caller named, as long as its documents name no other host.
///
/// # Errors
/// `CloudUnknown` when a host belongs to no cloud, or hosts to different ones.
pub(crate) fn identify_cloud(
    metadata: &Metadata,
    asked: &Authority,
    home: &'static Cloud,
) -> Result<&'static Cloud> {
    let own = asked.to_string();
    let is_own = |url: &Url| url.origin().ascii_serialization() == own;
    let endpoint = &metadata.token_endpoint;
    let login = endpoint.host_str().unwrap_or_default();
    let mut group: Vec<&'static Cloud> = Cloud::open()
        .filter(|cloud| cloud.has_login_host(login))
        .collect();
    if group.is_empty() && is_own(endpoint) {
        group = Cloud::open()
            .filter(|cloud| cloud.login_host == home.login_host)
            .collect();
    }
    if group.is_empty() {
        return Err(unknown("token_endpoint", login));
    }
    let belongs = |url: &Url| {
        let name = url.host_str().unwrap_or_default();
        group.iter().any(|cloud| cloud.has_login_host(name)) || (is_own(endpoint) && is_own(url))
    };
    let named = [
        ("issuer", Some(&metadata.issuer)),
        ("jwks_uri", Some(&metadata.jwks_uri)),
        (
            "authorization_endpoint",
            metadata.authorization_endpoint.as_ref(),
        ),
    ];
    for (member, url) in named {
        if let Some(url) = url.filter(|url| !belongs(url)) {
            return Err(unknown(member, url.host_str().unwrap_or_default()));
        }
    }
    if let Some(graph) = &metadata.graph_host
        && !group
            .iter()
            .any(|cloud| cloud.graph.is_empty() || has_graph_host(cloud, graph))
    {
        return Err(unknown("msgraph_host", graph));
    }
    one_of(&group, metadata, home).ok_or_else(|| {
        unknown(
            "tenant_region_sub_scope",
            metadata.region_sub_scope.as_deref().unwrap_or("none"),
        )
    })
}

/// Clouds that share their login hosts are told apart by region and Graph.
fn one_of(
    group: &[&'static Cloud],
    metadata: &Metadata,
    home: &'static Cloud,
) -> Option<&'static Cloud> {
    let find = |wanted: &dyn Fn(&Cloud) -> bool| {
        let mut found = group.iter().copied().filter(|cloud| wanted(cloud));
        let first = found.next();
        first.filter(|_| found.next().is_none())
    };
    let by_region = metadata.region_sub_scope.as_deref().and_then(|sub_scope| {
        find(&|cloud| {
            cloud
                .region_sub_scopes
                .iter()
                .any(|known| known.eq_ignore_ascii_case(sub_scope))
        })
    });
    let by_graph = || {
        let graph = metadata.graph_host.as_deref()?;
        find(&|cloud| has_graph_host(cloud, graph))
    };
    by_region
        .or_else(by_graph)
        .or_else(|| find(&|cloud| cloud.region_sub_scopes.is_empty()))
        .or_else(|| group.iter().copied().find(|cloud| cloud.name == home.name))
}

fn has_graph_host(cloud: &Cloud, host: &str) -> bool {
    cloud
        .graph
        .trim_start_matches("https://")
        .eq_ignore_ascii_case(host)
}

fn unknown(member: &str, value: &str) -> Error {
    Error::new(
        ErrorCode::CloudUnknown,
        format!(
            "The tenant's metadata does not show which cloud it is in: its {member} is '{}'.",
            clean_line(value)
        ),
        format!(
            "Don't send a credential there. If you know the cloud, name it in {ENVIRONMENT}. If it is new, a newer ExoMt may know it."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(login: &str, graph: Option<&str>, sub_scope: Option<&str>) -> Metadata {
        let id = "7e4a0001-1c2d-4e3f-8a5b-000000000001";
        let url = |path: &str| Url::parse(&format!("https://{login}/{id}/{path}")).expect("url");
        Metadata {
            issuer: url("v2.0"),
            token_endpoint: url("oauth2/v2.0/token"),
            authorization_endpoint: None,
            jwks_uri: url("discovery/v2.0/keys"),
            region: None,
            region_sub_scope: sub_scope.map(str::to_owned),
            graph_host: graph.map(str::to_owned),
        }
    }

    fn placed(metadata: &Metadata) -> Result<&'static str> {
        let home = Cloud::worldwide()?;
        identify_cloud(metadata, &Authority::from_cloud(home), home).map(|cloud| &*cloud.name)
    }

    #[test]
    fn hosts_decide_and_then_the_region() {
        let com = "login.microsoftonline.com";
        let us = "login.microsoftonline.us";
        for (login, graph, sub_scope, cloud) in [
            (com, Some("graph.microsoft.com"), None, "Worldwide"),
            (com, Some("graph.microsoft.com"), Some("GCC"), "GCC"),
            (com, None, Some("Something new"), "Worldwide"),
            ("login.windows.net", None, None, "Worldwide"),
            (us, Some("graph.microsoft.us"), Some("DODCON"), "GCCHigh"),
            (us, Some("dod-graph.microsoft.us"), Some("DOD"), "DoD"),
            (us, Some("dod-graph.microsoft.us"), None, "DoD"),
            (us, Some("graph.microsoft.us"), None, "GCCHigh"),
            ("login.chinacloudapi.cn", None, None, "China"),
            ("login.sovcloud-identity.fr", None, None, "Bleu"),
            ("login.sovcloud-identity.sg", None, None, "GovSG"),
        ] {
            let found = placed(&metadata(login, graph, sub_scope)).expect(login);
            assert_eq!(found, cloud, "{login} {graph:?} {sub_scope:?}");
        }
    }

    #[test]
    fn a_region_of_another_cloud_does_not_count() {
        let com = metadata("login.microsoftonline.com", None, Some("DOD"));
        assert_eq!(placed(&com).expect("by its host"), "Worldwide");
    }

    #[test]
    fn unknown_and_mixed_hosts_are_refused() {
        let mut mixed = metadata("login.microsoftonline.com", None, None);
        mixed.issuer = Url::parse("https://login.evil.example/x/v2.0").expect("url");
        let mut graph = metadata("login.microsoftonline.com", None, None);
        graph.graph_host = Some("graph.microsoft.us".to_owned());
        for bad in [
            metadata("login.evil.example", None, None),
            metadata("login.microsoftonline.com.evil.example", None, None),
            metadata("login.microsoftonline.de", None, None),
            metadata("login.microsoftonline.us", None, None),
            mixed,
            graph,
        ] {
            let error = placed(&bad).expect_err("refused");
            assert_eq!(error.code(), ErrorCode::CloudUnknown);
        }
    }

    #[test]
    fn a_private_authority_stands_for_the_cloud_that_was_named() {
        let own = Authority::parse("https://localhost:8443").expect("origin");
        let china = Cloud::parse("China").expect("known");
        let private = metadata("localhost:8443", None, None);
        assert_eq!(
            identify_cloud(&private, &own, china).expect("own").name,
            "China"
        );
        let other = metadata("localhost:9999", None, None);
        assert!(identify_cloud(&other, &own, china).is_err());
    }
}
