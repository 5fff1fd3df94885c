//! A client secret.

use super::{Credential, CredentialKind, Fingerprint, Proof, fingerprint};
use crate::error::{Error, ErrorCode, Result};
use crate::secret::SecretText;

/// A secret that the app registration knows.
#[derive(Debug)]
pub struct ClientSecret(SecretText);

impl ClientSecret {
    /// Takes the secret's value.
    ///
    /// # Errors
    /// `InvalidClientSecret` when it is empty or has line breaks or other control
    /// characters, as a file read with its last line break has.
    pub fn new(secret: SecretText) -> Result<ClientSecret> {
        let text = secret.expose();
        let why = if text.trim().is_empty() {
            "is empty"
        } else if text.chars().any(char::is_control) {
            "has a line break or another control character"
        } else {
            return Ok(ClientSecret(secret));
        };
        Err(Error::new(
            ErrorCode::InvalidClientSecret,
            format!("The client secret {why}."),
            "Give the secret's value, which the portal shows once when it is made (not its id). From a file: (Get-Content secret.txt -Raw).Trim().",
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
        fingerprint::of(self.kind(), self.0.expose().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_or_broken_secret_is_refused_and_not_shown() {
        for bad in ["", "  ", "canary\n", "can\u{7}ary"] {
            let error = ClientSecret::new(SecretText::new(bad.to_owned())).expect_err("refused");
            assert_eq!(error.code(), ErrorCode::InvalidClientSecret);
            assert!(!format!("{error:?}").contains("canary"));
        }
        let good = |text: &str| ClientSecret::new(SecretText::new(text.to_owned())).expect("good");
        assert_eq!(good("a~b").fingerprint(), good("a~b").fingerprint());
        assert_ne!(good("a~b").fingerprint(), good("a~c").fingerprint());
    }
}
