//! The description of a token that people and scripts can see. It never contains the token itself.

use serde::Serialize;
use time::OffsetDateTime;
use time::serde::rfc3339::option as rfc3339;

use super::claim_set::APP_ID_CLAIMS;
use super::{RoleClaim, Token};
use crate::cloud::Cloud;
use crate::error::clean_line;
use crate::resource::Resource;

/// The content of a token, without control characters.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenView {
    /// `tid`.
    pub tenant_id: Option<String>,
    /// `appid`, `azp` or `client_id`.
    pub app_id: Option<String>,
    /// `aud`.
    pub audience: Option<String>,
    /// The name of the resource, if ExoMt knows the audience.
    pub resource: Option<String>,
    /// `exp`.
    #[serde(with = "rfc3339")]
    pub expires_on: Option<OffsetDateTime>,
    /// `nbf`.
    #[serde(with = "rfc3339")]
    pub not_before: Option<OffsetDateTime>,
    /// `iat`.
    #[serde(with = "rfc3339")]
    pub issued_at: Option<OffsetDateTime>,
    /// Application permissions.
    pub roles: Vec<String>,
    /// The directory roles in `wids`.
    pub directory_roles: Vec<RoleClaim>,
    /// `oid`: the object id of the app's service principal in the tenant.
    pub object_id: Option<String>,
    /// `uti`: the id of the token in audit records.
    pub token_id: Option<String>,
    /// How the app authenticated.
    pub authentication_method: Option<&'static str>,
    /// `iss`.
    pub issuer: Option<String>,
    /// `ver`.
    pub version: Option<String>,
    /// `alg` of the header.
    pub signature_algorithm: Option<String>,
    /// `kid` of the header.
    pub key_id: Option<String>,
}

/// Describes a token.
pub fn describe(token: &Token, cloud: &Cloud) -> TokenView {
    let claims = token.claims();
    let text = |name: &str| claims.text(name).map(clean_line);
    let head = |name: &str| token.header().text(name).map(clean_line);
    let audiences = claims.texts("aud");
    let resource = audiences.clone().find_map(|aud| {
        let clouds = std::iter::once(cloud).chain(Cloud::all());
        clouds
            .into_iter()
            .find_map(|cloud| Resource::from_audience(aud, cloud))
    });
    let shown_for = resource.clone().unwrap_or(Resource::Exchange);
    TokenView {
        tenant_id: text("tid"),
        app_id: claims.first_text(&APP_ID_CLAIMS).map(clean_line),
        audience: (!audiences.is_empty()).then(|| clean_line(&audiences.joined())),
        resource: resource.map(|resource| resource.name().to_owned()),
        expires_on: claims.time("exp"),
        not_before: claims.time("nbf"),
        issued_at: claims.time("iat"),
        roles: claims.texts("roles").map(clean_line).collect(),
        directory_roles: RoleClaim::from_wids(claims.texts("wids"), &shown_for),
        object_id: text("oid"),
        token_id: text("uti"),
        authentication_method: match claims.digit("appidacr").or_else(|| claims.digit("azpacr")) {
            Some(0) => Some("None"),
            Some(1) => Some("ClientSecret"),
            Some(2) => Some("CertificateOrAssertion"),
            _ => None,
        },
        issuer: text("iss"),
        version: text("ver"),
        signature_algorithm: head("alg"),
        key_id: head("kid").or_else(|| head("x5t")),
    }
}
