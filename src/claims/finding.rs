//! What a check finds: codes, severities, and the verdict that follows.

use std::borrow::Cow;

use serde::Serialize;

use crate::error::{FixedBy, clean_line};

/// The stable codes of findings; a code is never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum FindingCode {
    /// The text is not a JWT.
    TokenUnreadable,
    /// No signature, or no algorithm for it.
    TokenUnsigned,
    /// Its time is over.
    TokenExpired,
    /// Its time is nearly over.
    TokenExpiresSoon,
    /// Its time has not begun.
    TokenNotYetValid,
    /// It has no usable `exp`.
    LifetimeUnknown,
    /// `tid` is missing.
    TenantMissing,
    /// `tid` is another tenant than the one asked for.
    TenantMismatch,
    /// `tid` differs from that of an earlier token for the same domain.
    TenantChanged,
    /// The tenant id was learned from this token.
    TenantLearned,
    /// The issuer is another tenant's, or no `https` URL.
    IssuerMismatch,
    /// The audience is missing.
    AudienceMissing,
    /// The token is for another resource.
    AudienceMismatch,
    /// The token is for a resource that ExoMt does not know.
    AudienceUnknown,
    /// The application id is missing.
    AppIdMissing,
    /// The token is another app's.
    AppIdMismatch,
    /// A user's token, not an app's.
    DelegatedToken,
    /// The app did not prove itself (a public client).
    PublicClient,
    /// No application permission at all.
    NoAppRole,
    /// Other application permissions, but not the one needed.
    AppRoleMissing,
    /// Only the permission of the Admin API v2, which does not serve to connect.
    OnlyAdminApiRole,
    /// Only the permission of EWS, which gives no PowerShell.
    OnlyEwsRole,
    /// The permission is there.
    AppRolePresent,
    /// No directory role; a role group may be there.
    NoDirectoryRole,
    /// Directory roles, but none that is supported app-only.
    DirectoryRoleUnsupported,
    /// Directory roles that ExoMt's table does not have.
    DirectoryRoleUnknown,
    /// A supported directory role is there.
    DirectoryRolePresent,
    /// The signature holds.
    SignatureVerified,
    /// The signature does not hold.
    SignatureInvalid,
    /// Whether the signature holds could not be told.
    SignatureUnknown,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Severity {
    /// Good to know.
    Information,
    /// Can not be told from the token.
    Unknown,
    /// May fail.
    Warning,
    /// Will fail.
    Error,
}

/// What follows from all findings: the worst decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Verdict {
    /// The resource will take the token.
    Ready,
    /// It may refuse.
    Warning,
    /// It will refuse.
    NotReady,
    /// The token does not tell.
    Unknown,
}

impl Verdict {
    /// As it is shown.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Ready => "Ready",
            Verdict::Warning => "Warning",
            Verdict::NotReady => "NotReady",
            Verdict::Unknown => "Unknown",
        }
    }

    pub(super) fn of(findings: &[Finding]) -> Verdict {
        match findings.iter().map(|finding| finding.severity).max() {
            Some(Severity::Error) => Verdict::NotReady,
            Some(Severity::Warning) => Verdict::Warning,
            Some(Severity::Unknown) => Verdict::Unknown,
            Some(Severity::Information) | None => Verdict::Ready,
        }
    }
}

/// One thing that was found, with what to do about it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The stable code.
    pub code: FindingCode,
    /// How much it matters.
    pub severity: Severity,
    /// The claim that was looked at.
    pub claim: Option<&'static str>,
    /// What it should have been.
    pub expected: Option<String>,
    /// What it is.
    pub actual: Option<String>,
    /// In plain words.
    pub message: Cow<'static, str>,
    /// What to do; empty when nothing is to be done.
    pub fix: Cow<'static, str>,
    /// Who can do it.
    pub fixed_by: Option<FixedBy>,
}

impl Finding {
    pub(crate) fn new(
        code: FindingCode,
        severity: Severity,
        claim: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) -> Finding {
        Finding {
            code,
            severity,
            claim: Some(claim),
            expected: None,
            actual: None,
            message: message.into(),
            fix: Cow::Borrowed(""),
            fixed_by: None,
        }
    }

    pub(super) fn error(
        code: FindingCode,
        claim: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) -> Finding {
        Finding::new(code, Severity::Error, claim, message)
    }

    pub(super) fn info(
        code: FindingCode,
        claim: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) -> Finding {
        Finding::new(code, Severity::Information, claim, message)
    }

    pub(super) fn expected(mut self, expected: impl Into<String>) -> Finding {
        self.expected = Some(expected.into());
        self
    }

    /// The value found; it comes from the token, so it is cleaned.
    pub(super) fn actual(mut self, actual: &str) -> Finding {
        self.actual = Some(clean_line(actual));
        self
    }

    pub(crate) fn fix(mut self, fixer: FixedBy, fix: impl Into<Cow<'static, str>>) -> Finding {
        self.fix = fix.into();
        self.fixed_by = Some(fixer);
        self
    }
}
