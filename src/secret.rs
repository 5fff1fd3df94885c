//! Secret text: never shown, and wiped when dropped.

use std::fmt;

use zeroize::Zeroizing;

/// A secret text: a client secret, a password, an assertion or a token.
///
/// `Debug` shows no content, and there is no `Display`.
#[derive(Clone)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Takes ownership of the text.
    pub fn new(text: String) -> Self {
        SecretText(Zeroizing::new(text))
    }

    /// Returns the text. Don't copy it to memory that isn't wiped.
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
    fn debug_does_not_show_the_text() {
        let secret = SecretText::new("canary-4711".to_owned());
        assert!(!format!("{secret:?}").contains("4711"));
    }
}
