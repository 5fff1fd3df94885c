//! Faults that either endpoint can have: those that a network, a proxy or a busy service causes.

use std::time::Duration;

use crate::config::{Fault, FaultKind};
use crate::reply::{BodyEnd, Reply};

const DEFAULT_SLOW: Duration = Duration::from_secs(1);
const DEFAULT_STALL: Duration = Duration::from_secs(30);

const PORTAL_PAGE: &str = "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body><h1>Welcome</h1></body></html>";

/// The details of common faults that differ between the endpoints.
pub(crate) struct Wording {
    pub(crate) too_many_requests: &'static str,
    pub(crate) redirect_to: &'static str,
    pub(crate) oversize_bytes: usize,
}

/// Returns the response that a fault sends instead of the correct one, or `None` if the endpoint
/// should answer. `own` returns the responses of faults that only this endpoint can have.
pub(crate) async fn reply(
    fault: &Fault,
    wording: &Wording,
    own: impl FnOnce(&Fault) -> Option<Reply>,
) -> Option<Reply> {
    let delay = |default| fault.delay_ms.map_or(default, Duration::from_millis);
    let reply = match fault.kind {
        FaultKind::Status => {
            let status = fault.status.unwrap_or(503);
            Reply::new(
                status,
                "text/plain",
                format!("The service is not available ({status})."),
            )
        }
        FaultKind::Text429 => Reply::new(429, "text/plain", wording.too_many_requests),
        FaultKind::Slow => {
            tokio::time::sleep(delay(DEFAULT_SLOW)).await;
            return None;
        }
        FaultKind::Stall => {
            tokio::time::sleep(delay(DEFAULT_STALL)).await;
            Reply::new(200, "", "").ending(BodyEnd::None)
        }
        FaultKind::Reset => Reply::new(200, "", "").ending(BodyEnd::None),
        FaultKind::HalfBody => return None,
        FaultKind::Html => Reply::new(
            fault.status.unwrap_or(200),
            "text/html; charset=utf-8",
            PORTAL_PAGE,
        ),
        FaultKind::Redirect => Reply::new(fault.status.unwrap_or(302), "text/html", PORTAL_PAGE)
            .header("location", wording.redirect_to),
        FaultKind::Oversize => {
            Reply::new(200, "application/json", vec![b' '; wording.oversize_bytes])
        }
        _ => own(fault)?,
    };
    Some(match &fault.retry_after {
        Some(value) => reply.header("retry-after", value.clone()),
        None => reply,
    })
}

/// Returns how the correct response ends with a fault.
pub(crate) fn ending(kind: Option<FaultKind>) -> BodyEnd {
    match kind {
        Some(FaultKind::HalfBody) => BodyEnd::Half,
        _ => BodyEnd::Whole,
    }
}
