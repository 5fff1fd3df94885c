//! Asks Exchange Online to run a command, as its module does (protocol 10.2). The path is
//! not documented and may change: so it is asked only when the caller wants it.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use tokio::time::Instant;
use url::Url;
use uuid::Uuid;

use super::error_text;
use crate::error::{Error, ErrorCode, FixedBy, Result};
use crate::http::{HttpClient, Response};
use crate::retry;
use crate::secret::SecretText;
use crate::spelling::CONNECTION_URI;

/// 900 accepted domains of about 2 KiB each.
const LARGEST: usize = 4 * 1024 * 1024;
const MOST_PAGES: usize = 20;
const SYSTEM_MAILBOX: &str = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}";

/// What Exchange Online said.
#[derive(Debug)]
pub(crate) struct CommandResult {
    pub(crate) status: u16,
    /// The error's text; empty for a success.
    pub(crate) text: String,
    /// Its `request-id`, for a ticket.
    pub(crate) request_id: Option<String>,
    /// The rows of a success.
    pub(crate) rows: Vec<Value>,
}

/// What to ask.
pub(crate) struct Command<'a> {
    /// `https://host[:port]`.
    pub(crate) endpoint: &'a str,
    pub(crate) tenant_id: Uuid,
    /// The tenant as it is asked for: routes the request.
    pub(crate) organization: &'a str,
    pub(crate) command: &'a str,
    pub(crate) token: &'a SecretText,
}

impl CommandResult {
    /// The tenant's initial domain, if the rows are accepted domains.
    pub(crate) fn initial_domain(&self) -> Option<&str> {
        let is_initial = |row: &&Value| row["InitialDomain"] == Value::Bool(true);
        let row = self.rows.iter().find(is_initial)?;
        row["DomainName"].as_str()
    }
}

/// Asks until there is a verdict.
///
/// # Errors
/// The network codes, `Throttled`, `ServiceUnavailable`: no verdict.
pub(crate) async fn ask(
    http: &HttpClient,
    question: &Command<'_>,
    deadline: Instant,
) -> Result<CommandResult> {
    let mut url = format!(
        "{}/adminapi/beta/{}/InvokeCommand",
        question.endpoint, question.tenant_id
    );
    let origin = Url::parse(&url).map(|url| url.origin());
    let mut rows = Vec::new();
    for _ in 0..MOST_PAGES {
        let page = retry::retry_until(deadline, || page(http, question, &url)).await?;
        let (mut probed, next) = page;
        rows.append(&mut probed.rows);
        // A link elsewhere would be given the token.
        let next = next
            .filter(|_| probed.initial_domain().is_none())
            .filter(|next| Url::parse(next).map(|next| next.origin()) == origin);
        match next {
            Some(next) => url = next,
            None => return Ok(CommandResult { rows, ..probed }),
        }
    }
    Err(Error::internal("a list of Exchange Online has no end"))
}

async fn page(
    http: &HttpClient,
    question: &Command<'_>,
    url: &str,
) -> Result<(CommandResult, Option<String>)> {
    let body = json!({"CmdletInput": {"CmdletName": question.command, "Parameters": {}}});
    let headers = headers(question)?;
    let id = Uuid::new_v4();
    let (answer, headers) = http
        .post_json(url, question.token, headers, body.to_string(), id, LARGEST)
        .await
        .map_err(|error| error.with_correlation(&id.to_string()))?;
    let text = error_text::text_of(&answer.body, &headers);
    if let Some(error) = no_verdict(question.endpoint, &answer, &text) {
        return Err(error.with_correlation(&id.to_string()));
    }
    let request_id = headers
        .get("request-id")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    if answer.status != 200 {
        let probed = CommandResult {
            status: answer.status,
            text,
            request_id,
            rows: Vec::new(),
        };
        return Ok((probed, None));
    }
    let mut list: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let Some(rows) = list["value"].as_array_mut().map(std::mem::take) else {
        return Err(Error::new(
            ErrorCode::UnexpectedResponse,
            format!(
                "{} answered the probe with something that is no list of Exchange Online's.",
                question.endpoint
            ),
            format!(
                "Check what answers in its place: a page of a proxy, or a wrong {CONNECTION_URI}."
            ),
        )
        .fixed_by(FixedBy::NETWORK)
        .with_status(200));
    };
    let next = list["@odata.nextLink"].as_str().map(str::to_owned);
    let probed = CommandResult {
        status: 200,
        text: String::new(),
        request_id,
        rows,
    };
    Ok((probed, next))
}

/// What says nothing of the tenant: passing faults, and what comes from something between.
fn no_verdict(endpoint: &str, answer: &Response, text: &str) -> Option<Error> {
    let said = if text.is_empty() {
        String::new()
    } else {
        format!(": {text}")
    };
    let error = match answer.status {
        429 => Error::new(
            ErrorCode::Throttled,
            format!("Exchange Online has had too many requests for this tenant (HTTP 429){said}"),
            "Wait as long as the answer says, and run fewer things in this tenant at once.",
        )
        .fixed_by(FixedBy::NOBODY)
        .retryable(),
        408 | 500..=599 => Error::new(
            ErrorCode::ServiceUnavailable,
            format!(
                "Exchange Online failed to serve the probe (HTTP {}){said}",
                answer.status
            ),
            "Wait a little and try again; if it stays, look at the service's health page.",
        )
        .fixed_by(FixedBy::NOBODY)
        .retryable(),
        300..=399 | 407 => Error::new(
            ErrorCode::UnexpectedResponse,
            format!(
                "{endpoint} did not answer the probe itself (HTTP {}).",
                answer.status
            ),
            format!("Check what answers in its place: a proxy that requires a sign-in, or a wrong {CONNECTION_URI}."),
        )
        .fixed_by(FixedBy::NETWORK),
        _ => return None,
    };
    Some(error.with_status(answer.status).with(|report| {
        report.retry_after_seconds = answer.retry_after.map(|wait| wait.as_secs());
    }))
}

fn headers(question: &Command<'_>) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    let connection = Uuid::new_v4().to_string();
    let anchor = format!("APP:{SYSTEM_MAILBOX}@{}", question.organization);
    for (name, value) in [
        ("x-anchormailbox", anchor.as_str()),
        ("x-cmdletname", question.command),
        ("prefer", "odata.maxpagesize=1000"),
        ("connection-id", connection.as_str()),
    ] {
        let value =
            HeaderValue::from_str(value).map_err(|_| Error::internal("a header of the probe"))?;
        headers.insert(HeaderName::from_static(name), value);
    }
    Ok(headers)
}
