//! One token for one (tenant, resource) pair, checked before it is handed out.

use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::form::{self, ClientProof};
use super::response;
use crate::app::App;
use crate::assertion;
use crate::claims::{self, Check, Expectations, Token, TokenView};
use crate::credential::{Caller, Proof};
use crate::error::{Error, ErrorCode, Result};
use crate::resource::Resource;
use crate::secret::SecretText;
use crate::tenant::Tenant;

/// A token with what is known of it.
#[derive(Debug)]
pub struct AccessToken {
    /// The token.
    pub secret: SecretText,
    /// The scope it was asked with.
    pub scope: String,
    /// Its end, by the answer's `expires_in`, else by its `exp`; absent when neither tells.
    pub expires_on: Option<OffsetDateTime>,
    /// When the server wants it renewed, if it said so.
    pub refresh_on: Option<OffsetDateTime>,
    /// What it says; absent if it is not a JWT (other authorities than Entra may do so).
    pub view: Option<TokenView>,
    /// Whether the resource will take it, and why not.
    pub check: Check,
    /// The `client-request-id` it was asked with.
    pub correlation_id: Uuid,
}

/// Asks for a token and checks it.
///
/// # Errors
/// Credential, network and Entra codes, each with the tenant; `TokenTenantMismatch`
/// when the answer is for another tenant: such a token is not handed out.
pub async fn acquire(
    app: &App,
    tenant: &Tenant,
    resource: &Resource,
    caller: &dyn Caller,
) -> Result<AccessToken> {
    let correlation_id = Uuid::new_v4();
    request(app, tenant, resource, caller, correlation_id)
        .await
        .map_err(|error| {
            error
                .for_tenant(&tenant.to_string())
                .with_correlation(&correlation_id.to_string())
        })
}

async fn request(
    app: &App,
    tenant: &Tenant,
    resource: &Resource,
    caller: &dyn Caller,
    correlation_id: Uuid,
) -> Result<AccessToken> {
    let endpoint = app.authority.token_endpoint(tenant);
    let scope = resource.scope(app.cloud);
    let form = match app.credential.proof() {
        Proof::Secret(secret) => form::encode(app.id, &scope, &ClientProof::Secret(secret)),
        Proof::Signer(signer) => {
            let chain = app.send_certificate_chain;
            let signed = assertion::sign(signer, app.id, &endpoint, chain, caller).await?;
            form::encode(app.id, &scope, &ClientProof::Assertion(&signed))
        }
        Proof::Assertion(provider) => {
            let given = provider
                .assertion(&tenant.to_string(), &endpoint, caller)
                .await?;
            form::encode(app.id, &scope, &ClientProof::Assertion(&given))
        }
    };
    let sent_at = OffsetDateTime::now_utc();
    let answer = app.http.post_form(&endpoint, form, correlation_id).await?;
    let host = app.authority.to_string();
    let granted = response::read(&host, &answer, app.credential.kind())?;
    drop(answer);

    let token = Token::decode(granted.token.expose());
    let known = app.known_tenant_id(tenant);
    let canonical = resource.canonical(app.cloud);
    let check = claims::check_decoded(
        &token,
        &Expectations {
            cloud: app.cloud,
            tenant: Some(tenant),
            known_tenant_id: known,
            app_id: Some(app.id),
            resource: Some(&canonical),
            now: sent_at,
        },
    );
    let token = token.ok();
    let tenant_id = token.as_ref().and_then(Token::tenant_id);
    refuse_other_tenant(tenant, known, tenant_id)?;
    if let Some(id) = tenant_id {
        app.learn(tenant, id);
    }
    let told = granted
        .expires_in
        .map(|seconds| sent_at + Duration::seconds(seconds));
    let stamped = token.as_ref().and_then(Token::expires_on);
    Ok(AccessToken {
        scope,
        expires_on: told.or(stamped),
        refresh_on: granted
            .refresh_in
            .map(|seconds| sent_at + Duration::seconds(seconds)),
        view: token
            .as_ref()
            .map(|token| claims::describe(token, app.cloud)),
        check,
        correlation_id,
        secret: granted.token,
    })
}

/// A token of another tenant must never reach a script that will act on it.
fn refuse_other_tenant(tenant: &Tenant, known: Option<Uuid>, got: Option<Uuid>) -> Result<()> {
    match (known, got) {
        (Some(expected), Some(got)) if expected != got => {
            let (came_for, fix) = match tenant {
                Tenant::Id(_) => (
                    String::new(),
                    "Check the authority: it answers for another tenant.",
                ),
                Tenant::Domain(domain) => (
                    format!(" for {domain}"),
                    "Check the authority and whether the domain has moved to another tenant; begin anew with New-ExoMtApp if it has.",
                ),
            };
            Err(Error::new(
                ErrorCode::TokenTenantMismatch,
                format!(
                    "The token that came{came_for} is for tenant {got}, not {expected}; it was thrown away."
                ),
                fix,
            ))
        }
        _ => Ok(()),
    }
}
