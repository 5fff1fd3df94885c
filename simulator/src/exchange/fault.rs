//! Faults that only the Exchange side can have.

use crate::config::{Fault, FaultKind};
use crate::exchange::error::{self, Failure};
use crate::exchange::{Endpoint, Request, authorize};
use crate::fault::{self, Wording};
use crate::reply::Reply;

const WORDING: Wording = Wording {
    too_many_requests: "You have reached the maximum number of concurrent requests per tenant. Please wait and try again",
    redirect_to: "https://outlook.elsewhere.test/adminapi/beta/InvokeCommand",
    oversize_bytes: 16 << 20,
};

/// Returns the response that the fault sends instead of the correct one.
pub(crate) async fn reply(
    fault: &Fault,
    endpoint: Endpoint,
    request: &Request<'_>,
) -> Option<Reply> {
    fault::reply(fault, &WORDING, |fault| {
        special_reply(fault.kind, endpoint, request)
    })
    .await
}

fn special_reply(kind: FaultKind, endpoint: Endpoint, request: &Request<'_>) -> Option<Reply> {
    match kind {
        FaultKind::Empty403 => Some(Reply::new(403, "", "")),
        FaultKind::Nul403 => Some(Reply::new(
            403,
            "application/json; charset=utf-8",
            vec![0; 64],
        )),
        FaultKind::Diagnostics403 => Some(Reply::new(403, "", "").header(
            "x-ms-diagnostics",
            error::diagnostics(error::no_role(&authorize::app_id(request)), "invalid_grant"),
        )),
        FaultKind::Escapes403 => {
            let failure = Failure::exception(
                403,
                "Forbidden",
                "System.UnauthorizedAccessException",
                "\u{1b}[31mred\u{1b}[0m \u{7}bell\r\nnext \u{202e}desrever",
            );
            Some(failure.shown_by(endpoint).reply(""))
        }
        FaultKind::NoExchange404 => {
            let failure = Failure::exception(
                404,
                "NotFound",
                "Microsoft.Exchange.Data.Directory.CannotResolveTenantNameException",
                format!(
                    "The tenant '{}' was not found in Exchange Online.",
                    request.tenant
                ),
            );
            Some(failure.shown_by(endpoint).reply(""))
        }
        _ => None,
    }
}
