//! Turns an error response into an error with its cause, its fix and who can fix it.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use super::unexpected::unexpected_response;
use crate::error::{Aadsts, Error, ErrorCode, FixedBy, clean, clean_line};
use crate::http::{Response, status_error_code, status_fix};
use crate::spelling::ENVIRONMENT;

/// The members of an error response (RFC 6749, 5.2), and the members that Entra adds.
#[derive(Deserialize)]
struct Body {
    error: String,
    #[serde(default)]
    error_description: Option<Value>,
    #[serde(default)]
    error_uri: Option<Value>,
    #[serde(default)]
    error_codes: Option<Value>,
    #[serde(default)]
    trace_id: Option<Value>,
    #[serde(default)]
    correlation_id: Option<Value>,
    #[serde(default)]
    timestamp: Option<Value>,
}

impl Body {
    fn description(&self) -> Option<&str> {
        text(&self.error_description)
    }

    /// Returns the first AADSTS number in `error_codes`. If `error_codes` contains no number,
    /// returns the number in the description.
    fn number(&self) -> Option<u32> {
        let listed = self.error_codes.as_ref().and_then(|codes| match codes {
            Value::Array(codes) => codes.first().and_then(as_number),
            other => as_number(other),
        });
        listed.or_else(|| {
            let (_, rest) = self.description()?.split_once("AADSTS")?;
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().ok()
        })
    }

    /// Returns the server's description of the error on one line, without the ids at its end. If
    /// there is no description, returns the OAuth error.
    fn words(&self) -> String {
        let words = self.description().unwrap_or(&self.error);
        let end = words.find("Trace ID:").unwrap_or(words.len());
        clean_line(&words[..end])
    }

    /// Adds the members of this response to the report of an error.
    fn annotate(&self, error: Error) -> Error {
        let line = |value: &Option<Value>| text(value).map(clean_line);
        error.with(|report| {
            report.aadsts = self.number();
            report.oauth_error = Some(clean_line(&self.error));
            report.error_uri = line(&self.error_uri);
            report.trace_id = line(&self.trace_id);
            report.correlation_id = line(&self.correlation_id);
            report.timestamp = line(&self.timestamp);
            report.detail = self.description().map(clean);
        })
    }
}

fn as_number(value: &Value) -> Option<u32> {
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok())?;
    u32::try_from(number).ok()
}

fn text(value: &Option<Value>) -> Option<&str> {
    value.as_ref()?.as_str().filter(|text| !text.is_empty())
}

/// Creates the error for a login host's response that doesn't contain the requested document, such
/// as a tenant's metadata. If the path doesn't exist, the message ends with `missing`.
pub(crate) fn error_from_response(host: &str, response: &Response, missing: &str) -> Error {
    error(host, response, missing, ErrorCode::EntraRejected)
}

/// Creates the error for a token endpoint's error response. `rejected` is the code for a rejected
/// credential.
pub(super) fn parse(host: &str, response: &Response, rejected: ErrorCode) -> Error {
    error(host, response, "there is no token endpoint", rejected)
}

fn error(host: &str, response: &Response, missing: &str, rejected: ErrorCode) -> Error {
    let body = serde_json::from_slice::<Body>(&response.body).ok();
    let number = body.as_ref().and_then(Body::number);
    let row = number.and_then(Aadsts::lookup);
    let code = error_code(response.status, body.as_ref(), rejected);
    if code == ErrorCode::UnexpectedResponse {
        let why = match response.status {
            404 | 405 => missing,
            200..=299 => "the status of a success is 200",
            _ => "the body isn't the JSON of an OAuth error",
        };
        return unexpected_response(host, response, why);
    }
    let from_row = row.filter(|row| row_code(row, rejected) == code);
    let words = body.as_ref().map(Body::words).unwrap_or_default();
    let error = match (from_row, response.status_error(host, &words)) {
        (Some(row), _) => row_error(row, code),
        (None, Some(error)) => error,
        (None, None) => {
            let fix = match number {
                Some(_) => fix(code),
                None => fix_without_number(code),
            };
            Error::new(code, format!("{host} rejected the request: {words}"), fix)
                .fixed_by(fixer(code))
        }
    };
    let error = match &body {
        Some(body) => body.annotate(error),
        None => error,
    };
    response.annotate(error)
}

/// Derives the error code from the status, the AADSTS number and the OAuth error. The status takes
/// precedence if it maps to an error. The exception is HTTP 5xx, because Entra also uses it for
/// permanent errors.
fn error_code(status: u16, body: Option<&Body>, rejected: ErrorCode) -> ErrorCode {
    let number = body.and_then(Body::number);
    let row = number.and_then(Aadsts::lookup);
    match (status_error_code(status), row, body) {
        (Some(ErrorCode::ServiceUnavailable) | None, Some(row), _) => row_code(row, rejected),
        (Some(code), ..) => code,
        (None, None, Some(body)) => match (number, status) {
            (_, 200..=299) | (None, 404 | 405) => ErrorCode::UnexpectedResponse,
            (Some(_), _) => ErrorCode::EntraRejected,
            (None, _) => oauth_code(&body.error, rejected),
        },
        (None, None, None) => ErrorCode::UnexpectedResponse,
    }
}

/// Returns the error code of an AADSTS row. A row for a rejected credential doesn't say which kind
/// of credential it was, so `rejected` replaces its code.
fn row_code(row: &Aadsts, rejected: ErrorCode) -> ErrorCode {
    match row.error_code() {
        ErrorCode::CertificateRejected => rejected,
        other => other,
    }
}

/// Returns the error code of an OAuth error. Servers other than Entra send no AADSTS number.
fn oauth_code(error: &str, rejected: ErrorCode) -> ErrorCode {
    match error {
        "invalid_client" => rejected,
        "invalid_scope" | "invalid_target" => ErrorCode::ResourceRejected,
        "invalid_tenant" => ErrorCode::TenantNotFound,
        "temporarily_unavailable" => ErrorCode::ServiceUnavailable,
        _ => ErrorCode::EntraRejected,
    }
}

fn row_error(row: &'static Aadsts, code: ErrorCode) -> Error {
    let message = format!("AADSTS{}: {} {}", row.code, row.summary, row.likely_cause);
    Error::new(code, message, &*row.fix).fixed_by(row.fixed_by())
}

fn fixer(code: ErrorCode) -> FixedBy {
    if code.is_retryable() {
        FixedBy::NOBODY
    } else {
        FixedBy::PARTNER
    }
}

fn fix(code: ErrorCode) -> Cow<'static, str> {
    let fix = match code {
        ErrorCode::Throttled | ErrorCode::ServiceUnavailable => status_fix(code),
        ErrorCode::ClientSecretRejected => {
            "Use the value (not the id) of a secret of this app registration, or create a new one."
        }
        ErrorCode::CertificateRejected => {
            "Upload this certificate to the app registration (Certificates & secrets), or use one that is registered there."
        }
        ErrorCode::AssertionRejected => {
            "Compare the assertion's issuer, subject and audience with the app's federated credential."
        }
        ErrorCode::ResourceRejected => {
            "Request one resource that exists in this cloud, as <resource>/.default."
        }
        ErrorCode::TenantNotFound => {
            return format!(
                "Check the spelling of the tenant, and that {ENVIRONMENT} names its cloud."
            )
            .into();
        }
        _ => {
            "Look the code up at https://login.microsoftonline.com/error, and keep the trace id and the correlation id for a support ticket."
        }
    };
    fix.into()
}

/// Returns the fix for an error without an AADSTS number. Servers other than Entra often don't say
/// why they reject a request, so the fix lists the possible causes.
fn fix_without_number(code: ErrorCode) -> Cow<'static, str> {
    let fix = match code {
        ErrorCode::CertificateRejected => {
            "The server doesn't say why. Check the app id, that the certificate's key is registered for the app, and that the server accepts PS256 (the algorithm for a key in a file)."
        }
        ErrorCode::ClientSecretRejected => {
            "The server doesn't say why. Check the app id, that the app may use a client secret, and that this is the value (not the id) of a secret that hasn't expired."
        }
        ErrorCode::EntraRejected => {
            "Check that the app may use the client credentials grant at this server. The server's own log has the reason under the correlation id."
        }
        other => return self::fix(other),
    };
    fix.into()
}

#[cfg(test)]
mod tests;
