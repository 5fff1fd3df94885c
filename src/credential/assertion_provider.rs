//! Assertions that somebody else has signed, as federated and managed identities give.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{
    AssertionProvider, BoxFuture, Caller, Credential, CredentialKind, Fingerprint, Proof,
    fingerprint,
};
use crate::claims::Token;
use crate::error::{Error, ErrorCode, Result};
use crate::secret::SecretText;

/// One assertion, given beforehand.
#[derive(Debug)]
pub struct ReadyAssertion(SecretText);

impl ReadyAssertion {
    /// Takes an assertion that has not ended.
    ///
    /// # Errors
    /// `InvalidAssertion`; the text is never repeated.
    pub fn new(assertion: SecretText) -> Result<ReadyAssertion> {
        check(assertion, ErrorCode::InvalidAssertion).map(ReadyAssertion)
    }
}

impl AssertionProvider for ReadyAssertion {
    fn assertion<'a>(
        &'a self,
        _tenant: &'a str,
        _audience: &'a str,
        _caller: &'a dyn Caller,
    ) -> BoxFuture<'a, Result<SecretText>> {
        Box::pin(async move { check(self.0.clone(), ErrorCode::InvalidAssertion) })
    }
}

impl Credential for ReadyAssertion {
    fn kind(&self) -> CredentialKind {
        CredentialKind::Assertion
    }

    fn proof(&self) -> Proof<'_> {
        Proof::Assertion(self)
    }

    fn fingerprint(&self) -> Fingerprint {
        fingerprint::of(self.kind(), self.0.expose().as_bytes())
    }
}

/// Assertions that the caller gives each time it is asked.
#[derive(Debug)]
pub struct CallerAssertion(Fingerprint);

impl CallerAssertion {
    /// A provider like no other: two script blocks are never taken for the same.
    #[allow(clippy::new_without_default)]
    pub fn new() -> CallerAssertion {
        CallerAssertion(fingerprint::unique(CredentialKind::AssertionProvider))
    }
}

impl AssertionProvider for CallerAssertion {
    fn assertion<'a>(
        &'a self,
        tenant: &'a str,
        audience: &'a str,
        caller: &'a dyn Caller,
    ) -> BoxFuture<'a, Result<SecretText>> {
        Box::pin(async move {
            let given = caller.assertion(tenant, audience, None).await?;
            check(given, ErrorCode::AssertionProviderFailed)
        })
    }
}

impl Credential for CallerAssertion {
    fn kind(&self) -> CredentialKind {
        CredentialKind::AssertionProvider
    }

    fn proof(&self) -> Proof<'_> {
        Proof::Assertion(self)
    }

    fn fingerprint(&self) -> Fingerprint {
        self.0
    }
}

/// Only what can be an assertion is sent: a password put here by mistake stays here.
fn check(assertion: SecretText, code: ErrorCode) -> Result<SecretText> {
    let fault = |why: &str| {
        Error::new(
            code,
            format!("The assertion can not be used: {why}."),
            "Give the signed JWT of the federated or managed identity, alone, while it is valid (its audience is normally api://AzureADTokenExchange).",
        )
    };
    let trimmed = assertion.expose().trim();
    let token = Token::decode(trimmed).map_err(|_| fault("it is not a JWT of three parts"))?;
    if !token.is_signed() {
        return Err(fault("it is not signed"));
    }
    if let Some(end) = token
        .expires_on()
        .filter(|end| *end <= OffsetDateTime::now_utc())
    {
        let end = end.format(&Rfc3339).unwrap_or_default();
        return Err(fault(&format!("it ended at {end}")));
    }
    let bare = trimmed.len() == assertion.expose().len();
    Ok(if bare {
        assertion
    } else {
        SecretText::new(trimmed.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_signed_and_valid_jwt_is_taken_and_none_is_shown() {
        for bad in [
            "",
            "canary",
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkifQ.",
            "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.Y2FuYXJ5",
        ] {
            let error = ReadyAssertion::new(SecretText::new(bad.to_owned())).expect_err(bad);
            assert_eq!(error.code(), ErrorCode::InvalidAssertion);
            let shown = format!("{error:?}");
            assert!(!shown.contains("canary") && !shown.contains("Y2FuYXJ5"));
        }
        let good = "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjQxMDAwMDAwMDB9.c2ln";
        assert!(ReadyAssertion::new(SecretText::new(format!(" {good}\n"))).is_ok());
        assert_ne!(
            CallerAssertion::new().fingerprint(),
            CallerAssertion::new().fingerprint()
        );
    }
}
