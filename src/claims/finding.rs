//! Findings of a check: codes, severities, and the verdict that follows from them.

use std::borrow::Cow;

use serde::Serialize;

use crate::error::{FixedBy, clean_line};

/// The code of a finding. Codes are stable and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum FindingCode {
    /// The token is not a JWT.
    TokenUnreadable,
    /// The token has no signature, or names no algorithm.
    TokenUnsigned,
    /// The token has expired.
    TokenExpired,
    /// The token expires in less than five minutes.
    TokenExpiresSoon,
    /// The token is not valid yet.
    TokenNotYetValid,
    /// The token has no usable `exp`.
    LifetimeUnknown,
    /// `tid` is missing.
    TenantMissing,
    /// `tid` is not the requested tenant.
    TenantMismatch,
    /// `tid` differs from that of an earlier token for the same domain.
    TenantChanged,
    /// The tenant id was learned from this token.
    TenantLearned,
    /// The issuer belongs to another tenant, or is not an `https` URL.
    IssuerMismatch,
    /// The audience is missing.
    AudienceMissing,
    /// The token is for another resource.
    AudienceMismatch,
    /// ExoMt does not know the resource that the token is for.
    AudienceUnknown,
    /// The application id is missing.
    AppIdMissing,
    /// The token belongs to another app.
    AppIdMismatch,
    /// The token belongs to a user, not to an app.
    DelegatedToken,
    /// The app did not authenticate (a public client).
    PublicClient,
    /// The token has no application permission.
    NoAppRole,
    /// The token has application permissions, but not the required one.
    AppRoleMissing,
    /// The token has only the permission for the Admin API v2.0, which gives no access to
    /// PowerShell.
    OnlyAdminApiRole,
    /// The token has only the permission for EWS, which gives no access to PowerShell.
    OnlyEwsRole,
    /// The required permission is present.
    AppRolePresent,
    /// The token has no directory role. The app may be in a role group.
    NoDirectoryRole,
    /// None of the directory roles is supported for apps.
    DirectoryRoleUnsupported,
    /// ExoMt does not know the directory roles.
    DirectoryRoleUnknown,
    /// A supported directory role is present.
    DirectoryRolePresent,
    /// The signature is valid.
    SignatureVerified,
    /// The signature is not valid.
    SignatureInvalid,
    /// The signature could not be verified.
    SignatureUnknown,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Severity {
    /// Good to know.
    Information,
    /// The token doesn't show whether the resource will accept it.
    Unknown,
    /// The call may fail.
    Warning,
    /// The call will fail.
    Error,
}

/// The conclusion from all findings. The worst finding decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Verdict {
    /// The resource will accept the token.
    Ready,
    /// The resource may refuse the token.
    Warning,
    /// The resource will refuse the token.
    NotReady,
    /// The token doesn't show whether the resource will accept it.
    Unknown,
}

impl Verdict {
    /// Returns the name to show.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Ready => "Ready",
            Verdict::Warning => "Warning",
            Verdict::NotReady => "NotReady",
            Verdict::Unknown => "Unknown",
        }
    }

    pub(super) fn from_findings(findings: &[Finding]) -> Verdict {
        match findings.iter().map(|finding| finding.severity).max() {
            Some(Severity::Error) => Verdict::NotReady,
            Some(Severity::Warning) => Verdict::Warning,
            Some(Severity::Unknown) => Verdict::Unknown,
            Some(Severity::Information) | None => Verdict::Ready,
        }
    }
}

/// A finding, and what to do about it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The stable code.
    pub code: FindingCode,
    /// How much the finding matters.
    pub severity: Severity,
    /// The claim that the finding is about.
    pub claim: Option<&'static str>,
    /// The expected value.
    pub expected: Option<String>,
    /// The actual value.
    pub actual: Option<String>,
    /// What was found.
    pub message: Cow<'static, str>,
    /// What to do; empty if there is nothing to do.
    pub fix: Cow<'static, str>,
    /// Who can fix the problem.
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

    /// Sets the actual value. It comes from the token, so control characters are removed.
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
