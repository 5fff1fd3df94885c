//! Runs a command in Exchange Online, as its PowerShell module does (docs/protocol.md, 10.2).
//! Microsoft doesn't document the endpoint and may change it.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use tokio::time::Instant;
use url::{Origin, Url};
use uuid::Uuid;

use super::error_text;
use crate::error::{Error, ErrorCode, FixedBy, Result};
use crate::http::{HttpClient, Response};
use crate::retry;
use crate::secret::SecretText;
use crate::spelling::CONNECTION_URI;

/// The maximum size of a page. It is enough for 1,000 rows of about 4 KB.
const MAX_PAGE_BYTES: usize = 4 * 1024 * 1024;
const MAX_PAGES: usize = 20;
const SYSTEM_MAILBOX: &str = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}";

/// A command to run.
pub(crate) struct Command<'a> {
    /// `https://host[:port]`.
    pub(crate) endpoint: &'a str,
    pub(crate) tenant_id: Uuid,
    /// The tenant's domain, which Exchange Online uses to route the request.
    pub(crate) organization: &'a str,
    /// The cmdlet's name.
    pub(crate) name: &'a str,
    pub(crate) token: &'a SecretText,
}

/// The response of Exchange Online to a command.
#[derive(Debug)]
pub(crate) struct CommandResult {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The text of the error; empty if the command succeeded.
    pub(crate) error_text: String,
    /// The `request-id`, for a support ticket.
    pub(crate) request_id: Option<String>,
    /// The rows; empty if the command failed.
    pub(crate) rows: Vec<Value>,
}

/// One page of a result.
struct Page {
    result: CommandResult,
    next: Option<String>,
}

/// Runs a command. Returns its rows, or the error text if Exchange Online refuses the command.
/// Reads more pages until there are none, or `is_enough` returns true for the rows of a page.
///
/// # Errors
/// The network codes, and the codes of [`Response::status_error`]. After such an error, it is
/// unknown whether Exchange Online would accept the command.
pub(crate) async fn invoke(
    http: &HttpClient,
    command: &Command<'_>,
    deadline: Instant,
    is_enough: impl Fn(&[Value]) -> bool,
) -> Result<CommandResult> {
    let mut url = format!(
        "{}/adminapi/beta/{}/InvokeCommand",
        command.endpoint, command.tenant_id
    );
    let origin = origin(&url);
    let mut rows = Vec::new();
    for _ in 0..MAX_PAGES {
        let page = retry::retry_until(deadline, || request_page(http, command, &url)).await?;
        let Page { mut result, next } = page;
        let enough = is_enough(&result.rows);
        rows.append(&mut result.rows);
        // Never send the token to another server.
        let next = next.filter(|next| !enough && self::origin(next) == origin);
        match next {
            Some(next) => url = next,
            None => return Ok(CommandResult { rows, ..result }),
        }
    }
    Err(Error::internal("Exchange Online returned too many pages"))
}

fn origin(url: &str) -> Option<Origin> {
    Url::parse(url).ok().map(|url| url.origin())
}

async fn request_page(http: &HttpClient, command: &Command<'_>, url: &str) -> Result<Page> {
    let body = json!({"CmdletInput": {"CmdletName": command.name, "Parameters": {}}});
    let id = Uuid::new_v4();
    let page = async {
        let (response, headers) = http
            .post_json(
                url,
                command.token,
                request_headers(command)?,
                body.to_string(),
                id,
                MAX_PAGE_BYTES,
            )
            .await?;
        parse_page(command, &response, &headers)
    };
    page.await
        .map_err(|error: Error| error.with_correlation(&id.to_string()))
}

fn parse_page(command: &Command<'_>, response: &Response, headers: &HeaderMap) -> Result<Page> {
    let error_text = error_text::find(&response.body, headers);
    if let Some(error) = response.status_error(command.endpoint, &error_text) {
        return Err(error);
    }
    let request_id = headers
        .get("request-id")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    if response.status != 200 {
        return Ok(Page {
            result: CommandResult {
                status: response.status,
                error_text,
                request_id,
                rows: Vec::new(),
            },
            next: None,
        });
    }
    let mut list: Value = serde_json::from_slice(&response.body).unwrap_or_default();
    let rows = list["value"].as_array_mut().map(std::mem::take);
    Ok(Page {
        result: CommandResult {
            status: 200,
            error_text: String::new(),
            request_id,
            rows: rows.ok_or_else(|| not_a_list(command))?,
        },
        next: list["@odata.nextLink"].as_str().map(str::to_owned),
    })
}

fn not_a_list(command: &Command<'_>) -> Error {
    Error::new(
        ErrorCode::UnexpectedResponse,
        format!(
            "{} answered {} with something that Exchange Online does not send.",
            command.endpoint, command.name
        ),
        format!(
            "Check what answers in place of Exchange Online, such as a proxy's page, and whether {CONNECTION_URI} is right."
        ),
    )
    .fixed_by(FixedBy::NETWORK)
    .with_status(200)
}

fn request_headers(command: &Command<'_>) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    let connection = Uuid::new_v4().to_string();
    let anchor = format!("APP:{SYSTEM_MAILBOX}@{}", command.organization);
    for (name, value) in [
        ("x-anchormailbox", anchor.as_str()),
        ("x-cmdletname", command.name),
        ("prefer", "odata.maxpagesize=1000"),
        ("connection-id", connection.as_str()),
    ] {
        let value = HeaderValue::from_str(value)
            .map_err(|_| Error::internal("a header of a command for Exchange Online"))?;
        headers.insert(HeaderName::from_static(name), value);
    }
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;

    fn parse(status: u16, body: &str) -> Result<Page> {
        let token = SecretText::new("canary".to_owned());
        let command = Command {
            endpoint: "https://exchange.example",
            tenant_id: Uuid::nil(),
            organization: "contoso.com",
            name: "Get-AcceptedDomain",
            token: &token,
        };
        let response = Response {
            status,
            content_type: None,
            retry_after: None,
            location: None,
            body: Zeroizing::new(body.as_bytes().to_vec()),
        };
        parse_page(&command, &response, &HeaderMap::new())
    }

    #[test]
    fn a_status_that_says_nothing_about_the_command_is_an_error() {
        let body = r#"{"error":{"message":"later"}}"#;
        for (status, code, retryable) in [
            (302, ErrorCode::RedirectRefused, false),
            (407, ErrorCode::ProxyFailed, false),
            (408, ErrorCode::ServiceUnavailable, true),
            (429, ErrorCode::Throttled, true),
            (503, ErrorCode::ServiceUnavailable, true),
        ] {
            let error = parse(status, body).err().expect("an error");
            assert_eq!(error.code(), code, "{status}");
            assert_eq!(error.report().retryable, retryable, "{status}");
            assert!(error.to_string().ends_with("said: later"), "{error}");
        }
        for status in [400, 401, 403, 404] {
            let page = parse(status, body).expect("a result");
            assert_eq!(page.result.status, status);
            assert_eq!(page.result.error_text, "later");
        }
    }

    #[test]
    fn a_success_is_a_list() {
        let page = parse(200, r#"{"value":[1,2],"@odata.nextLink":"https://x/2"}"#);
        let page = page.expect("a page");
        assert_eq!(page.result.rows.len(), 2);
        assert_eq!(page.next.as_deref(), Some("https://x/2"));
        let error = parse(200, "<html></html>").err().expect("an error");
        assert_eq!(error.code(), ErrorCode::UnexpectedResponse);
    }
}
