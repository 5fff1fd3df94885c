//! Client assertions that another issuer has signed, such as those of federated and managed
//! identities.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::fingerprint::{fingerprint, unique_fingerprint};
use super::{AssertionProvider, BoxFuture, Caller, Credential, CredentialKind, Fingerprint, Proof};
use crate::claims::Token;
use crate::error::{Error, ErrorCode, Result};
use crate::secret::SecretText;

/// A ready client assertion, used for every request until it expires.
#[derive(Debug)]
pub struct ReadyAssertion(SecretText);

impl ReadyAssertion {
    /// Checks an assertion and stores it.
    ///
    /// # Errors
    /// `InvalidAssertion` if it is not a signed JWT or has expired. The message never quotes the
    /// assertion.
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
        fingerprint(self.kind(), self.0.expose().as_bytes())
    }

    fn rejection_code(&self) -> ErrorCode {
        ErrorCode::AssertionRejected
    }
}

/// Asks the caller for an assertion for each token request.
#[derive(Debug)]
pub struct CallerAssertion(Fingerprint);

impl CallerAssertion {
    /// Creates a provider that never equals another one, because PowerShell script blocks can't be
    /// compared.
    #[allow(clippy::new_without_default)]
    pub fn new() -> CallerAssertion {
        CallerAssertion(unique_fingerprint(CredentialKind::AssertionProvider))
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
            let assertion = caller.assertion(tenant, audience, None).await?;
            check(assertion, ErrorCode::AssertionProviderFailed)
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

    fn is_unique(&self) -> bool {
        true
    }

    fn rejection_code(&self) -> ErrorCode {
        ErrorCode::AssertionRejected
    }
}

/// Rejects a string that cannot be an assertion, so that a password passed by mistake is not sent.
fn check(assertion: SecretText, code: ErrorCode) -> Result<SecretText> {
    let invalid = |why: &str| {
        Error::new(
            code,
            format!("The assertion can't be used: {why}."),
            "Pass the signed JWT of the federated or managed identity and nothing else, while it is valid. Its audience is usually api://AzureADTokenExchange.",
        )
    };
    let trimmed = assertion.expose().trim();
    let token = Token::decode(trimmed).map_err(|_| invalid("it isn't a JWT with three parts"))?;
    if !token.is_signed() {
        return Err(invalid("it isn't signed"));
    }
    if let Some(expiry) = token
        .expires_on()
        .filter(|expiry| *expiry <= OffsetDateTime::now_utc())
    {
        let expiry = expiry.format(&Rfc3339).unwrap_or_default();
        return Err(invalid(&format!("it expired at {expiry}")));
    }
    let is_trimmed = trimmed.len() == assertion.expose().len();
    Ok(if is_trimmed {
        assertion
    } else {
        SecretText::new(trimmed.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_signed_and_valid_jwt_is_accepted_and_none_is_shown() {
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
