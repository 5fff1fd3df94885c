//! `POST /{tenant}/oauth2[/v2.0]/token`: the checks in Entra's order.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hyper::HeaderMap;
use uuid::Uuid;

use crate::client_auth;
use crate::config::{FaultKind, ServicePrincipal};
use crate::error_body::Refusal;
use crate::fault;
use crate::issue::{self, Grant};
use crate::log::Ticket;
use crate::reply::{Ending, Reply};
use crate::scope::{self, Scope};
use crate::state::State;

/// A form post as it came.
pub(crate) struct Form {
    fields: Vec<(String, String)>,
    /// From the field or from HTTP Basic.
    pub(crate) secret: Option<String>,
}

impl Form {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.get(name)
            .filter(|value| !value.is_empty())
            .ok_or_else(|| {
                Refusal::saying(
                    900_144,
                    format!("The request body must contain the following parameter: '{name}'."),
                )
            })
    }

    fn parse(headers: &HeaderMap, body: &[u8]) -> Result<Form, Refusal> {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let kind = header("content-type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let mut fields: Vec<(String, String)> = Vec::new();
        if kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            for (name, value) in url::form_urlencoded::parse(body).into_owned() {
                if fields.iter().any(|(known, _)| *known == name) {
                    return Err(Refusal::saying(
                        90_100,
                        format!("{name} parameter is there twice."),
                    ));
                }
                fields.push((name, value));
            }
        }
        let mut form = Form {
            fields,
            secret: None,
        };
        form.secret = form.get("client_secret").map(str::to_owned);
        if let Some((id, secret)) = header("authorization").and_then(basic) {
            if form.get("client_id").is_none() {
                form.fields.push(("client_id".to_owned(), id));
            }
            form.secret.get_or_insert(secret);
        }
        Ok(form)
    }
}

/// RFC 6749, 2.3.1: both halves are form-encoded before they are put together.
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, text) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(text.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    let decode = |half: &str| {
        url::form_urlencoded::parse(format!("v={half}").as_bytes())
            .next()
            .map(|(_, value)| value.into_owned())
    };
    Some((decode(id)?, decode(secret)?))
}

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
        entry.client_id = form.get("client_id").map(str::to_owned);
        entry.scope = form
            .get("scope")
            .or(form.get("resource"))
            .map(str::to_owned);
    });
    let tenant = tenant_id(state, asked.tenant)?;
    let client_id = form.required("client_id")?;
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

fn tenant_id(state: &State, spelled: &str) -> Result<Uuid, Refusal> {
    if matches!(
        spelled.to_ascii_lowercase().as_str(),
        "common" | "organizations" | "consumers"
    ) {
        return Err(Refusal::new(50_059));
    }
    let id = Uuid::try_parse(spelled).ok();
    if id.is_some_and(|id| id.is_nil()) {
        return Err(Refusal::new(900_021));
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if id.is_none() && !(spelled.contains('.') && spelled.split('.').all(is_label)) {
        return Err(Refusal::new(900_023));
    }
    let tenants = state.tenants();
    let found = tenants.find(spelled).ok_or_else(|| {
        Refusal::saying(90_002, format!("Tenant '{spelled}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."))
    })?;
    Ok(found.id)
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
