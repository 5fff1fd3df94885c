//! The error type: a stable code, a message, the fix, and who can apply it.

mod aadsts;
mod code;
mod fixed_by;
mod text;

pub use aadsts::Aadsts;
pub use code::ErrorCode;
pub use fixed_by::{FixedBy, Party};
pub use text::{clean, clean_line};

use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::spelling::SHOW_VERSION;

/// A result whose error is an [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, in words that a scripter can act on.
///
/// The text names the input and the fix. It never holds a secret, a key, an
/// assertion or a token, and what a server sent has its control characters removed.
#[derive(Clone, thiserror::Error)]
#[error("{}", .0.message)]
pub struct Error(Box<Report>);

/// The parts of an [`Error`], as they cross the C boundary (camelCase JSON).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Report {
    /// The stable number.
    #[serde(serialize_with = "number")]
    pub code: ErrorCode,
    /// The stable name.
    pub name: &'static str,
    /// What happened, one sentence or two.
    pub message: String,
    /// What to do about it.
    pub fix: String,
    /// Who can do it.
    pub fixed_by: FixedBy,
    /// PowerShell's ErrorCategory.
    pub category: &'static str,
    /// Whether the same request can succeed later with nothing changed.
    pub retryable: bool,
    /// The tenant as it was asked for.
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
    /// The wait that the server asked for, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u64>,
    /// Our `client-request-id`, or the server's correlation id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    /// The server's trace id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
    /// The server's time of the error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
    /// How often it was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
    /// How long it was waited between, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waited_ms: Option<u64>,
    /// Until when this failure is remembered instead of asking again (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remembered_until: Option<String>,
    /// The underlying text, for a ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

fn number<S: serde::Serializer>(code: &ErrorCode, out: S) -> std::result::Result<S::Ok, S::Error> {
    out.serialize_i32(code.number())
}

impl Error {
    /// An error that the partner (who runs ExoMt) can mend.
    pub fn new(code: ErrorCode, message: impl Into<String>, fix: impl Into<String>) -> Self {
        Error(Box::new(Report {
            code,
            name: code.name(),
            message: message.into(),
            fix: fix.into(),
            fixed_by: FixedBy::PARTNER,
            category: code.category(),
            retryable: false,
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

    /// The work was cancelled by the caller.
    pub fn cancelled() -> Self {
        Error::new(
            ErrorCode::Cancelled,
            "The operation was cancelled.",
            "Run it again.",
        )
    }

    /// A fault of ExoMt itself; `what` names the place, never data.
    pub fn internal(what: &str) -> Self {
        Error::new(
            ErrorCode::InternalFault,
            format!("ExoMt ran into a fault of its own: {what}."),
            format!("Report it, with the versions that {SHOW_VERSION} shows."),
        )
    }

    /// Says that the same request may succeed later.
    #[must_use]
    pub fn retryable(mut self) -> Self {
        self.0.retryable = true;
        self
    }

    /// Whether asking again at once would give the same: what the server said of this
    /// tenant and app. A clock can be set, and the network can come back.
    pub(crate) fn is_definite(&self) -> bool {
        (300..400).contains(&self.0.code.number())
            && !self.0.retryable
            && self.0.code != ErrorCode::ClockSkew
    }

    /// Says how often it was tried, and how long it was waited between.
    pub(crate) fn tried(mut self, attempts: u32, waited_ms: u64) -> Self {
        self.0.attempts = Some(attempts);
        self.0.waited_ms = Some(waited_ms);
        self
    }

    /// Says that it is not new, and until when it stands.
    pub(crate) fn remembered_until(mut self, until: OffsetDateTime) -> Self {
        let until = until
            .replace_nanosecond(0)
            .unwrap_or(until)
            .format(&Rfc3339)
            .unwrap_or_default();
        self.0.message = format!(
            "{} (This answer came a moment ago and is remembered until {until}.)",
            self.0.message
        );
        self.0.remembered_until = Some(until);
        self
    }

    /// Says who can mend it.
    #[must_use]
    pub fn fixed_by(mut self, fixer: FixedBy) -> Self {
        self.0.fixed_by = fixer;
        self
    }

    /// Adds the tenant that was asked for.
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

    /// Adds the correlation id, unless the server's is there already.
    #[must_use]
    pub fn with_correlation(mut self, id: &str) -> Self {
        self.0.correlation_id.get_or_insert_with(|| clean_line(id));
        self
    }

    /// Adds the underlying text, cleaned.
    #[must_use]
    pub fn with_detail(mut self, detail: impl AsRef<str>) -> Self {
        self.0.detail = Some(clean(detail.as_ref()));
        self
    }

    /// Changes parts that have no builder of their own.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Report)) -> Self {
        change(&mut self.0);
        self
    }

    /// The stable code.
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// All parts.
    pub fn report(&self) -> &Report {
        &self.0
    }
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
