//! Holds a token against what is expected of it.

use super::{Expectations, Finding, FindingCode, Severity, Token, Verdict, identity, permission};
use crate::error::{Error, FixedBy, Result};
use crate::resource::Resource;
use crate::spelling::{ENVIRONMENT, RESOURCE};

/// The outcome.
#[derive(Debug, Clone)]
pub struct Check {
    /// The worst finding decides.
    pub verdict: Verdict,
    /// All that was found, the worst first.
    pub findings: Vec<Finding>,
}

/// Checks a token's claims.
pub fn check(token: &Token, expected: &Expectations<'_>) -> Check {
    let mut findings = Vec::new();
    let resource = expected.resource.cloned().or_else(|| {
        let audiences = token.claims().texts("aud");
        let here = audiences
            .clone()
            .find_map(|aud| Resource::of_audience(aud, expected.cloud));
        // A known audience of another cloud is a mismatch, not an unknown one.
        here.or_else(|| {
            let owner = audiences.clone().find_map(Resource::owner);
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

/// Like [`check`], for a token that may not have been readable.
pub fn check_decoded(token: &Result<Token>, expected: &Expectations<'_>) -> Check {
    match token {
        Ok(token) => check(token, expected),
        Err(error) => unreadable(error),
    }
}

/// A resource may well take a token that only it can read.
fn unreadable(error: &Error) -> Check {
    let finding = Finding::new(
        FindingCode::TokenUnreadable,
        Severity::Unknown,
        "",
        error.to_string(),
    )
    .fix(
        FixedBy::PARTNER,
        "Exchange Online's tokens can be read; is this authority the right one?",
    );
    conclude(vec![Finding {
        claim: None,
        ..finding
    }])
}

fn conclude(mut findings: Vec<Finding>) -> Check {
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Check {
        verdict: Verdict::of(&findings),
        findings,
    }
}
