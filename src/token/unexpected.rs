//! An answer that is not what Entra sends.

use crate::error::{Error, ErrorCode, FixedBy, clean_line};
use crate::http::Response;

/// An answer that no login host sends; says what came instead, but never a body
/// that could hold a token.
pub(crate) fn unexpected_response(host: &str, answer: &Response, why: &str) -> Error {
    let kind = answer
        .content_type
        .as_deref()
        .map_or("no content type".to_owned(), clean_line);
    // A page comes from something on the way; anything else from the wrong server.
    let (fix, fixer) = if kind.to_ascii_lowercase().contains("html") {
        (
            "Look at what stands between: a proxy's login or block page, a captive portal, or a wrong authority.",
            FixedBy::NETWORK,
        )
    } else {
        (
            "Check the authority: ExoMt asks at {authority}/{tenant}/oauth2/v2.0/token and takes Bearer tokens only.",
            FixedBy::PARTNER,
        )
    };
    Error::new(
        ErrorCode::UnexpectedResponse,
        format!(
            "{host} answered HTTP {} ({kind}, {} bytes), which is not what a Microsoft login host sends: {why}.",
            answer.status,
            answer.body.len()
        ),
        fix,
    )
    .fixed_by(fixer)
    .with_status(answer.status)
}
