//! The events of an operation.

use std::sync::Arc;

use serde::Serialize;
use time::OffsetDateTime;
use time::serde::rfc3339;

use super::Request;
use crate::acquire::{AcquiredToken, acquire_cached};
use crate::app::App;
use crate::claims::{Finding, RoleClaim, Verdict};
use crate::consent::Answer;
use crate::credential::SignatureAlgorithm;
use crate::error::{Error, Report, Result};
use crate::readiness::Readiness;
use crate::resolve::ResolvedTenant;
use crate::retry::Wait;
use crate::signature::VerifiedSignature;

/// An event: its description, and the bytes that belong to it.
#[derive(Debug)]
pub struct Event {
    /// The description (camelCase JSON).
    pub kind: EventKind,
    /// The token or the bytes to sign; wiped when dropped.
    pub payload: Option<zeroize::Zeroizing<Vec<u8>>>,
}

/// The kinds of events.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum EventKind {
    /// A token was acquired.
    Token(Box<TokenEvent>),
    /// A request failed.
    #[serde(rename_all = "camelCase")]
    Error {
        /// The position of the request in the batch.
        index: usize,
        /// The tenant as the caller wrote it.
        organization: String,
        /// The resource's name.
        resource: String,
        /// What happened.
        error: Box<Report>,
    },
    /// A tenant was resolved.
    #[serde(rename_all = "camelCase")]
    Tenant {
        /// The position of the request in the batch.
        index: usize,
        /// The tenant's id, cloud and hosts.
        #[serde(flatten)]
        tenant: Box<ResolvedTenant>,
    },
    /// A tenant's readiness was checked.
    Readiness(Box<Readiness>),
    /// A signature was checked.
    Signature(Box<VerifiedSignature>),
    /// The response to a consent request arrived.
    #[serde(rename_all = "camelCase")]
    Consent {
        /// The position of the request in the batch.
        index: usize,
        /// The answer.
        #[serde(flatten)]
        answer: Box<Answer>,
    },
    /// The caller has to sign the payload.
    #[serde(rename_all = "camelCase")]
    Sign {
        /// The id to pass with the answer.
        request_id: u64,
        /// The signature algorithm; the hash is SHA-256.
        algorithm: SignatureAlgorithm,
    },
    /// The caller has to supply an assertion.
    #[serde(rename_all = "camelCase")]
    Assertion {
        /// The id to pass with the answer.
        request_id: u64,
        /// The tenant that the assertion is for.
        tenant: String,
        /// The token endpoint.
        audience: String,
    },
}

impl EventKind {
    /// Returns the id of a question to the caller, or `None` for the result of a request.
    pub(super) fn question_id(&self) -> Option<u64> {
        match self {
            EventKind::Sign { request_id, .. } | EventKind::Assertion { request_id, .. } => {
                Some(*request_id)
            }
            _ => None,
        }
    }

    /// Returns whether this is the result of a request, not a question to the caller.
    pub(super) fn is_result(&self) -> bool {
        self.question_id().is_none()
    }
}

/// The description of an acquired token.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenEvent {
    /// The position of the request in the batch.
    pub index: usize,
    /// The tenant as the caller wrote it.
    pub organization: String,
    /// The tenant's id, if the token names it.
    pub tenant_id: Option<String>,
    /// The application id.
    pub app_id: String,
    /// The cloud's name.
    pub environment: &'static str,
    /// The resource's name.
    pub resource: String,
    /// The OAuth scope of the request.
    pub scope: String,
    /// When the token expires, if known.
    #[serde(with = "rfc3339::option")]
    pub expires_on: Option<OffsetDateTime>,
    /// Application permissions.
    pub roles: Vec<String>,
    /// Directory roles.
    pub directory_roles: Vec<RoleClaim>,
    /// Whether the resource will accept the token.
    pub verdict: Verdict,
    /// The reasons for the verdict.
    pub findings: Vec<Finding>,
    /// The object id of the app's service principal in the tenant.
    pub object_id: Option<String>,
    /// The token's id in audit records (`uti`).
    pub token_id: Option<String>,
    /// The request's id.
    pub correlation_id: String,
    /// Whether the token came from the cache.
    pub from_cache: bool,
    /// Number of attempts; 0 if the token came from the cache.
    pub attempts: u32,
    /// The waits between the attempts, with their reasons.
    pub waits: Vec<Wait>,
}

impl Event {
    /// Describes the token that a request acquired.
    pub(super) fn token(
        index: usize,
        request: &Request,
        app: &App,
        acquired: &AcquiredToken,
    ) -> Result<Event> {
        let (tenant, resource) = (request.tenant()?, &request.resource);
        let grant = &acquired.grant;
        let fresh = !acquired.from_cache;
        let inspection = grant.inspect(app, tenant, resource, fresh);
        let view = inspection.view.unwrap_or_default();
        let event = TokenEvent {
            index,
            organization: request.organization.clone(),
            tenant_id: view.tenant_id,
            app_id: app.id.to_string(),
            environment: &app.cloud.name,
            resource: resource.name().to_owned(),
            scope: resource.scope(app.cloud),
            expires_on: grant
                .expires_on
                .map(|expiry| expiry.replace_nanosecond(0).unwrap_or(expiry)),
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
        Ok(Event {
            kind: EventKind::Token(Box::new(event)),
            payload: Some(grant.secret.expose().as_bytes().to_vec().into()),
        })
    }

    /// Returns the token event of a request if the cache has a valid token for it.
    ///
    /// # Errors
    /// `InvalidTenant`.
    pub fn from_cache(app: &Arc<App>, index: usize, request: &Request) -> Result<Option<Event>> {
        let Some(grant) = acquire_cached(app, request.tenant()?, &request.resource) else {
            return Ok(None);
        };
        let acquired = AcquiredToken {
            grant,
            from_cache: true,
        };
        Event::token(index, request, app, &acquired).map(Some)
    }

    /// Creates an event without a payload.
    pub(super) fn without_payload(kind: EventKind) -> Event {
        Event {
            kind,
            payload: None,
        }
    }

    /// Creates the error event of a request.
    pub(super) fn error(index: usize, request: &Request, error: Error) -> Event {
        let error = error.for_tenant(&request.organization);
        Event::without_payload(EventKind::Error {
            index,
            organization: request.organization.clone(),
            resource: request.resource.name().to_owned(),
            error: Box::new(error.report().clone()),
        })
    }
}
