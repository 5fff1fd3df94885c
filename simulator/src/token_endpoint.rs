//! `POST /{tenant}/oauth2[/v2.0]/token`: the checks in Entra's order.

use hyper::HeaderMap;
use uuid::Uuid;

use crate::client_auth;
use crate::config::{FaultKind, ServicePrincipal, Tenant};
use crate::error_body::Refusal;
use crate::fault;
use crate::form::Form;
use crate::issue::{self, Grant};
use crate::log::Ticket;
use crate::reply::{Ending, Reply};
use crate::scope;
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
    let resource = asked_resource(asked, &form)?;
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
    let directory = directory(state, tenant)?;
    let principal = principal(&directory, client_id)?;
    let audience = audiences(state, asked.tenant, tenant);
    let proof = client_auth::check(state, &form, app, client_id, &audience, ticket)?;
    // Looked up only once the client has proved itself.
    let scope = scope::find(resource, &state.resources, directory.cloud)?;
    let grant = Grant {
        tenant: &directory,
        principal,
        scope: &scope,
        proof,
    };
    Ok(issue::reply(state, &grant, fault))
}

/// The field's form; whether there is such a resource comes later.
fn asked_resource<'a>(asked: &Asked<'_>, form: &'a Form) -> Result<&'a str, Refusal> {
    if !asked.v2 {
        return form.required("resource");
    }
    if form.get("resource").is_some() {
        return Err(Refusal::new(901_002));
    }
    scope::resource(form.required("scope")?)
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

/// The tenant as it is at this moment.
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
            Refusal::saying(
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
