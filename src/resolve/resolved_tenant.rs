//! The result of resolving a tenant.

use serde::Serialize;
use url::Url;
use uuid::Uuid;

use super::Metadata;
use super::identify_cloud::identify_cloud;
use crate::authority::Authority;
use crate::cloud::Cloud;
use crate::error::{Error, ErrorCode, Result};
use crate::tenant::Tenant;

/// A tenant's id, cloud and hosts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResolvedTenant {
    /// The tenant as it was requested.
    pub organization: String,
    /// The tenant's id.
    pub tenant_id: Uuid,
    /// The name of the tenant's cloud.
    pub environment: &'static str,
    /// The cloud's name for `Connect-ExchangeOnline -ExchangeEnvironmentName`; empty if it has
    /// none.
    pub exchange_environment_name: &'static str,
    /// The `tenant_region_scope` in the tenant's metadata.
    pub region: Option<String>,
    /// The `tenant_region_sub_scope` in the tenant's metadata.
    pub region_sub_scope: Option<String>,
    /// The host that issues the tenant's tokens.
    pub login_host: String,
    /// The host of Exchange Online.
    pub exchange_host: String,
    /// The host of Microsoft Graph, if known.
    pub graph_host: Option<String>,
    /// The requested name, if it is an initial domain.
    pub initial_domain: Option<String>,
    /// The authorities that did not answer. One of them may know a tenant with the same name.
    pub unanswered: Vec<String>,
}

impl ResolvedTenant {
    pub(super) fn new(
        tenant: &Tenant,
        metadata: &Metadata,
        authority: &Authority,
        default_cloud: &'static Cloud,
    ) -> Result<ResolvedTenant> {
        let cloud = identify_cloud(metadata, authority, default_cloud)?;
        let id = metadata.tenant_id()?;
        if let Some(requested) = tenant.id()
            && requested != id
        {
            return Err(Error::new(
                ErrorCode::TokenTenantMismatch,
                format!("{authority} returned the metadata of tenant {id}, not of {requested}."),
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
