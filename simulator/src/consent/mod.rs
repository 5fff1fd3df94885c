//! The pages where a customer's admin consents. There is no sign-in page: the admin is treated as
//! signed in.

mod page;
mod query;
mod record;

use hyper::http::request::Parts;
use uuid::Uuid;

use crate::config::{App, Consent, Tenant};
use crate::consent::query::Query;
use crate::error_body::Refusal;
use crate::log::Ticket;
use crate::reply::Reply;
use crate::resource;
use crate::state::State;
use crate::tenant;

/// The three forms of a consent URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `/{tenant}/v2.0/adminconsent`.
    V2,
    /// `/{tenant}/adminconsent`.
    V1,
    /// `/{tenant}/oauth2/authorize?prompt=admin_consent`.
    Authorize,
}

pub(crate) fn answer(
    state: &State,
    head: &Parts,
    tenant: &str,
    form: Form,
    correlation_id: Uuid,
    ticket: &Ticket,
) -> Reply {
    match consent(state, head, tenant, form, correlation_id, ticket) {
        Ok(reply) => reply,
        Err(refusal) => {
            ticket.note(|entry| entry.aadsts = Some(refusal.code));
            page::error(&refusal, correlation_id)
        }
    }
}

fn consent(
    state: &State,
    head: &Parts,
    spelled: &str,
    form: Form,
    correlation_id: Uuid,
    ticket: &Ticket,
) -> Result<Reply, Refusal> {
    let query = Query::parse(head.uri.query().unwrap_or_default())?;
    ticket.note(|entry| {
        entry.client_id = query.given("client_id").map(str::to_owned);
        entry.scope = query.given("scope").map(str::to_owned);
    });
    let in_path = in_path(state, spelled, form)?;
    let app = app(state, query.required("client_id")?, spelled)?;
    let scope = match form {
        Form::V2 => Some(query.required("scope")?),
        Form::V1 => None,
        Form::Authorize => {
            query.required("response_type")?;
            if query.given("prompt") != Some("admin_consent") {
                return Err(Refusal::with_text(
                    90_100,
                    "prompt parameter is not valid: the simulator accepts only admin_consent.",
                ));
            }
            None
        }
    };
    let mode = query.mode(form)?;
    let redirect = redirect(app, query.given("redirect_uri"))?;
    let tenant = match in_path {
        Some(tenant) => tenant,
        None => admin_tenant(state, query.given("login_hint"))?,
    };
    let grants_roles = scope.map_or(Ok(true), |scope| requests_roles(state, &tenant, scope))?;
    let back = |answer| {
        redirect
            .map(|redirect| page::redirect_back(redirect, mode, answer))
            .ok_or_else(|| {
                Refusal::with_text(
                    500_113,
                    "No reply address is registered for the application.",
                )
            })
    };
    let sent = query.given("state").map(str::to_owned);
    if tenant.consent == Consent::Declines {
        ticket.note(|entry| entry.aadsts = Some(65_004));
        return back(page::declined(sent, correlation_id));
    }
    record::consent(state, &tenant, app, grants_roles);
    back(page::granted(form, tenant.id, sent, scope))
}

/// Returns the tenant in the path, or `None` if the path stands for the admin's own tenant.
fn in_path(state: &State, spelled: &str, form: Form) -> Result<Option<Tenant>, Refusal> {
    match spelled.to_ascii_lowercase().as_str() {
        "organizations" => Ok(None),
        "common" if form != Form::V2 => Ok(None),
        "common" | "consumers" => Err(Refusal::new(90_130)),
        _ => {
            let id = tenant::named(state, spelled)?;
            Ok(state.tenants().by_id.get(&id).cloned())
        }
    }
}

fn admin_tenant(state: &State, hint: Option<&str>) -> Result<Tenant, Refusal> {
    let domain = hint
        .and_then(|hint| hint.split_once('@'))
        .map(|(_, domain)| domain)
        .ok_or_else(|| Refusal::new(50_058))?;
    let id = tenant::named(state, domain)?;
    let found = state.tenants().by_id.get(&id).cloned();
    found.ok_or_else(|| Refusal::new(90_002))
}

fn app<'a>(state: &'a State, client_id: &str, directory: &str) -> Result<&'a App, Refusal> {
    let id = Uuid::try_parse(client_id).ok();
    id.and_then(|id| state.apps.get(&id))
        .map(|registered| &registered.app)
        .ok_or_else(|| {
            Refusal::with_text(
                700_016,
                format!(
                    "Application with identifier '{client_id}' was not found in the directory '{directory}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant."
                ),
            )
        })
}

/// Removes the port of `http://localhost`. Entra doesn't compare it, because programs use any free
/// port.
fn without_local_port(redirect: &str) -> (bool, &str) {
    let Some(rest) = redirect.strip_prefix("http://localhost") else {
        return (false, redirect);
    };
    let Some(port) = rest.strip_prefix(':') else {
        return (true, rest);
    };
    let path = port.trim_start_matches(|digit: char| digit.is_ascii_digit());
    // With any other text after `localhost`, the URI names another host.
    match path.is_empty() || path.starts_with('/') {
        true => (true, path),
        false => (false, redirect),
    }
}

/// Returns the registered redirect URI that the request names. Returns `None` if the app has no
/// redirect URI, which Entra reports only after the consent.
fn redirect<'a>(app: &'a App, asked: Option<&'a str>) -> Result<Option<&'a str>, Refusal> {
    let Some(first) = app.redirect_uris.first() else {
        return Ok(None);
    };
    let Some(asked) = asked else {
        return Ok(Some(first));
    };
    let is_asked = |one: &String| without_local_port(one) == without_local_port(asked);
    let found = app.redirect_uris.iter().any(is_asked);
    found.then_some(Some(asked)).ok_or_else(|| {
        Refusal::with_text(
            50_011,
            format!(
                "The redirect URI '{asked}' specified in the request does not match the redirect URIs configured for the application '{}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to fix this.",
                app.app_id
            ),
        )
    })
}

/// Returns whether a v2 scope requests the roles that the registration lists. Only `/.default`
/// does.
fn requests_roles(state: &State, tenant: &Tenant, scope: &str) -> Result<bool, Refusal> {
    let mut asks = false;
    for one in scope.split(' ') {
        if let Some(resource) = one.strip_suffix("/.default") {
            resource::find(resource, &state.resources, tenant.cloud)?;
            asks = true;
        }
    }
    Ok(asks)
}
