//! Maps an HTTP status to an error. This is the only place that does.

use super::client::Response;
use crate::error::{Error, ErrorCode, FixedBy, clean_line};

/// Returns the error code of a status whose body doesn't matter. Returns `None` for a success and
/// for other client errors, where the body determines the error.
pub(crate) fn error_code(status: u16) -> Option<ErrorCode> {
    match status {
        300..=399 => Some(ErrorCode::RedirectRefused),
        407 => Some(ErrorCode::ProxyFailed),
        429 => Some(ErrorCode::Throttled),
        408 | 500.. => Some(ErrorCode::ServiceUnavailable),
        _ => None,
    }
}

impl Response {
    /// Returns the error of the status, with the retry delay, or `None` if the body determines the
    /// error. The message names the `server`, and quotes the server's `words` unless they are
    /// empty.
    pub(crate) fn status_error(&self, server: &str, words: &str) -> Option<Error> {
        let status = self.status;
        let error = match error_code(status)? {
            ErrorCode::RedirectRefused => Error::new(
                ErrorCode::RedirectRefused,
                format!(
                    "{server} tried to redirect the request{} (HTTP {status}). ExoMt doesn't follow redirects, because its requests carry a credential.",
                    self.redirect_target()
                ),
                "Check the authority, and whether a proxy or captive portal answers in its place.",
            )
            .fixed_by(FixedBy::NETWORK),
            ErrorCode::ProxyFailed => Error::new(
                ErrorCode::ProxyFailed,
                format!("The proxy requires authentication (HTTP {status})."),
                "Pass the proxy with its user name: HTTPS_PROXY=http://user:password@host:port.",
            )
            .fixed_by(FixedBy::NETWORK),
            ErrorCode::Throttled => Error::new(
                ErrorCode::Throttled,
                format!("{server} received too many requests for this tenant and app (HTTP {status})."),
                fix(ErrorCode::Throttled),
            )
            .fixed_by(FixedBy::NOBODY),
            code => Error::new(
                code,
                format!("{server} failed to process the request (HTTP {status})."),
                fix(code),
            )
            .fixed_by(FixedBy::NOBODY),
        };
        let error = error.with(|report| {
            if !words.is_empty() {
                report.message = format!("{} The server said: {words}", report.message);
            }
        });
        Some(self.annotate(error))
    }

    /// Adds the status and the retry delay to an error.
    pub(crate) fn annotate(&self, error: Error) -> Error {
        error.with_status(self.status).with(|report| {
            report.retry_after_seconds = self.retry_after.map(|wait| wait.as_secs());
        })
    }

    fn redirect_target(&self) -> String {
        self.location
            .as_deref()
            .map_or_else(String::new, |location| {
                // The query of a redirect can repeat parts of the request.
                let bare = location.split(['?', '#']).next().unwrap_or_default();
                format!(" to {}", clean_line(bare))
            })
    }
}

/// Returns the fix for a temporary error.
pub(crate) fn fix(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Throttled => {
            "Wait as long as the response says (60 s if it doesn't), and reuse tokens instead of requesting new ones."
        }
        _ => {
            "Wait a little and try again. If the problem persists, check the service's health page."
        }
    }
}
