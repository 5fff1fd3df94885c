//! `POST /adminapi/beta/{tenant}/InvokeCommand`: the transport of Exchange Online's module.

mod authorize;
mod cmdlet;
mod error;
mod fault;
mod page;

pub use fault::{ExchangeFault, ExchangeFaultKind};

use hyper::Method;
use hyper::http::request::Parts;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::exchange::error::Failure;
use crate::log::Ticket;
use crate::reply::{Ending, Reply};
use crate::state::State;

/// The body: this and nothing else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
struct Body {
    cmdlet_input: Input,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
struct Input {
    cmdlet_name: String,
    parameters: Map<String, Value>,
}

pub(crate) async fn answer(
    state: &State,
    head: &Parts,
    tenant: &str,
    body: &[u8],
    ticket: &Ticket,
) -> Reply {
    let input = serde_json::from_slice::<Body>(body).map(|body| body.cmdlet_input);
    ticket.note(|entry| {
        entry.cmdlet = input.as_ref().ok().map(|input| input.cmdlet_name.clone());
        entry.anchor = header(head, "x-anchormailbox").map(str::to_owned);
    });
    let fault = state.next_exchange_fault(tenant);
    if let Some(fault) = &fault
        && let Some(reply) = fault::instead(fault, tenant, &authorize::app_id(head)).await
    {
        return with_request_id(reply);
    }
    let reply = invoke(state, head, tenant, input)
        .unwrap_or_else(|failure| failure.reply(&state.authority));
    let ending = match fault.map(|fault| fault.kind) {
        Some(ExchangeFaultKind::HalfBody) => Ending::Half,
        _ => Ending::Whole,
    };
    with_request_id(reply).ending(ending)
}

fn invoke(
    state: &State,
    head: &Parts,
    spelled: &str,
    input: serde_json::Result<Input>,
) -> Result<Reply, Failure> {
    if head.method != Method::POST {
        return Err(Failure::new(
            405,
            "MethodNotAllowed",
            "The requested resource does not support http method.",
        ));
    }
    let tenant = authorize::check(state, head, spelled)?;
    let json = header(head, "content-type")
        .and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
    if !json {
        return Err(Failure::new(
            415,
            "UnsupportedMediaType",
            "The content type has to be application/json.",
        ));
    }
    let input = input.map_err(|error| {
        Failure::new(
            400,
            "BadRequest",
            format!("The body is no CmdletInput: {error}"),
        )
    })?;
    let rows = cmdlet::run(&tenant, header(head, "x-anchormailbox"), spelled, &input)?;
    let page = page::of(rows, head, &tenant, &input.cmdlet_name)?;
    let root = format!("{}/adminapi/beta/{}", state.authority, tenant.id);
    let mut answer = json!({
        "@odata.context": format!("{root}/$metadata#Collection(Exchange.GenericHashTable)"),
        "adminapi.warnings@odata.type": "#Collection(String)",
        "@adminapi.warnings": [],
        "value": page.rows,
    });
    if let Some(token) = page.next {
        answer["@odata.nextLink"] = json!(format!("{root}/InvokeCommand?%24skiptoken={token}"));
    }
    Ok(Reply::json(200, &answer))
}

/// What a support case is asked for.
fn with_request_id(reply: Reply) -> Reply {
    reply.header("request-id", Uuid::new_v4().to_string())
}

fn header<'a>(head: &'a Parts, name: &str) -> Option<&'a str> {
    head.headers.get(name).and_then(|value| value.to_str().ok())
}
