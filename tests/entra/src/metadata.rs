//! OIDC metadata, signing keys and instance discovery: what MSAL asks for first.

use serde_json::json;

use crate::error_body::Refusal;
use crate::reply::Reply;
use crate::state::State;
use crate::tenant;

/// `/{tenant}[/v2.0]/.well-known/openid-configuration`.
pub(crate) fn openid_configuration(
    state: &State,
    tenant: &str,
    v2: bool,
) -> Result<Reply, Refusal> {
    let id = match tenant.to_ascii_lowercase().as_str() {
        "common" | "organizations" => "{tenantid}".to_owned(),
        _ => tenant::named(state, tenant)?.to_string(),
    };
    let authority = &state.authority;
    let (issuer, version) = if v2 {
        (format!("{authority}/{id}/v2.0"), "/v2.0")
    } else {
        (format!("https://sts.windows.net/{id}/"), "")
    };
    Ok(Reply::json(
        200,
        &json!({
            "token_endpoint": format!("{authority}/{tenant}/oauth2{version}/token"),
            "token_endpoint_auth_methods_supported":
                ["client_secret_post", "private_key_jwt", "client_secret_basic"],
            "jwks_uri": format!("{authority}/{tenant}/discovery{version}/keys"),
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "issuer": issuer,
            "authorization_endpoint": format!("{authority}/{tenant}/oauth2{version}/authorize"),
            "device_authorization_endpoint":
                format!("{authority}/{tenant}/oauth2{version}/devicecode"),
            "tenant_region_scope": "EU",
            "cloud_instance_name": "microsoftonline.com",
        }),
    ))
}

/// `/{tenant}/discovery[/v2.0]/keys`.
pub(crate) fn keys(state: &State) -> Reply {
    Reply::json(
        200,
        &state
            .key
            .jwks(&format!("{}/{{tenantid}}/v2.0", state.authority)),
    )
}

/// `/common/discovery/instance`.
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
