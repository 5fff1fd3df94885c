//! Routes a path to its handler.

use hyper::Method;
use hyper::http::request::Parts;
use uuid::Uuid;

use crate::consent::{self, Form};
use crate::error_body::Refusal;
use crate::exchange;
use crate::log::Ticket;
use crate::metadata;
use crate::reply::Reply;
use crate::state::State;
use crate::token::{self, TokenRequest};

/// The services that a listener offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listener {
    /// Both Entra and Exchange Online.
    Everything,
    /// Only Exchange Online.
    Exchange,
}

pub(crate) async fn answer(
    state: &State,
    listener: Listener,
    head: &Parts,
    body: &[u8],
    correlation_id: Uuid,
    ticket: &Ticket,
) -> Reply {
    // Entra doesn't normalize paths, so a path with a doubled or trailing slash is unknown.
    let path = head.uri.path().strip_prefix('/').unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    if parts.iter().any(|part| part.is_empty()) {
        return Reply::new(404, "", "");
    }
    if let Some((endpoint, tenant)) = exchange::find(&parts) {
        let origin = match (listener, &state.exchange_origin) {
            (Listener::Exchange, Some(origin)) => origin,
            _ => &state.authority,
        };
        let request = exchange::Request {
            head,
            body,
            origin,
            tenant,
        };
        return exchange::answer(state, endpoint, &request, ticket).await;
    }
    match listener {
        Listener::Everything => entra(state, head, &parts, body, correlation_id, ticket).await,
        Listener::Exchange => Reply::new(404, "", ""),
    }
}

async fn entra(
    state: &State,
    head: &Parts,
    parts: &[&str],
    body: &[u8],
    correlation_id: Uuid,
    ticket: &Ticket,
) -> Reply {
    let refused = |refusal: Refusal, error| {
        ticket.note(|entry| entry.aadsts = Some(refusal.code));
        refusal.reply(correlation_id, error)
    };
    let token = |tenant, v2| TokenRequest {
        tenant,
        v2,
        headers: &head.headers,
        body,
        correlation_id,
    };
    let configuration = |tenant, v2| {
        metadata::openid_configuration(state, tenant, v2).unwrap_or_else(|refusal| {
            // Only discovery returns this OAuth error.
            let error = (refusal.code == 90_002).then_some("invalid_tenant");
            refused(refusal, error)
        })
    };
    let consent = |tenant, form| consent::answer(state, head, tenant, form, correlation_id, ticket);
    let is_get = head.method == Method::GET;
    match parts {
        [_, "oauth2", "token"] | [_, "oauth2", "v2.0", "token"] if head.method != Method::POST => {
            refused(Refusal::new(900_561), None)
        }
        [tenant, "oauth2", "v2.0", "token"] => {
            token::answer(state, &token(tenant, true), ticket).await
        }
        [tenant, "oauth2", "token"] => token::answer(state, &token(tenant, false), ticket).await,
        [tenant, "v2.0", "adminconsent"] if is_get => consent(tenant, Form::V2),
        [tenant, "adminconsent"] if is_get => consent(tenant, Form::V1),
        [tenant, "oauth2", "authorize"] if is_get => consent(tenant, Form::Authorize),
        ["common", "discovery", "instance"] if is_get => metadata::instance(state),
        [tenant, "v2.0", ".well-known", "openid-configuration"] if is_get => {
            configuration(tenant, true)
        }
        [tenant, ".well-known", "openid-configuration"] if is_get => configuration(tenant, false),
        [tenant, "discovery", "keys"] | [tenant, "discovery", "v2.0", "keys"] if is_get => {
            metadata::keys(state, tenant)
        }
        _ => Reply::new(404, "", ""),
    }
}
