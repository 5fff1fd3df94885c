//! `InvokeCommand`: runs a cmdlet.

use hyper::Method;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::exchange::error::Failure;
use crate::exchange::{Request, authorize, cmdlet, page};
use crate::reply::Reply;
use crate::state::State;

/// The request body.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
struct Body {
    cmdlet_input: Input,
}

/// A cmdlet and its arguments.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
pub(crate) struct Input {
    pub(crate) cmdlet_name: String,
    pub(crate) parameters: Map<String, Value>,
}

pub(crate) fn parse(body: &[u8]) -> serde_json::Result<Input> {
    serde_json::from_slice::<Body>(body).map(|body| body.cmdlet_input)
}

pub(crate) fn reply(state: &State, request: &Request<'_>) -> Result<Reply, Failure> {
    request.require(&Method::POST)?;
    let tenant = authorize::check(state, request)?;
    let is_json = request
        .header("content-type")
        .and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
    if !is_json {
        return Err(Failure::new(
            415,
            "UnsupportedMediaType",
            "The content type must be application/json.",
        ));
    }
    let input = parse(request.body).map_err(|error| {
        Failure::new(
            400,
            "BadRequest",
            format!("The body is not a valid CmdletInput: {error}"),
        )
    })?;
    let rows = cmdlet::run(state, &tenant, request, &input)?;
    let page = page::cut(rows, request, &tenant, &input.cmdlet_name)?;
    let root = format!("{}/adminapi/beta/{}", request.origin, tenant.id);
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
