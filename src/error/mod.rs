//! The error type: a stable code, a message, the fix, and who can apply it.

mod aadsts;
mod code;
mod fixed_by;
mod retryable;
mod text;

pub use aadsts::Aadsts;
pub use code::ErrorCode;
pub use fixed_by::{FixedBy, Party};
pub(crate) use text::is_invisible;
pub use text::{clean, clean_line};

use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::spelling::SHOW_VERSION;

/// A result whose error is an [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure, described so that a script author can act on it.
///
/// The message includes the input, and the fix says what to do. Neither contains a secret, key,
/// assertion or token. Control characters are removed from text that a server sent.
#[derive(Clone, thiserror::Error)]
#[error("{}", .0.message)]
pub struct Error(Box<Report>);

/// The parts of an [`Error`]. They cross the C boundary as camelCase JSON.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Report {
    /// The stable number.
    #[serde(serialize_with = "number")]
    pub code: ErrorCode,
    /// The stable name.
    pub name: &'static str,
    /// What happened, in one or two sentences.
    pub message: String,
    /// What to do.
    pub fix: String,
    /// Who can apply the fix.
    pub fixed_by: FixedBy,
    /// PowerShell's ErrorCategory.
    pub category: &'static str,
    /// Whether the same request, unchanged, can succeed later.
    pub retryable: bool,
    /// The requested tenant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The number after `AADSTS`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aadsts: Option<u32>,
    /// The OAuth `error` member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oauth_error: Option<String>,
    /// The OAuth `error_uri` member: a page about the error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_uri: Option<String>,
    /// The HTTP status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_status: Option<u16>,
    /// The wait that the server requested, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u64>,
    /// The request's `client-request-id`, or the server's correlation id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    /// The server's trace id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
    /// When the error occurred, according to the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
    /// The number of attempts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
    /// The time waited between the attempts, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waited_ms: Option<u64>,
    /// When ExoMt stops remembering this failure and sends new requests (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remembered_until: Option<String>,
    /// The text of the underlying error, for a support ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

fn number<S: serde::Serializer>(code: &ErrorCode, out: S) -> std::result::Result<S::Ok, S::Error> {
    out.serialize_i32(code.number())
}

impl Error {
    /// Creates an error that the partner can fix.
    pub fn new(code: ErrorCode, message: impl Into<String>, fix: impl Into<String>) -> Self {
        Error(Box::new(Report {
            code,
            name: code.name(),
            message: message.into(),
            fix: fix.into(),
            fixed_by: FixedBy::PARTNER,
            category: code.category(),
            retryable: code.is_retryable(),
            organization: None,
            aadsts: None,
            oauth_error: None,
            error_uri: None,
            http_status: None,
            retry_after_seconds: None,
            correlation_id: None,
            trace_id: None,
            timestamp: None,
            attempts: None,
            waited_ms: None,
            remembered_until: None,
            detail: None,
        }))
    }

    /// Creates the error for an operation that the caller canceled.
    pub fn cancelled() -> Self {
        Error::new(
            ErrorCode::Cancelled,
            "The operation was canceled.",
            "Run it again.",
        )
    }

    /// Creates the error for a fault in ExoMt itself. `what` describes the fault without data.
    pub fn internal(what: &str) -> Self {
        Error::new(
            ErrorCode::InternalFault,
            format!("Internal error in ExoMt: {what}."),
            format!("Report it, with the versions that {SHOW_VERSION} shows."),
        )
    }

    /// Returns whether a retry would fail in the same way, because the cause is in the tenant or
    /// the app. Clock and network problems are not definite: they can end at any time.
    pub(crate) fn is_definite(&self) -> bool {
        (300..400).contains(&self.0.code.number())
            && !self.0.retryable
            && self.0.code != ErrorCode::ClockSkew
    }

    /// Adds the number of attempts, and the time waited between them.
    pub(crate) fn with_attempts(mut self, attempts: u32, waited_ms: u64) -> Self {
        self.0.attempts = Some(attempts);
        self.0.waited_ms = Some(waited_ms);
        self
    }

    /// Marks the error as a remembered failure, and adds the time when it is forgotten.
    pub(crate) fn remembered_until(mut self, until: OffsetDateTime) -> Self {
        let until = until
            .replace_nanosecond(0)
            .unwrap_or(until)
            .format(&Rfc3339)
            .unwrap_or_default();
        self.0.message = format!(
            "{} (ExoMt remembers this recent answer until {until}.)",
            self.0.message
        );
        self.0.remembered_until = Some(until);
        self
    }

    /// Sets who can fix the problem.
    #[must_use]
    pub fn fixed_by(mut self, fixer: FixedBy) -> Self {
        self.0.fixed_by = fixer;
        self
    }

    /// Adds the requested tenant.
    #[must_use]
    pub fn for_tenant(mut self, organization: &str) -> Self {
        self.0.organization = Some(clean_line(organization));
        self
    }

    /// Adds the HTTP status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.0.http_status = Some(status);
        self
    }

    /// Adds the correlation id, unless the server sent one.
    #[must_use]
    pub fn with_correlation(mut self, id: &str) -> Self {
        self.0.correlation_id.get_or_insert_with(|| clean_line(id));
        self
    }

    /// Adds the underlying text, without control characters.
    #[must_use]
    pub fn with_detail(mut self, detail: impl AsRef<str>) -> Self {
        self.0.detail = Some(clean(detail.as_ref()));
        self
    }

    /// Changes parts that have no method of their own.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Report)) -> Self {
        change(&mut self.0);
        self
    }

    /// Returns the stable code.
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// Returns all parts.
    pub fn report(&self) -> &Report {
        &self.0
    }
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
