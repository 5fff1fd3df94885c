//! An issued token as it is cached and handed out.

use time::OffsetDateTime;
use uuid::Uuid;

use super::freshness::Freshness;
use crate::app::App;
use crate::claims::{self, Check, Expectations, Token, TokenView, Verdict};
use crate::error::Result;
use crate::resource::Resource;
use crate::retry::Wait;
use crate::secret::SecretText;
use crate::tenant::Tenant;

/// An issued token with what must be known without reading it. The rest is read from the token
/// when needed.
#[derive(Debug)]
pub struct Grant {
    /// The token.
    pub(crate) secret: SecretText,
    /// The tenant's id, if the token names it.
    pub(crate) tenant_id: Option<Uuid>,
    /// Whether this token has shown the tenant id of a domain for the first time.
    pub(crate) learned_tenant: bool,
    /// When the token expires: by the response's `expires_in`, else by the token's `exp`.
    pub(crate) expires_on: Option<OffsetDateTime>,
    /// The verdict when the token was issued.
    pub(crate) verdict: Verdict,
    /// The `client-request-id` of the request.
    pub(crate) correlation_id: Uuid,
    /// Number of attempts.
    pub(crate) attempts: u32,
    /// The waits between the attempts.
    pub(crate) waits: Vec<Wait>,
    pub(crate) freshness: Freshness,
}

/// What a token says, and whether it is usable now.
#[derive(Debug)]
pub(crate) struct Inspection {
    /// The token's content; absent if it isn't a JWT, which other authorities than Entra issue.
    pub(crate) view: Option<TokenView>,
    /// Whether the resource will accept the token, and why not.
    pub(crate) check: Check,
}

impl Grant {
    /// Reads and checks the token. `fresh` says whether it comes from a response and not from
    /// the cache.
    pub(crate) fn inspect(
        &self,
        app: &App,
        tenant: &Tenant,
        resource: &Resource,
        fresh: bool,
    ) -> Inspection {
        let known_tenant_id = match (fresh && self.learned_tenant, tenant) {
            // The finding that a tenant id was learned belongs to the response that showed it.
            (true, Tenant::Domain(_)) => None,
            _ => app.partition.tenant_id(tenant),
        };
        let token = Token::decode(self.secret.expose());
        let check = check_token(app, tenant, resource, &token, known_tenant_id);
        Inspection {
            view: token.ok().map(|token| claims::describe(&token, app.cloud)),
            check,
        }
    }
}

/// Compares a token with what was requested.
pub(super) fn check_token(
    app: &App,
    tenant: &Tenant,
    resource: &Resource,
    token: &Result<Token>,
    known_tenant_id: Option<Uuid>,
) -> Check {
    let canonical = resource.canonical(app.cloud);
    claims::check_decoded(
        token,
        &Expectations {
            cloud: app.cloud,
            tenant: Some(tenant),
            known_tenant_id,
            app_id: Some(app.id),
            resource: Some(&canonical),
            now: OffsetDateTime::now_utc(),
        },
    )
}
