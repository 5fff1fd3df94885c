//! One attempt to acquire a token for a (tenant, resource) pair.

use time::{Duration, OffsetDateTime};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::form::{self, ClientProof};
use super::freshness::Freshness;
use super::grant::{Grant, check_token};
use super::response::{self, TokenResponse};
use crate::app::App;
use crate::assertion::sign_assertion;
use crate::claims::Token;
use crate::credential::{Caller, Proof};
use crate::error::Result;
use crate::resource::Resource;
use crate::tenant::Tenant;

/// Requests a token once, and checks it.
///
/// # Errors
/// The codes of the credential, the network and Entra; `TokenTenantMismatch` if the token is for
/// another tenant. Each error names the requested tenant.
pub(crate) async fn attempt(
    app: &App,
    tenant: &Tenant,
    resource: &Resource,
    caller: &dyn Caller,
) -> Result<Grant> {
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
) -> Result<Grant> {
    let endpoint = app.authority.token_endpoint(tenant);
    let form = form(app, tenant, resource, &endpoint, caller).await?;
    let sent_at = OffsetDateTime::now_utc();
    let response = app.http.post_form(&endpoint, form, correlation_id).await?;
    let host = app.authority.to_string();
    let response = response::parse(&host, &response, app.credential.rejection_code())?;
    grant(app, tenant, resource, response, sent_at, correlation_id)
}

/// Encodes the form, with the proof of the app's credential.
async fn form(
    app: &App,
    tenant: &Tenant,
    resource: &Resource,
    endpoint: &str,
    caller: &dyn Caller,
) -> Result<Zeroizing<String>> {
    let scope = resource.scope(app.cloud);
    Ok(match app.credential.proof() {
        Proof::Secret(secret) => form::encode(app.id, &scope, &ClientProof::Secret(secret)),
        Proof::Signer(signer) => {
            let chain = app.send_certificate_chain;
            let signed = sign_assertion(signer, app.id, endpoint, chain, caller).await?;
            form::encode(app.id, &scope, &ClientProof::Assertion(&signed))
        }
        Proof::Assertion(provider) => {
            let assertion = provider
                .assertion(&tenant.to_string(), endpoint, caller)
                .await?;
            form::encode(app.id, &scope, &ClientProof::Assertion(&assertion))
        }
    })
}

/// Checks the token and turns it into a grant.
fn grant(
    app: &App,
    tenant: &Tenant,
    resource: &Resource,
    response: TokenResponse,
    sent_at: OffsetDateTime,
    correlation_id: Uuid,
) -> Result<Grant> {
    let token = Token::decode(response.token.expose());
    let known_tenant_id = app.partition.tenant_id(tenant);
    let verdict = check_token(app, tenant, resource, &token, known_tenant_id).verdict;
    let token = token.ok();
    let tenant_id = token.as_ref().and_then(Token::tenant_id);
    if let Some(id) = tenant_id {
        app.partition.learn_tenant_id(tenant, id)?;
    }
    let after = |seconds: Option<i64>| seconds.map(|seconds| sent_at + Duration::seconds(seconds));
    let expires_on = after(response.expires_in).or(token.as_ref().and_then(Token::expires_on));
    let refresh_on = after(response.refresh_in);
    Ok(Grant {
        secret: response.token,
        tenant_id,
        learned_tenant: known_tenant_id.is_none() && tenant_id.is_some(),
        expires_on,
        verdict,
        correlation_id,
        attempts: 1,
        waits: Vec::new(),
        freshness: Freshness::new(sent_at, expires_on, refresh_on, verdict),
    })
}
