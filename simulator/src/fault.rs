//! Faults on demand: what a network, a proxy or a busy service does to an answer.

use std::time::Duration;

use serde_json::json;
use uuid::Uuid;

use crate::config::{Fault, FaultKind};
use crate::error_body::Refusal;
use crate::reply::{Ending, Reply};

/// A page as a captive portal or a proxy sends it.
pub(crate) const HTML: &str = "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body><h1>Welcome</h1></body></html>";

/// The answer instead of the right one; none when the fault works on the right one.
pub(crate) async fn instead(fault: &Fault, correlation_id: Uuid) -> Option<Reply> {
    let wait = Duration::from_millis(fault.delay_ms.unwrap_or(30_000));
    let reply = match fault.kind {
        FaultKind::Status => {
            let status = fault.status.unwrap_or(503);
            Reply::new(
                status,
                "text/plain",
                format!("The service is not available ({status})."),
            )
        }
        FaultKind::Json429 => {
            let mut reply = Refusal::new(90_055).reply(correlation_id, None);
            reply.status = 429;
            reply
        }
        FaultKind::Text429 => Reply::new(429, "text/plain", "Too Many Requests"),
        FaultKind::Aadsts => Refusal::new(fault.code.unwrap_or(90_033)).reply(correlation_id, None),
        FaultKind::Stall => {
            tokio::time::sleep(wait).await;
            Reply::new(200, "", "").ending(Ending::None)
        }
        FaultKind::Reset => Reply::new(200, "", "").ending(Ending::None),
        FaultKind::Html => Reply::new(
            fault.status.unwrap_or(200),
            "text/html; charset=utf-8",
            HTML,
        ),
        FaultKind::Redirect => Reply::new(fault.status.unwrap_or(302), "text/html", HTML)
            .header("location", "https://login.elsewhere.test/token"),
        FaultKind::Oversize => Reply::new(200, "application/json", vec![b' '; 4 << 20]),
        FaultKind::Empty404 => Reply::new(404, "", ""),
        FaultKind::NotAToken => Reply::json(200, &json!({"status": "ok"})),
        FaultKind::Escapes => Reply::json(
            400,
            &json!({
                "error": "invalid_request",
                "error_description":
                    "AADSTS90014: \u{1b}[31mred\u{1b}[0m \u{7}bell\r\nnext \u{202e}desrever",
                "error_codes": [90_014],
                "correlation_id": correlation_id,
            }),
        ),
        FaultKind::Slow => {
            tokio::time::sleep(Duration::from_millis(fault.delay_ms.unwrap_or(1_000))).await;
            return None;
        }
        FaultKind::HalfBody
        | FaultKind::WrongTenant
        | FaultKind::Unsigned
        | FaultKind::Opaque
        | FaultKind::ForgedSignature
        | FaultKind::UnknownKid
        | FaultKind::Delegated
        | FaultKind::WrongAudience
        | FaultKind::WrongApp
        | FaultKind::Expired => return None,
    };
    Some(match &fault.retry_after {
        Some(value) => reply.header("retry-after", value.clone()),
        None => reply,
    })
}
