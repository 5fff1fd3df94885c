//! `POST /{tenant}/oauth2[/v2.0]/token`: checks a request in the same order as Entra, and issues a
//! token.

mod assertion;
mod client_auth;
mod fault;
mod federated;
mod form;
mod issue;

use hyper::HeaderMap;
use uuid::Uuid;

use crate::config::{FaultKind, FaultySide, ServicePrincipal, Tenant};
use crate::error_body::Refusal;
use crate::fault::ending;
use crate::log::Ticket;
use crate::reply::Reply;
use crate::resource;
use crate::state::State;
use crate::tenant;
use crate::token::form::Form;
use crate::token::issue::Grant;

/// A request to the token endpoint.
pub(crate) struct TokenRequest<'a> {
    pub(crate) tenant: &'a str,
    pub(crate) v2: bool,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    pub(crate) correlation_id: Uuid,
}

pub(crate) async fn answer(state: &State, request: &TokenRequest<'_>, ticket: &Ticket) -> Reply {
    let fault = state.next_fault(request.tenant, FaultySide::Token);
    if let Some(fault) = &fault
        && let Some(reply) = fault::reply(fault, request.correlation_id).await
    {
        return reply;
    }
    let kind = fault.map(|fault| fault.kind);
    let reply = match grant(state, request, ticket, kind) {
        Ok(reply) => reply,
        Err(refusal) => {
            ticket.note(|entry| entry.aadsts = Some(refusal.code));
            refusal.reply(request.correlation_id, None)
        }
    };
    reply.ending(ending(kind))
}

fn grant(
    state: &State,
    request: &TokenRequest<'_>,
    ticket: &Ticket,
    fault: Option<FaultKind>,
) -> Result<Reply, Refusal> {
    let form = Form::parse(request.headers, request.body)?;
    ticket.note(|entry| {
        entry.client_id = form.client_id().map(str::to_owned);
        entry.scope = form
            .get("scope")
            .or(form.get("resource"))
            .map(str::to_owned);
    });
    let tenant = requested_tenant(state, request.tenant)?;
    let client_id = form.required_client_id()?;
    if form.required("grant_type")? != "client_credentials" {
        return Err(Refusal::new(70_003));
    }
    let resource = requested_resource(request, &form)?;
    let unknown = || {
        Refusal::with_text(
            700_016,
            format!(
                "Application with identifier '{client_id}' was not found in the directory '{tenant}'."
            ),
        )
    };
    if form.names_two_clients() {
        return Err(Refusal::with_text(
            700_016,
            "The client of HTTP Basic is not the client_id of the request.",
        ));
    }
    let client_id = Uuid::try_parse(client_id).map_err(|_| unknown())?;
    let app = state.apps.get(&client_id).ok_or_else(unknown)?;
    let directory = directory(state, tenant)?;
    let principal = principal(&directory, client_id)?;
    let audience = audiences(state, request.tenant, tenant);
    let proof = client_auth::check(state, &form, app, client_id, &audience, ticket)?;
    // Entra looks up the resource only after client authentication.
    let scope = resource::find(resource, &state.resources, directory.cloud)?;
    let grant = Grant {
        tenant: &directory,
        principal,
        scope: &scope,
        proof,
    };
    Ok(issue::reply(state, &grant, fault))
}

/// Parses the resource. It is looked up in the tenant later.
fn requested_resource<'a>(request: &TokenRequest<'_>, form: &'a Form) -> Result<&'a str, Refusal> {
    if !request.v2 {
        return form.required("resource");
    }
    if form.get("resource").is_some() {
        return Err(Refusal::new(901_002));
    }
    resource::parse_scope(form.required("scope")?)
}

/// Resolves the tenant. The shared names (`common` and others) aren't valid for client credentials.
fn requested_tenant(state: &State, spelled: &str) -> Result<Uuid, Refusal> {
    if matches!(
        spelled.to_ascii_lowercase().as_str(),
        "common" | "organizations" | "consumers"
    ) {
        return Err(Refusal::new(50_059));
    }
    tenant::named(state, spelled)
}

/// Returns a copy of the tenant.
fn directory(state: &State, tenant: Uuid) -> Result<Tenant, Refusal> {
    let found = state.tenants().by_id.get(&tenant).cloned();
    found.ok_or_else(|| Refusal::new(90_002))
}

fn principal(tenant: &Tenant, client_id: Uuid) -> Result<&ServicePrincipal, Refusal> {
    let found = tenant
        .service_principals
        .iter()
        .find(|one| one.app_id == client_id)
        .ok_or_else(|| {
            Refusal::with_text(
                7_000_229,
                format!(
                    "The client application {client_id} is missing service principal in the tenant {}.",
                    tenant.id
                ),
            )
        })?;
    if !found.enabled {
        return Err(Refusal::new(7_000_112));
    }
    Ok(found)
}

/// Returns the accepted values of `aud`: either token endpoint, with the tenant as in the path or
/// with its id.
fn audiences(state: &State, spelled: &str, tenant: Uuid) -> Vec<String> {
    let id = tenant.to_string();
    [spelled, id.as_str()]
        .iter()
        .flat_map(|tenant| {
            ["/oauth2/v2.0/token", "/oauth2/token"]
                .map(|path| format!("{}/{tenant}{path}", state.authority))
        })
        .collect()
}
