//! Compares a token with the caller's expectations.

use super::{Expectations, Finding, FindingCode, Severity, Token, Verdict, identity, permission};
use crate::error::{Error, FixedBy, Result};
use crate::resource::Resource;
use crate::spelling::{ENVIRONMENT, RESOURCE};

/// The result of a check.
#[derive(Debug, Clone)]
pub struct Check {
    /// The verdict, which follows from the worst finding.
    pub verdict: Verdict,
    /// The findings, the worst first.
    pub findings: Vec<Finding>,
}

/// Checks the claims of a token.
pub fn check(token: &Token, expected: &Expectations<'_>) -> Check {
    let mut findings = Vec::new();
    let resource = expected.resource.cloned().or_else(|| {
        let audiences = token.claims().texts("aud");
        let here = audiences
            .clone()
            .find_map(|aud| Resource::from_audience(aud, expected.cloud));
        // A known audience of another cloud is a mismatch, not unknown.
        here.or_else(|| {
            let owner = audiences.clone().find_map(Resource::from_any_audience);
            owner.map(|(resource, _)| resource)
        })
    });
    let expected = &Expectations {
        resource: resource.as_ref(),
        ..*expected
    };
    identity::check(token, expected, &mut findings);
    match &resource {
        Some(resource) => permission::check(token, resource, &mut findings),
        None if token.claims().has("aud") => findings.push(
            Finding::new(
                FindingCode::AudienceUnknown,
                Severity::Warning,
                "aud",
                "ExoMt doesn't know the resource that the token is for, so it didn't check the permissions.",
            )
            .actual(&token.claims().texts("aud").joined())
            .fix(FixedBy::PARTNER, format!("Name the resource in {RESOURCE}, or its cloud in {ENVIRONMENT}.")),
        ),
        None => {}
    }
    conclude(findings)
}

/// Checks the claims of a token, if it could be decoded.
pub fn check_decoded(token: &Result<Token>, expected: &Expectations<'_>) -> Check {
    match token {
        Ok(token) => check(token, expected),
        Err(error) => unreadable(error),
    }
}

/// Reports a token that cannot be decoded. This is not an error, because a resource may accept a
/// token that only the resource itself can read.
fn unreadable(error: &Error) -> Check {
    let finding = Finding::new(
        FindingCode::TokenUnreadable,
        Severity::Unknown,
        "",
        error.to_string(),
    )
    .fix(
        FixedBy::PARTNER,
        "Tokens for Exchange Online can be read. Check that the authority is right.",
    );
    conclude(vec![Finding {
        claim: None,
        ..finding
    }])
}

fn conclude(mut findings: Vec<Finding>) -> Check {
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Check {
        verdict: Verdict::from_findings(&findings),
        findings,
    }
}
