//! The metadata that an authority publishes for a tenant: its OpenID configuration.

use serde::Deserialize;
use url::Url;
use uuid::Uuid;

use crate::authority::Authority;
use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::http::{HttpClient, Response};
use crate::token;

/// The maximum size of a response. Typical metadata is 2 KiB.
const MAX_METADATA_BYTES: usize = 64 * 1024;

/// The metadata, with `https` URLs only.
#[derive(Debug, Clone)]
pub(crate) struct Metadata {
    /// `https://{login}/{tenant id}/v2.0`. In the metadata of `common`, the text `{tenantid}`
    /// replaces the id.
    pub(crate) issuer: Url,
    pub(crate) token_endpoint: Url,
    pub(crate) authorization_endpoint: Option<Url>,
    pub(crate) jwks_uri: Url,
    /// The `tenant_region_scope`: `NA`, `EU`, `AS`, `USGov`, ...
    pub(crate) region: Option<String>,
    /// The `tenant_region_sub_scope`: `GCC`, `DODCON` or `DOD`; absent for other tenants.
    pub(crate) region_sub_scope: Option<String>,
    /// Microsoft Graph's host.
    pub(crate) graph_host: Option<String>,
}

#[derive(Deserialize)]
struct Body {
    issuer: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    authorization_endpoint: Option<String>,
    #[serde(default)]
    tenant_region_scope: Option<String>,
    #[serde(default)]
    tenant_region_sub_scope: Option<String>,
    #[serde(default)]
    msgraph_host: Option<String>,
}

/// Requests the metadata of a tenant, or of `common`.
///
/// # Errors
/// `TenantNotFound`, the network codes, and `UnexpectedResponse` if the response isn't an OpenID
/// configuration.
pub(crate) async fn fetch_metadata(
    http: &HttpClient,
    authority: &Authority,
    tenant: &str,
) -> Result<Metadata> {
    let id = Uuid::new_v4();
    let url = format!("{authority}/{tenant}/v2.0/.well-known/openid-configuration");
    let metadata = async {
        let response = http.get(&url, id, MAX_METADATA_BYTES).await?;
        parse(&authority.to_string(), &response)
    };
    metadata
        .await
        .map_err(|error: Error| error.with_correlation(&id.to_string()))
}

fn parse(host: &str, response: &Response) -> Result<Metadata> {
    if response.status != 200 {
        return Err(token::error_from_response(
            host,
            response,
            "there is no metadata",
        ));
    }
    let unexpected = |why: &str| token::unexpected_response(host, response, why);
    let body: Body = serde_json::from_slice(&response.body)
        .map_err(|_| unexpected("the body isn't an OpenID configuration"))?;
    let url = |member: &str, text: &str| {
        // The metadata of `common` has a placeholder in braces, which a URL can contain.
        Url::parse(text)
            .ok()
            .filter(|url| url.scheme() == "https" && url.username().is_empty())
            .ok_or_else(|| {
                unexpected(&format!(
                    "its {member} '{}' isn't an https URL",
                    clean_line(text)
                ))
            })
    };
    let word = |text: Option<String>| {
        text.map(|text| clean_line(&text))
            .filter(|text| !text.is_empty())
    };
    Ok(Metadata {
        issuer: url("issuer", &body.issuer)?,
        token_endpoint: url("token_endpoint", &body.token_endpoint)?,
        jwks_uri: url("jwks_uri", &body.jwks_uri)?,
        authorization_endpoint: body
            .authorization_endpoint
            .as_deref()
            .map(|text| url("authorization_endpoint", text))
            .transpose()?,
        region: word(body.tenant_region_scope),
        region_sub_scope: word(body.tenant_region_sub_scope),
        graph_host: word(body.msgraph_host),
    })
}

impl Metadata {
    /// Returns the id of the tenant that the issuer names.
    ///
    /// # Errors
    /// `UnexpectedResponse` if the issuer contains no tenant id.
    pub(crate) fn tenant_id(&self) -> Result<Uuid> {
        self.issuer
            .path_segments()
            .into_iter()
            .flatten()
            .find_map(|part| Uuid::try_parse(part).ok())
            .ok_or_else(|| {
                Error::new(
                    ErrorCode::UnexpectedResponse,
                    format!(
                        "The metadata's issuer '{}' contains no tenant id.",
                        clean_line(self.issuer.as_str())
                    ),
                    "Check that the authority is Microsoft Entra: its issuers contain the tenant id.",
                )
            })
    }
}
