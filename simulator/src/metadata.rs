//! OpenID metadata, signing keys and instance discovery, which MSAL requests first.

use serde_json::json;

use crate::clouds::Cloud;
use crate::config::Tenant;
use crate::error_body::Refusal;
use crate::reply::Reply;
use crate::state::State;
use crate::tenant;

/// Answers `/{tenant}[/v2.0]/.well-known/openid-configuration`.
pub(crate) fn openid_configuration(
    state: &State,
    spelled: &str,
    v2: bool,
) -> Result<Reply, Refusal> {
    let shared = Tenant::default();
    let (tenant, id) = match spelled.to_ascii_lowercase().as_str() {
        "common" | "organizations" => (shared, "{tenantid}".to_owned()),
        _ => {
            let id = tenant::named(state, spelled)?;
            let found = state.tenants().by_id.get(&id).cloned();
            (found.unwrap_or_default(), id.to_string())
        }
    };
    let host = document_host(&tenant);
    // Here Entra names the tenant by its id, even if the request uses a domain.
    let (base, named) = match host {
        Some(host) => (format!("https://{host}"), id.as_str()),
        None => (state.authority.clone(), spelled),
    };
    let (issuer, version) = if v2 {
        (format!("{base}/{id}/v2.0"), "/v2.0")
    } else {
        (format!("https://sts.windows.net/{id}/"), "")
    };
    let mut document = json!({
        "token_endpoint": format!("{base}/{named}/oauth2{version}/token"),
        "token_endpoint_auth_methods_supported":
            ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": format!("{base}/{named}/discovery{version}/keys"),
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": issuer,
        "authorization_endpoint": format!("{base}/{named}/oauth2{version}/authorize"),
        "device_authorization_endpoint": format!("{base}/{named}/oauth2{version}/devicecode"),
        "tenant_region_scope": region(&tenant),
        "cloud_instance_name": "microsoftonline.com",
    });
    let facts = tenant.cloud.map(Cloud::facts);
    if let Some(facts) = facts {
        document["cloud_instance_name"] = json!(facts.instance);
        document["cloud_graph_host_name"] = json!(facts.legacy_graph);
        document["msgraph_host"] = json!(facts.graph);
    }
    let default_scope = facts.and_then(|facts| facts.sub_scope.as_deref());
    if let Some(sub_scope) = tenant.region_sub_scope.as_deref().or(default_scope) {
        document["tenant_region_sub_scope"] = json!(sub_scope);
    }
    Ok(Reply::json(200, &document))
}

/// Returns the login host in a tenant's documents; `None` means the simulator itself.
fn document_host(tenant: &Tenant) -> Option<&str> {
    tenant
        .document_host
        .as_deref()
        .or(tenant.cloud.map(|cloud| &*cloud.facts().login))
}

/// Returns the `tenant_region_scope` of documents and tokens.
pub(crate) fn region(tenant: &Tenant) -> &str {
    tenant
        .region_scope
        .as_deref()
        .unwrap_or(tenant.cloud.map_or("EU", |cloud| &cloud.facts().region))
}

/// Answers `/{tenant}/discovery[/v2.0]/keys` with the same keys for every tenant, and the issuer of
/// the tenant's cloud.
pub(crate) fn keys(state: &State, spelled: &str) -> Reply {
    let tenant = state.tenants().find(spelled).cloned().unwrap_or_default();
    let base = match document_host(&tenant) {
        Some(host) => format!("https://{host}"),
        None => state.authority.clone(),
    };
    Reply::json(200, &state.keys.jwks(&format!("{base}/{{tenantid}}/v2.0")))
}

/// Answers `/common/discovery/instance`.
pub(crate) fn instance(state: &State) -> Reply {
    let host = state.authority.trim_start_matches("https://");
    Reply::json(
        200,
        &json!({
            "tenant_discovery_endpoint":
                format!("{}/common/v2.0/.well-known/openid-configuration", state.authority),
            "api-version": "1.1",
            "metadata": [{
                "preferred_network": host,
                "preferred_cache": host,
                "aliases": [host],
            }],
        }),
    )
}
