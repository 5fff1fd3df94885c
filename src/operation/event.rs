//! What an operation tells its owner.

use serde::Serialize;
use time::OffsetDateTime;
use time::serde::rfc3339;

use crate::claims::{Finding, RoleClaim, Verdict};
use crate::credential::SignatureAlgorithm;
use crate::error::{Error, Report};
use crate::resource::Resource;
use crate::token::AccessToken;

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
}

impl Event {
    pub(super) fn token(
        index: usize,
        request: &Request,
        app_id: String,
        resource: &Resource,
        token: AccessToken,
    ) -> Event {
        let view = token.view;
        let (tenant_id, roles, directory_roles, object_id, token_id) = match view {
            Some(view) => (
                view.tenant_id,
                view.roles,
                view.directory_roles,
                view.object_id,
                view.token_id,
            ),
            None => Default::default(),
        };
        let event = TokenEvent {
            index,
            organization: request.tenant.trim().to_owned(),
            tenant_id,
            app_id,
            resource: resource.name().to_owned(),
            scope: token.scope,
            expires_on: token
                .expires_on
                .map(|end| end.replace_nanosecond(0).unwrap_or(end)),
            roles,
            directory_roles,
            verdict: token.check.verdict,
            findings: token.check.findings,
            object_id,
            token_id,
            correlation_id: token.correlation_id.to_string(),
        };
        Event {
            kind: EventKind::Token(Box::new(event)),
            payload: Some(token.secret.expose().as_bytes().to_vec().into()),
        }
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
