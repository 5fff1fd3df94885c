//! Which path goes where.

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
use crate::token_endpoint::{self, Asked};

pub(crate) async fn answer(
    state: &State,
    head: &Parts,
    body: &[u8],
    correlation_id: Uuid,
    ticket: &Ticket,
) -> Reply {
    // Entra does not tidy paths: an empty part, doubled slash or last one, is no path of it.
    let path = head.uri.path().strip_prefix('/').unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    if parts.iter().any(|part| part.is_empty()) {
        return Reply::new(404, "", "");
    }
    let refused = |refusal: Refusal, error| {
        ticket.note(|entry| entry.aadsts = Some(refusal.code));
        refusal.reply(correlation_id, error)
    };
    let token = |tenant, v2| Asked {
        tenant,
        v2,
        headers: &head.headers,
        body,
        correlation_id,
    };
    let configuration = |tenant, v2| {
        metadata::openid_configuration(state, tenant, v2).unwrap_or_else(|refusal| {
            // A name that discovery alone uses.
            let error = (refusal.code == 90_002).then_some("invalid_tenant");
            refused(refusal, error)
        })
    };
    let consent = |tenant, form| consent::answer(state, head, tenant, form, correlation_id, ticket);
    let is_get = head.method == Method::GET;
    match parts.as_slice() {
        [_, "oauth2", "token"] | [_, "oauth2", "v2.0", "token"] if head.method != Method::POST => {
            refused(Refusal::new(900_561), None)
        }
        [tenant, "oauth2", "v2.0", "token"] => {
            token_endpoint::answer(state, &token(tenant, true), ticket).await
        }
        [tenant, "oauth2", "token"] => {
            token_endpoint::answer(state, &token(tenant, false), ticket).await
        }
        ["adminapi", "beta", tenant, "InvokeCommand"] => {
            exchange::answer(state, head, tenant, body, ticket).await
        }
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
