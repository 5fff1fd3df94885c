//! The client secret credential.

use super::fingerprint::fingerprint;
use super::{Credential, CredentialKind, Fingerprint, Proof};
use crate::error::{Error, ErrorCode, Result};
use crate::secret::SecretText;

/// A client secret of the app registration.
#[derive(Debug)]
pub struct ClientSecret(SecretText);

impl ClientSecret {
    /// Checks the secret's value and stores it. Rejects line breaks, because a secret read from a
    /// file often ends in one.
    ///
    /// # Errors
    /// `InvalidClientSecret` if it is empty or contains line breaks or other control characters.
    pub fn new(secret: SecretText) -> Result<ClientSecret> {
        let text = secret.expose();
        let problem = if text.trim().is_empty() {
            "is empty"
        } else if text.chars().any(char::is_control) {
            "contains a line break or another control character"
        } else {
            return Ok(ClientSecret(secret));
        };
        Err(Error::new(
            ErrorCode::InvalidClientSecret,
            format!("The client secret {problem}."),
            "Pass the secret's value (not its id), which the portal shows only once, when the secret is created. From a file: (Get-Content secret.txt -Raw).Trim().",
        ))
    }
}

impl Credential for ClientSecret {
    fn kind(&self) -> CredentialKind {
        CredentialKind::ClientSecret
    }

    fn proof(&self) -> Proof<'_> {
        Proof::Secret(&self.0)
    }

    fn fingerprint(&self) -> Fingerprint {
        fingerprint(self.kind(), self.0.expose().as_bytes())
    }

    fn can_renew_in_background(&self) -> bool {
        true
    }

    fn rejection_code(&self) -> ErrorCode {
        ErrorCode::ClientSecretRejected
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_or_broken_secret_is_rejected_and_not_shown() {
        for bad in ["", "  ", "canary\n", "can\u{7}ary"] {
            let error = ClientSecret::new(SecretText::new(bad.to_owned())).expect_err("rejected");
            assert_eq!(error.code(), ErrorCode::InvalidClientSecret);
            assert!(!format!("{error:?}").contains("canary"));
        }
        let good = |text: &str| ClientSecret::new(SecretText::new(text.to_owned())).expect("valid");
        assert_eq!(good("a~b").fingerprint(), good("a~b").fingerprint());
        assert_ne!(good("a~b").fingerprint(), good("a~c").fingerprint());
    }
}
