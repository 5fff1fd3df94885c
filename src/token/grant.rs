//! A token that came, as it is kept and handed on.

use time::OffsetDateTime;
use uuid::Uuid;

use super::freshness::Freshness;
use crate::app::App;
use crate::claims::{self, Check, Expectations, Token, TokenView, Verdict};
use crate::resource::Resource;
use crate::retry::Wait;
use crate::secret::SecretText;
use crate::tenant::Tenant;

/// A token with what has to be known of it; the rest is read from it when it is asked for.
#[derive(Debug)]
pub struct Grant {
    /// The token.
    pub secret: SecretText,
    /// Whose it is, if it says so.
    pub tenant_id: Option<Uuid>,
    /// Whether the tenant id of a domain was learned from it.
    pub learned_tenant: bool,
    /// Its end, by the answer's `expires_in`, else by its `exp`; absent when neither tells.
    pub expires_on: Option<OffsetDateTime>,
    /// The verdict when it came.
    pub verdict: Verdict,
    /// The `client-request-id` it was asked with.
    pub correlation_id: Uuid,
    /// How often it was asked for.
    pub attempts: u32,
    /// The waits between.
    pub waits: Vec<Wait>,
    pub(crate) freshness: Freshness,
}

/// What a token says and whether it will do, at this moment.
#[derive(Debug)]
pub struct Inspection {
    /// What it says; absent if it is not a JWT (other authorities than Entra may do so).
    pub view: Option<TokenView>,
    /// Whether the resource will take it, and why not.
    pub check: Check,
}

impl Grant {
    /// Reads the token.
    pub fn inspect(
        &self,
        app: &App,
        tenant: &Tenant,
        resource: &Resource,
        fresh: bool,
    ) -> Inspection {
        let known = match (fresh && self.learned_tenant, tenant) {
            // The finding that says so belongs to the answer that it was learned from.
            (true, Tenant::Domain(_)) => None,
            _ => app.partition.tenant_id(tenant),
        };
        let token = Token::decode(self.secret.expose());
        let check = inspect(app, tenant, resource, &token, known);
        Inspection {
            view: token.ok().map(|token| claims::describe(&token, app.cloud)),
            check,
        }
    }
}

/// Holds a token against what was asked for.
pub(super) fn inspect(
    app: &App,
    tenant: &Tenant,
    resource: &Resource,
    token: &crate::error::Result<Token>,
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
