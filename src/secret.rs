//! Bytes that must not be shown and are wiped when dropped.

use std::fmt;

use zeroize::Zeroizing;

/// A secret text: a client secret, an assertion or a token.
///
/// `Debug` shows its kind only; there is no `Display`.
#[derive(Clone)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Takes the text over.
    pub fn new(text: String) -> Self {
        SecretText(Zeroizing::new(text))
    }

    /// The text itself; keep it where it is needed and nowhere else.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::SecretText;

    #[test]
    fn debug_shows_nothing() {
        let secret = SecretText::new("canary-4711".to_owned());
        assert!(!format!("{secret:?}").contains("4711"));
    }
}
