//! What an operation tells its owner.

use std::sync::Arc;

use serde::Serialize;
use time::OffsetDateTime;
use time::serde::rfc3339;

use crate::acquire::{AcquiredToken, acquire_cached};
use crate::app::App;
use crate::claims::{Finding, RoleClaim, Verdict};
use crate::credential::SignatureAlgorithm;
use crate::error::{Error, Report, Result};
use crate::readiness::Readiness;
use crate::resolve::ResolvedTenant;
use crate::resource::Resource;
use crate::retry::Wait;
use crate::signature::VerifiedSignature;
use crate::tenant::Tenant;

use super::Request;

/// An event: its description, and the bytes that belong to it.
#[derive(Debug)]
pub struct Event {
    /// The description, as camelCase JSON.
    pub kind: EventKind,
    /// The token, or the bytes to sign; wiped when dropped.
    pub payload: Option<zeroize::Zeroizing<Vec<u8>>>,
}

/// The kinds of events.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum EventKind {
    /// A token came.
    Token(Box<TokenEvent>),
    /// A request failed.
    #[serde(rename_all = "camelCase")]
    Error {
        /// Its place in the set.
        index: usize,
        /// The tenant as it was asked for.
        organization: String,
        /// The resource as it was asked for.
        resource: String,
        /// What happened.
        error: Box<Report>,
    },
    /// A tenant was found.
    #[serde(rename_all = "camelCase")]
    Tenant {
        /// Its place in the set.
        index: usize,
        /// Which, and where.
        #[serde(flatten)]
        tenant: Box<ResolvedTenant>,
    },
    /// A tenant was looked at.
    Readiness(Box<Readiness>),
    /// A signature was verified, or not.
    Signature(Box<VerifiedSignature>),
    /// Somebody who has the key has to sign the payload.
    #[serde(rename_all = "camelCase")]
    Sign {
        /// To be named in the answer.
        request_id: u64,
        /// How to sign; the hash is SHA-256.
        algorithm: SignatureAlgorithm,
    },
    /// Somebody has to give an assertion.
    #[serde(rename_all = "camelCase")]
    Assertion {
        /// To be named in the answer.
        request_id: u64,
        /// The tenant it is for.
        tenant: String,
        /// The token endpoint.
        audience: String,
    },
}

impl EventKind {
    /// Whether it ends a request; the others are questions on the way.
    pub(super) fn is_result(&self) -> bool {
        !matches!(self, EventKind::Sign { .. } | EventKind::Assertion { .. })
    }
}

/// What is known of a token that came.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenEvent {
    /// Its place in the set.
    pub index: usize,
    /// The tenant as it was asked for.
    pub organization: String,
    /// The tenant's id, when the token names it.
    pub tenant_id: Option<String>,
    /// The application id.
    pub app_id: String,
    /// The cloud's name.
    pub environment: &'static str,
    /// The resource's name.
    pub resource: String,
    /// The scope that was sent.
    pub scope: String,
    /// When it ends, if that is known.
    #[serde(with = "rfc3339::option")]
    pub expires_on: Option<OffsetDateTime>,
    /// Application permissions.
    pub roles: Vec<String>,
    /// Directory roles.
    pub directory_roles: Vec<RoleClaim>,
    /// Whether the resource will take it.
    pub verdict: Verdict,
    /// Why.
    pub findings: Vec<Finding>,
    /// The service principal's object id in that tenant.
    pub object_id: Option<String>,
    /// The token's id in audit records (`uti`).
    pub token_id: Option<String>,
    /// The request's id.
    pub correlation_id: String,
    /// Whether it was in the cache.
    pub from_cache: bool,
    /// How often it was asked for; 0 when it was in the cache.
    pub attempts: u32,
    /// The waits between, with their reasons.
    pub waits: Vec<Wait>,
}

impl Event {
    pub(crate) fn token(
        index: usize,
        request: &Request,
        app: &App,
        tenant: &Tenant,
        resource: &Resource,
        acquired: &AcquiredToken,
    ) -> Event {
        let grant = &acquired.grant;
        let fresh = !acquired.from_cache;
        let inspection = grant.inspect(app, tenant, resource, fresh);
        let view = inspection.view.unwrap_or_default();
        let event = TokenEvent {
            index,
            organization: request.tenant.trim().to_owned(),
            tenant_id: view.tenant_id,
            app_id: app.id.to_string(),
            environment: &app.cloud.name,
            resource: resource.name().to_owned(),
            scope: resource.scope(app.cloud),
            expires_on: grant
                .expires_on
                .map(|end| end.replace_nanosecond(0).unwrap_or(end)),
            roles: view.roles,
            directory_roles: view.directory_roles,
            verdict: inspection.check.verdict,
            findings: inspection.check.findings,
            object_id: view.object_id,
            token_id: view.token_id,
            correlation_id: grant.correlation_id.to_string(),
            from_cache: acquired.from_cache,
            attempts: if fresh { grant.attempts } else { 0 },
            waits: if fresh {
                grant.waits.clone()
            } else {
                Vec::new()
            },
        };
        Event {
            kind: EventKind::Token(Box::new(event)),
            payload: Some(grant.secret.expose().as_bytes().to_vec().into()),
        }
    }

    /// A token that is in the cache and serves.
    ///
    /// # Errors
    /// `InvalidTenant`, `InvalidResource`.
    pub fn cached(app: &Arc<App>, request: &Request) -> Result<Option<Event>> {
        let tenant = Tenant::parse(&request.tenant)?;
        let resource = request.resource()?;
        Ok(acquire_cached(app, &tenant, &resource).map(|grant| {
            let acquired = AcquiredToken {
                grant,
                from_cache: true,
            };
            Event::token(0, request, app, &tenant, &resource, &acquired)
        }))
    }

    pub(super) fn plain(kind: EventKind) -> Event {
        Event {
            kind,
            payload: None,
        }
    }

    /// The same event for the request at this place.
    pub(super) fn at(mut self, place: usize) -> Event {
        if let EventKind::Token(token) = &mut self.kind {
            token.index = place;
        }
        self
    }

    pub(super) fn error(index: usize, request: &Request, error: Error) -> Event {
        Event {
            kind: EventKind::Error {
                index,
                organization: crate::error::clean_line(&request.tenant),
                resource: crate::error::clean_line(
                    request.resource.as_deref().unwrap_or("Exchange"),
                ),
                error: Box::new(error.for_tenant(&request.tenant).report().clone()),
            },
            payload: None,
        }
    }
}
