//! An issued token, as the cache stores it.

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

/// An issued token, with the data that must be available without decoding it. Other data is decoded
/// from the token when needed.
#[derive(Debug)]
pub struct Grant {
    /// The token.
    pub(crate) secret: SecretText,
    /// The tenant's id, if the token names it.
    pub(crate) tenant_id: Option<Uuid>,
    /// Whether this token was the first to reveal the tenant id of a domain.
    pub(crate) learned_tenant: bool,
    /// When the token expires: from the response's `expires_in`, or else from the token's `exp`.
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

/// The content of a token, and the result of its check.
#[derive(Debug)]
pub(crate) struct Inspection {
    /// The token's content; absent if the token isn't a JWT. Authorities other than Entra can issue
    /// tokens that aren't JWTs.
    pub(crate) view: Option<TokenView>,
    /// Whether the resource will accept the token, and if not, why.
    pub(crate) check: Check,
}

impl Grant {
    /// Decodes and checks the token. `fresh` is true if the token comes from a response, and false
    /// if it comes from the cache.
    pub(crate) fn inspect(
        &self,
        app: &App,
        tenant: &Tenant,
        resource: &Resource,
        fresh: bool,
    ) -> Inspection {
        let known_tenant_id = match (fresh && self.learned_tenant, tenant) {
            // Only the response that revealed the tenant id reports the finding that it was
            // learned.
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
