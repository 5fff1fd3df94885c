//! Identifies a tenant's cloud from its metadata: by the hosts, then by the region
//! (docs/protocol.md, 5.2).

use url::Url;

use super::Metadata;
use crate::authority::Authority;
use crate::cloud::Cloud;
use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::spelling::ENVIRONMENT;

/// Returns the cloud that the metadata of an authority belongs to.
///
/// A private authority belongs to no cloud. It is treated as an authority of `default_cloud` if its
/// metadata contains no host except its own.
///
/// # Errors
/// `CloudUnknown` if a host belongs to no cloud, or the hosts belong to different clouds.
pub(crate) fn identify_cloud(
    metadata: &Metadata,
    authority: &Authority,
    default_cloud: &'static Cloud,
) -> Result<&'static Cloud> {
    let own = authority.to_string();
    let is_own = |url: &Url| url.origin().ascii_serialization() == own;
    let endpoint = &metadata.token_endpoint;
    let login = endpoint.host_str().unwrap_or_default();
    let mut candidates: Vec<&'static Cloud> = Cloud::open()
        .filter(|cloud| cloud.has_login_host(login))
        .collect();
    if candidates.is_empty() && is_own(endpoint) {
        candidates = Cloud::open()
            .filter(|cloud| cloud.login_host == default_cloud.login_host)
            .collect();
    }
    if candidates.is_empty() {
        return Err(unknown("token_endpoint", login));
    }
    let belongs = |url: &Url| {
        let name = url.host_str().unwrap_or_default();
        candidates.iter().any(|cloud| cloud.has_login_host(name))
            || (is_own(endpoint) && is_own(url))
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
        && !candidates
            .iter()
            .any(|cloud| cloud.graph.is_empty() || has_graph_host(cloud, graph))
    {
        return Err(unknown("msgraph_host", graph));
    }
    pick(&candidates, metadata, default_cloud).ok_or_else(|| {
        unknown(
            "tenant_region_sub_scope",
            metadata.region_sub_scope.as_deref().unwrap_or("none"),
        )
    })
}

/// Selects one of several clouds that share their login hosts: by region, then by Graph host.
fn pick(
    candidates: &[&'static Cloud],
    metadata: &Metadata,
    default_cloud: &'static Cloud,
) -> Option<&'static Cloud> {
    let find_only = |wanted: &dyn Fn(&Cloud) -> bool| {
        let mut found = candidates.iter().copied().filter(|cloud| wanted(cloud));
        let first = found.next();
        first.filter(|_| found.next().is_none())
    };
    let by_region = metadata.region_sub_scope.as_deref().and_then(|sub_scope| {
        find_only(&|cloud| {
            cloud
                .region_sub_scopes
                .iter()
                .any(|known| known.eq_ignore_ascii_case(sub_scope))
        })
    });
    let by_graph = || {
        let graph = metadata.graph_host.as_deref()?;
        find_only(&|cloud| has_graph_host(cloud, graph))
    };
    by_region
        .or_else(by_graph)
        .or_else(|| find_only(&|cloud| cloud.region_sub_scopes.is_empty()))
        .or_else(|| {
            candidates
                .iter()
                .copied()
                .find(|cloud| cloud.name == default_cloud.name)
        })
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
            "The tenant's metadata doesn't show which cloud the tenant is in: its {member} is '{}'.",
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

    fn identified(metadata: &Metadata) -> Result<&'static str> {
        let cloud = Cloud::worldwide()?;
        identify_cloud(metadata, &Authority::from_cloud(cloud), cloud).map(|cloud| &*cloud.name)
    }

    #[test]
    fn the_hosts_decide_and_then_the_region() {
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
            let found = identified(&metadata(login, graph, sub_scope)).expect(login);
            assert_eq!(found, cloud, "{login} {graph:?} {sub_scope:?}");
        }
    }

    #[test]
    fn a_region_of_another_cloud_is_ignored() {
        let com = metadata("login.microsoftonline.com", None, Some("DOD"));
        assert_eq!(identified(&com).expect("by its host"), "Worldwide");
    }

    #[test]
    fn unknown_and_mixed_hosts_are_rejected() {
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
            let error = identified(&bad).expect_err("rejected");
            assert_eq!(error.code(), ErrorCode::CloudUnknown);
        }
    }

    #[test]
    fn a_private_authority_is_treated_as_the_default_cloud() {
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
