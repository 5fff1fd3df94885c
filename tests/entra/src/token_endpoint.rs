//! `POST /{tenant}/oauth2[/v2.0]/token`: the checks in Entra's order.

use hyper::HeaderMap;
use uuid::Uuid;

use crate::client_auth;
use crate::config::{FaultKind, ServicePrincipal};
use crate::error_body::Refusal;
use crate::fault;
use crate::form::Form;
use crate::issue::{self, Grant};
use crate::log::Ticket;
use crate::reply::{Ending, Reply};
use crate::scope::{self, Scope};
use crate::state::State;
use crate::tenant;

/// What came, and whether it is the v2 endpoint.
pub(crate) struct Asked<'a> {
    pub(crate) tenant: &'a str,
    pub(crate) v2: bool,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    pub(crate) correlation_id: Uuid,
}

pub(crate) async fn answer(state: &State, asked: &Asked<'_>, ticket: &Ticket) -> Reply {
    let fault = state.next_fault(asked.tenant);
    if let Some(fault) = &fault
        && let Some(reply) = fault::instead(fault, asked.correlation_id).await
    {
        return reply;
    }
    let kind = fault.map(|fault| fault.kind);
    let reply = match grant(state, asked, ticket, kind) {
        Ok(reply) => reply,
        Err(refusal) => {
            ticket.note(|entry| entry.aadsts = Some(refusal.code));
            refusal.reply(asked.correlation_id, None)
        }
    };
    match kind {
        Some(FaultKind::HalfBody) => reply.ending(Ending::Half),
        _ => reply,
    }
}

fn grant(
    state: &State,
    asked: &Asked<'_>,
    ticket: &Ticket,
    fault: Option<FaultKind>,
) -> Result<Reply, Refusal> {
    let form = Form::parse(asked.headers, asked.body)?;
    ticket.note(|entry| {
        entry.client_id = form.client_id().map(str::to_owned);
        entry.scope = form
            .get("scope")
            .or(form.get("resource"))
            .map(str::to_owned);
    });
    let tenant = tenant_asked(state, asked.tenant)?;
    let client_id = form.required_client_id()?;
    if form.required("grant_type")? != "client_credentials" {
        return Err(Refusal::new(70_003));
    }
    let scope = asked_scope(state, asked, &form)?;
    let unknown = || {
        Refusal::saying(
            700_016,
            format!(
                "Application with identifier '{client_id}' was not found in the directory '{tenant}'."
            ),
        )
    };
    if form.names_two_clients() {
        return Err(Refusal::saying(
            700_016,
            "The client of HTTP Basic is not the client_id of the request.",
        ));
    }
    let client_id = Uuid::try_parse(client_id).map_err(|_| unknown())?;
    let app = state.apps.get(&client_id).ok_or_else(unknown)?;
    let principal = principal(state, tenant, client_id)?;
    let audience = audiences(state, asked.tenant, tenant);
    let proof = client_auth::check(state, &form, app, client_id, &audience, ticket)?;
    let scope = scope?;
    let grant = Grant {
        tenant,
        principal: &principal,
        scope: &scope,
        proof,
    };
    Ok(issue::reply(state, &grant, fault))
}

/// The outer result is about the field's form, the inner about the resource, which is
/// looked up only once the client has proved itself.
fn asked_scope(
    state: &State,
    asked: &Asked<'_>,
    form: &Form,
) -> Result<Result<Scope, Refusal>, Refusal> {
    if !asked.v2 {
        return Ok(scope::parse(
            form.required("resource")?,
            false,
            &state.resources,
        ));
    }
    if form.get("resource").is_some() {
        return Err(Refusal::new(901_002));
    }
    match scope::parse(form.required("scope")?, true, &state.resources) {
        Err(refusal) if refusal.code != 500_011 => Err(refusal),
        parsed => Ok(parsed),
    }
}

/// One tenant it has to be: the shared names stand for none.
fn tenant_asked(state: &State, spelled: &str) -> Result<Uuid, Refusal> {
    if matches!(
        spelled.to_ascii_lowercase().as_str(),
        "common" | "organizations" | "consumers"
    ) {
        return Err(Refusal::new(50_059));
    }
    tenant::named(state, spelled)
}

fn principal(state: &State, tenant: Uuid, client_id: Uuid) -> Result<ServicePrincipal, Refusal> {
    let tenants = state.tenants();
    let found = tenants
        .by_id
        .get(&tenant)
        .and_then(|tenant| tenant.service_principals.iter().find(|one| one.app_id == client_id))
        .ok_or_else(|| {
            Refusal::saying(
                7_000_229,
                format!("The client application {client_id} is missing service principal in the tenant {tenant}."),
            )
        })?;
    if !found.enabled {
        return Err(Refusal::new(7_000_112));
    }
    Ok(found.clone())
}

/// `aud` of an assertion: either token endpoint, the tenant spelled as in the path or by id.
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
