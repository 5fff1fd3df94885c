//! The error for a response that can't come from a Microsoft login host.

use crate::error::{Error, ErrorCode, FixedBy, clean_line};
use crate::http::Response;

/// Creates the error for a response that can't come from a Microsoft login host. The error
/// describes the response, but never quotes the body, which can contain a token.
pub(crate) fn unexpected_response(host: &str, response: &Response, why: &str) -> Error {
    let kind = response
        .content_type
        .as_deref()
        .map_or("no content type".to_owned(), clean_line);
    // An HTML page usually comes from a proxy or captive portal, anything else from the wrong
    // server.
    let (fix, fixer) = if kind.to_ascii_lowercase().contains("html") {
        (
            "Check what answers in place of the authority: a proxy's sign-in or block page, a captive portal, or another server.",
            FixedBy::NETWORK,
        )
    } else {
        (
            "Check the authority: ExoMt sends its requests to {authority}/{tenant}/oauth2/v2.0/token and accepts only Bearer tokens.",
            FixedBy::PARTNER,
        )
    };
    Error::new(
        ErrorCode::UnexpectedResponse,
        format!(
            "{host} sent a response that no Microsoft login host sends (HTTP {}, {kind}, {} bytes): {why}.",
            response.status,
            response.body.len()
        ),
        fix,
    )
    .fixed_by(fixer)
    .with_status(response.status)
}
