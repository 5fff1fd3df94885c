//! Faults that only the token endpoint can have.

use serde_json::json;
use uuid::Uuid;

use crate::config::{Fault, FaultKind};
use crate::error_body::Refusal;
use crate::fault::{self, Wording};
use crate::reply::Reply;

const WORDING: Wording = Wording {
    too_many_requests: "Too Many Requests",
    redirect_to: "https://login.elsewhere.test/token",
    oversize_bytes: 4 << 20,
};

/// Returns the response that the fault sends instead of the correct one.
pub(crate) async fn reply(fault: &Fault, correlation_id: Uuid) -> Option<Reply> {
    fault::reply(fault, &WORDING, |fault| {
        special_reply(fault, correlation_id)
    })
    .await
}

/// Returns the response of a fault that only this endpoint has. Returns `None` for the faults that
/// change the issued token.
fn special_reply(fault: &Fault, correlation_id: Uuid) -> Option<Reply> {
    match fault.kind {
        FaultKind::Json429 => {
            let mut reply = Refusal::new(90_055).reply(correlation_id, None);
            reply.status = 429;
            Some(reply)
        }
        FaultKind::Aadsts => {
            Some(Refusal::new(fault.code.unwrap_or(90_033)).reply(correlation_id, None))
        }
        FaultKind::Empty404 => Some(Reply::new(404, "", "")),
        FaultKind::NotAToken => Some(Reply::json(200, &json!({"status": "ok"}))),
        FaultKind::Escapes => Some(Reply::json(
            400,
            &json!({
                "error": "invalid_request",
                "error_description":
                    "AADSTS90014: \u{1b}[31mred\u{1b}[0m \u{7}bell\r\nnext \u{202e}desrever",
                "error_codes": [90_014],
                "correlation_id": correlation_id,
            }),
        )),
        _ => None,
    }
}
