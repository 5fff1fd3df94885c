//! Turns an error answer into an error that names cause, fix and fixer.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use super::unexpected::unexpected_response;
use crate::credential::CredentialKind;
use crate::error::{Aadsts, Error, ErrorCode, FixedBy, clean, clean_line};
use crate::http::Response;
use crate::spelling::ENVIRONMENT;

/// RFC 6749 section 5.2 and what Entra adds.
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

/// The same for other pages of the login host, where there is `none` of what was asked for.
pub(crate) fn error_from_response(host: &str, answer: &Response, none: &str) -> Error {
    if matches!(answer.status, 404 | 405) {
        return unexpected_response(host, answer, none);
    }
    read(host, answer, CredentialKind::Certificate)
}

pub(super) fn read(host: &str, answer: &Response, kind: CredentialKind) -> Error {
    let body = serde_json::from_slice::<Body>(&answer.body).ok();
    let error = match body {
        Some(body) => from_body(host, answer, &body, kind),
        None => from_status(host, answer),
    };
    error.with_status(answer.status).with(|report| {
        report.retry_after_seconds = answer.retry_after.map(|wait| wait.as_secs());
    })
}

fn from_body(host: &str, answer: &Response, body: &Body, kind: CredentialKind) -> Error {
    let description = text(&body.error_description).unwrap_or_default();
    let number = code_of(body, &description);
    let row = number.and_then(Aadsts::lookup);
    let code = match (number, answer.status) {
        (_, 429) => ErrorCode::Throttled,
        (Some(_), _) => of_row(row, kind),
        (None, 404 | 405) => {
            return unexpected_response(host, answer, "there is no token endpoint");
        }
        (None, 500..) => ErrorCode::ServiceUnavailable,
        (None, _) => of_oauth(&body.error, kind),
    };
    let error = match row {
        Some(row) => {
            let message = format!("AADSTS{}: {} {}", row.code, row.summary, row.likely_cause);
            Error::new(code, message, &*row.fix).fixed_by(row.fixed_by())
        }
        None => {
            let said = if description.is_empty() {
                body.error.clone()
            } else {
                description.clone()
            };
            let what = match code {
                ErrorCode::ServiceUnavailable => {
                    format!("failed to serve the request (HTTP {})", answer.status)
                }
                _ => "refused the request".to_owned(),
            };
            let message = format!("{host} {what}: {}", first_sentences(&said));
            let fix = match number {
                Some(_) => fix_for(code),
                None => fix_without_number(code),
            };
            Error::new(code, message, fix).fixed_by(fixer_for(code))
        }
    };
    let retryable = row.is_some_and(|row| row.retryable)
        || matches!(code, ErrorCode::Throttled | ErrorCode::ServiceUnavailable);
    error.with(|report| {
        report.retryable = retryable;
        report.aadsts = number;
        report.oauth_error = Some(clean_line(&body.error));
        report.error_uri = text(&body.error_uri).map(|uri| clean_line(&uri));
        report.trace_id = text(&body.trace_id).map(|id| clean_line(&id));
        report.correlation_id = text(&body.correlation_id).map(|id| clean_line(&id));
        report.timestamp = text(&body.timestamp).map(|time| clean_line(&time));
        report.detail = (!description.is_empty()).then(|| clean(&description));
    })
}

fn from_status(host: &str, answer: &Response) -> Error {
    match answer.status {
        429 => Error::new(
            ErrorCode::Throttled,
            format!("{host} has had too many requests for this tenant and app (HTTP 429)."),
            fix_for(ErrorCode::Throttled),
        )
        .fixed_by(FixedBy::NOBODY)
        .retryable(),
        300..=399 => {
            let to = answer
                .location
                .as_deref()
                .map_or(String::new(), |location| {
                    // The query of a redirect can hold what was sent.
                    let bare = location.split(['?', '#']).next().unwrap_or_default();
                    format!(" to {}", clean_line(bare))
                });
            Error::new(
                ErrorCode::RedirectRefused,
                format!("{host} wanted to redirect the request{to} (HTTP {}); it was not followed, since it carries a credential.", answer.status),
                "Check the authority, and whether a proxy or captive portal answers in its place.",
            )
            .fixed_by(FixedBy::NETWORK)
        }
        407 => Error::new(
            ErrorCode::ProxyFailed,
            "The proxy wants authentication (HTTP 407).",
            "Name the proxy with its user: HTTPS_PROXY=http://user:password@host:port.",
        )
        .fixed_by(FixedBy::NETWORK),
        500..=599 | 408 => Error::new(
            ErrorCode::ServiceUnavailable,
            format!(
                "{host} failed to serve the request (HTTP {}).",
                answer.status
            ),
            fix_for(ErrorCode::ServiceUnavailable),
        )
        .fixed_by(FixedBy::NOBODY)
        .retryable(),
        404 | 405 => unexpected_response(host, answer, "there is no token endpoint"),
        200..=299 => unexpected_response(host, answer, "a token comes with HTTP 200"),
        _ => unexpected_response(host, answer, "the body is not the JSON of an OAuth error"),
    }
}

/// `error_codes` first; the description's text only when that is missing.
fn code_of(body: &Body, description: &str) -> Option<u32> {
    let listed = body.error_codes.as_ref().and_then(|codes| match codes {
        Value::Array(codes) => codes.first().and_then(as_code),
        other => as_code(other),
    });
    listed.or_else(|| {
        let (_, rest) = description.split_once("AADSTS")?;
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    })
}

fn as_code(value: &Value) -> Option<u32> {
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok())?;
    u32::try_from(number).ok()
}

fn text(value: &Option<Value>) -> Option<String> {
    value
        .as_ref()?
        .as_str()
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

/// The description without the ids at its end, which are kept apart.
fn first_sentences(description: &str) -> String {
    let cut = description.find("Trace ID:").unwrap_or(description.len());
    clean_line(&description[..cut])
}

/// The error of an AADSTS code. Its row does not know what signed the assertion.
fn of_row(row: Option<&Aadsts>, kind: CredentialKind) -> ErrorCode {
    match row.map_or(ErrorCode::EntraRejected, Aadsts::error_code) {
        ErrorCode::CertificateRejected => assertion_fault(kind),
        other => other,
    }
}

/// Other servers than Entra send no number, only RFC 6749's words.
fn of_oauth(error: &str, kind: CredentialKind) -> ErrorCode {
    match error {
        "invalid_client" if kind == CredentialKind::ClientSecret => ErrorCode::ClientSecretRejected,
        "invalid_client" => assertion_fault(kind),
        "invalid_scope" | "invalid_target" => ErrorCode::ResourceRejected,
        "invalid_tenant" => ErrorCode::TenantNotFound,
        "temporarily_unavailable" => ErrorCode::ServiceUnavailable,
        _ => ErrorCode::EntraRejected,
    }
}

fn assertion_fault(kind: CredentialKind) -> ErrorCode {
    match kind {
        CredentialKind::Assertion | CredentialKind::AssertionProvider => {
            ErrorCode::AssertionRejected
        }
        _ => ErrorCode::CertificateRejected,
    }
}

fn fixer_for(code: ErrorCode) -> FixedBy {
    match code {
        ErrorCode::Throttled | ErrorCode::ServiceUnavailable => FixedBy::NOBODY,
        _ => FixedBy::PARTNER,
    }
}

fn fix_for(code: ErrorCode) -> Cow<'static, str> {
    let fix = match code {
        ErrorCode::Throttled => {
            "Wait as long as the answer says (60 s if it says nothing), keep tokens and use them again."
        }
        ErrorCode::ServiceUnavailable => {
            "Wait a little and try again; if it stays, look at the service's health page."
        }
        ErrorCode::ClientSecretRejected => {
            "Use the secret's value (not its id) of this app registration, or make a new one."
        }
        ErrorCode::CertificateRejected => {
            "Upload this certificate to the app registration (Certificates & secrets), or use the one that is there."
        }
        ErrorCode::AssertionRejected => {
            "Compare issuer, subject and audience of the assertion with the app's federated credential."
        }
        ErrorCode::ResourceRejected => {
            "Ask for one resource that exists in this cloud, as <resource>/.default."
        }
        ErrorCode::TenantNotFound => {
            return format!(
                "Check the spelling of the tenant, and that {ENVIRONMENT} names its cloud."
            )
            .into();
        }
        _ => {
            "Look the code up at https://login.microsoftonline.com/error, and keep trace and correlation id for a ticket."
        }
    };
    fix.into()
}

/// Servers other than Entra often do not say why: what can be the cause, without guessing.
fn fix_without_number(code: ErrorCode) -> Cow<'static, str> {
    let fix = match code {
        ErrorCode::CertificateRejected => {
            "The server does not say why. See that the app id is right, that this certificate's key is registered for it, and that PS256 is accepted (a key in a file signs with PS256)."
        }
        ErrorCode::ClientSecretRejected => {
            "The server does not say why. See that the app id is right, that it may use a client secret, and that this is the secret's value (not its id) and not over."
        }
        ErrorCode::EntraRejected => {
            "See that this app may use the client credentials grant there; the server's own log has the reason, under the correlation id."
        }
        other => return fix_for(other),
    };
    fix.into()
}

#[cfg(test)]
mod tests;
