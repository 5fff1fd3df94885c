//! One attempt to get a token for one (tenant, resource) pair, checked before it is kept.

use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::form::{self, ClientProof};
use super::freshness::Freshness;
use super::grant::{Grant, inspect};
use super::response;
use crate::app::App;
use crate::assertion;
use crate::claims::Token;
use crate::credential::{Caller, Proof};
use crate::error::Result;
use crate::resource::Resource;
use crate::tenant::Tenant;

/// Asks for a token once and checks it.
///
/// # Errors
/// Credential, network and Entra codes, each with the tenant; `TokenTenantMismatch`
/// when the answer is for another tenant: such a token is not handed out.
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
    let known = app.partition.tenant_id(tenant);
    let verdict = inspect(app, tenant, resource, &token, known).verdict;
    let token = token.ok();
    let tenant_id = token.as_ref().and_then(Token::tenant_id);
    if let Some(id) = tenant_id {
        app.partition.learn(tenant, id)?;
    }
    let after = |seconds: Option<i64>| seconds.map(|seconds| sent_at + Duration::seconds(seconds));
    let stamped = token.as_ref().and_then(Token::expires_on);
    let expires_on = after(granted.expires_in).or(stamped);
    Ok(Grant {
        secret: granted.token,
        tenant_id,
        learned_tenant: known.is_none() && tenant_id.is_some(),
        expires_on,
        verdict,
        correlation_id,
        attempts: 1,
        waits: Vec::new(),
        freshness: Freshness::of(sent_at, expires_on, after(granted.refresh_in), verdict),
    })
}
