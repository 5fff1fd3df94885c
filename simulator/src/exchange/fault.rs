//! Faults of the Exchange endpoint.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::exchange::error::{self, Failure};
use crate::fault::HTML;
use crate::reply::{Ending, Reply};

/// Something that goes wrong at the Exchange endpoint.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExchangeFault {
    /// What goes wrong.
    pub kind: ExchangeFaultKind,
    /// The HTTP status of `status`.
    #[serde(default)]
    pub status: Option<u16>,
    /// The `Retry-After` header, as it is to be sent.
    #[serde(default)]
    pub retry_after: Option<String>,
    /// The wait of `slow` and `stall`.
    #[serde(default)]
    pub delay_ms: Option<u64>,
    /// How many requests it meets; all if absent.
    #[serde(default)]
    pub times: Option<u32>,
}

/// The kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ExchangeFaultKind {
    /// An error status with a plain body.
    Status,
    /// 429 with plain text.
    Text429,
    /// The right answer, late.
    Slow,
    /// No answer for a long time, then the connection ends.
    Stall,
    /// The connection ends without an answer.
    Reset,
    /// Half of the right answer, then the connection ends.
    HalfBody,
    /// A page of HTML with status 200.
    Html,
    /// A redirect.
    Redirect,
    /// An answer without end.
    Oversize,
    /// 403 with an empty body.
    Empty403,
    /// 403 with a body of NUL bytes.
    Nul403,
    /// 403 with an empty body; the reason is in a header.
    Diagnostics403,
    /// 403 with terminal escapes in its text.
    Escapes403,
    /// 404: the tenant has no Exchange Online.
    NoExchange404,
}

/// The answer instead of the right one; none when the fault works on the right one.
pub(crate) async fn instead(fault: &ExchangeFault, tenant: &str, app_id: &str) -> Option<Reply> {
    let wait = |usual| Duration::from_millis(fault.delay_ms.unwrap_or(usual));
    let reply = match fault.kind {
        ExchangeFaultKind::Status => {
            let status = fault.status.unwrap_or(503);
            Reply::new(
                status,
                "text/plain",
                format!("The service is not available ({status})."),
            )
        }
        ExchangeFaultKind::Text429 => Reply::new(
            429,
            "text/plain",
            "You have reached the maximum number of concurrent requests per tenant. Please wait and try again",
        ),
        ExchangeFaultKind::Stall => {
            tokio::time::sleep(wait(30_000)).await;
            Reply::new(200, "", "").ending(Ending::None)
        }
        ExchangeFaultKind::Reset => Reply::new(200, "", "").ending(Ending::None),
        ExchangeFaultKind::Html => Reply::new(200, "text/html; charset=utf-8", HTML),
        ExchangeFaultKind::Redirect => Reply::new(302, "text/html", HTML).header(
            "location",
            "https://outlook.elsewhere.test/adminapi/beta/InvokeCommand",
        ),
        ExchangeFaultKind::Oversize => Reply::new(200, "application/json", vec![b' '; 16 << 20]),
        ExchangeFaultKind::Empty403 => Reply::new(403, "", ""),
        ExchangeFaultKind::Nul403 => {
            Reply::new(403, "application/json; charset=utf-8", vec![0; 64])
        }
        ExchangeFaultKind::Diagnostics403 => Reply::new(403, "", "").header(
            "x-ms-diagnostics",
            error::diagnostics(error::no_role(app_id), "invalid_grant"),
        ),
        ExchangeFaultKind::Escapes403 => Failure::exception(
            403,
            "Forbidden",
            "System.UnauthorizedAccessException",
            "\u{1b}[31mred\u{1b}[0m \u{7}bell\r\nnext \u{202e}desrever",
        )
        .reply(""),
        ExchangeFaultKind::NoExchange404 => Failure::exception(
            404,
            "NotFound",
            "Microsoft.Exchange.Data.Directory.CannotResolveTenantNameException",
            format!("The tenant '{tenant}' was not found in Exchange Online."),
        )
        .reply(""),
        ExchangeFaultKind::Slow => {
            tokio::time::sleep(wait(1_000)).await;
            return None;
        }
        ExchangeFaultKind::HalfBody => return None,
    };
    Some(match &fault.retry_after {
        Some(value) => reply.header("retry-after", value.clone()),
        None => reply,
    })
}
