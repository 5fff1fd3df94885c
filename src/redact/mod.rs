//! Redaction: removes secrets, and everything that looks like one, from a text before it is shown
//! to others.
//!
//! A [`Redactor`] removes invisible characters. Then it hides the values that the caller names
//! (`hidden`), the secrets that the table in `rules` describes, and long text that looks random
//! (`random`). Each step takes time proportional to the length of the text, because a server can
//! send text of any length. Redacting a text a second time changes nothing.

mod hidden;
mod random;
mod rule;
mod rules;

#[cfg(test)]
mod property_tests;

use zeroize::Zeroizing;

use crate::error::{Result, is_invisible};
use hidden::Hidden;
use random::{Random, is_run_char};
use rule::CompiledRule;

/// The maximum length of a text; the rest is dropped.
const MAX_TEXT_CHARS: usize = 256 * 1024;
/// The maximum length of a redacted text. It is cut after redaction, because a cut secret might not
/// be recognized.
const MAX_SHOWN_CHARS: usize = 16 * 1024;
/// The maximum number of passes over a text. The passes stop when one of them finds nothing; a
/// second pass rarely finds anything.
const MAX_PASSES: usize = 8;
/// A word up to this length is not cut in two.
const MAX_WHOLE_CHARS: usize = 256;

/// Hides secrets in text.
pub struct Redactor {
    known: Vec<String>,
    hidden: Hidden,
    rules: &'static [CompiledRule],
    random: &'static Random,
}

impl Redactor {
    /// Creates a redactor that has only the built-in rules.
    ///
    /// # Errors
    /// [`InternalFault`](crate::error::ErrorCode::InternalFault) if the rules can't be used.
    pub fn new() -> Result<Redactor> {
        Ok(Redactor {
            known: Vec::new(),
            hidden: Hidden::default(),
            rules: rules::compiled()?,
            random: random::random()?,
        })
    }

    /// Keeps a value that looks like a secret but isn't, such as a certificate's thumbprint.
    pub fn keep(&mut self, value: &str) {
        self.known.push(value.to_owned());
    }

    /// Hides a value in every encoding and letter case. The redactor wipes its copies when it is
    /// dropped.
    pub fn hide(&mut self, value: &str) {
        self.hidden.add(value);
    }

    /// Returns the text without secrets, and without control characters except line feeds. Shortens
    /// it to 16,384 characters.
    pub fn redact(&self, text: &str) -> String {
        let mut shown = clean(text);
        if let Some(changed) = self.hidden.apply(&shown) {
            shown = changed;
        }
        // Removing one secret can bring together the parts of another.
        for _ in 0..MAX_PASSES {
            match self.pass(&shown) {
                Some(changed) => shown = changed,
                None => break,
            }
        }
        shorten(&shown)
    }

    /// Applies the rules once. Returns `None` if they find no secret.
    fn pass(&self, text: &str) -> Option<Zeroizing<String>> {
        let mut shown = None;
        for rule in self.rules {
            let changed = rule.apply(shown.as_deref().map_or(text, String::as_str));
            shown = changed.or(shown);
        }
        let changed = self
            .random
            .apply(shown.as_deref().map_or(text, String::as_str), &self.known);
        // Some rules match their own replacement, and replace it with itself.
        changed.or(shown).filter(|shown| **shown != text)
    }
}

/// Removes invisible characters, which could be hidden between the characters of a secret.
fn clean(text: &str) -> Zeroizing<String> {
    let text = match text.char_indices().nth(MAX_TEXT_CHARS) {
        Some((end, _)) => &text[..end],
        None => text,
    };
    let mut clean = Zeroizing::new(String::with_capacity(text.len()));
    clean.extend(text.chars().filter_map(|character| match character {
        '\t' => Some(' '),
        '\n' => Some('\n'),
        // Decoders write this for half of a surrogate pair.
        char::REPLACEMENT_CHARACTER => None,
        other => (!is_invisible(other)).then_some(other),
    }));
    let start = clean.len() - clean.trim_start().len();
    let length = clean.trim().len();
    clean.drain(..start);
    clean.truncate(length);
    clean
}

/// Cuts a long text, but not inside a word or a marker such as `[redacted:value]`, because half of
/// either could look like a secret.
fn shorten(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(MAX_SHOWN_CHARS) else {
        return text.to_owned();
    };
    let is_part = |character: char| is_run_char(character) || "[]:".contains(character);
    let mut cut = end;
    if text[end..].starts_with(is_part) {
        let word = text[..end].trim_end_matches(is_part).len();
        if end - word <= MAX_WHOLE_CHARS {
            cut = word;
        }
    }
    format!("{}...", &text[..cut])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redact(text: &str) -> String {
        Redactor::new().expect("rules").redact(text)
    }

    #[test]
    fn invisible_characters_are_removed() {
        let text =
            " a\u{202E}b\u{200B}c\u{7}d\u{1B}[31me\0f\u{2028}g\u{FFFE}h\u{E0041}i\r\n\tj\u{AD} ";
        assert_eq!(redact(text), "abcd[31mefghi\n j");
        assert_eq!(
            redact("Caf\u{e9} \u{4e2d}\u{6587} \u{1F600}"),
            "Caf\u{e9} \u{4e2d}\u{6587} \u{1F600}"
        );
    }

    #[test]
    fn texts_that_explain_an_error_stay() {
        for text in [
            "AADSTS700016: Application with identifier 'ae11b22c-3d44-4e55-8f66-778899aabbcc' was not found in the directory 'Contoso'.",
            "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.",
            "|Microsoft.Exchange.Data.Directory.InsufficientPermissionsException|Active Directory operation failed on AM0PR05A12DC001.EURPR05A012.PROD.OUTLOOK.COM.",
            "POST https://outlook.office365.com/adminapi/beta/7e4a0001-1c2d-4e3f-8a5b-000000000001/InvokeCommand gave 403",
            r"C:\Users\Administrator\Documents\WindowsPowerShell\Modules\ExchangeOnlineManagement\3.9.2\netFramework\ExchangeOnlineManagement.psm1",
            "/usr/local/share/powershell/Modules/ExchangeOnlineManagement/3.9.2/netCore was not found",
            "M365x12345678.onmicrosoft.com: token for Exchange",
            "Cannot bind parameter 'ClientSecret'. Cannot convert the value to type System.Security.SecureString.",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client assertion: AADSTS700027",
            "contoso.mail.onmicrosoft.com and Contoso.onmicrosoft.com",
            "~/Documents/PowerShell/Modules/ExchangeOnlineManagement/3.7.0",
        ] {
            assert_eq!(redact(text), text);
        }
    }

    #[test]
    fn keys_without_a_name_are_hidden() {
        for text in [
            "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0",
            "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=",
            "AB12C-DE34F-GH56I-JK78L",
            "scenario-secret~0123456789.abcdefghij",
            "CANARY_VALUE_0123456789_abcdefghij",
            "this-is-the-secret-of-our-app",
            "ae11b22c-3d44-4e55-8f66-778899aabbccdd",
        ] {
            assert_eq!(
                redact(&format!("it was '{text}'.")),
                "it was '[redacted:value]'."
            );
        }
        for text in [
            "it was hunter2",
            "the word Hintergrundverarbeitung",
            "AADSTS50126",
        ] {
            assert_eq!(redact(text), text);
        }
    }

    #[test]
    fn a_known_value_stays() {
        let thumbprint = "0F1E2D3C4B5A69788796A5B4C3D2E1F00F1E2D3C";
        let text = format!("Thumbprint of key used by client: '{thumbprint}'");
        let mut redactor = Redactor::new().expect("rules");
        assert!(!redactor.redact(&text).contains(thumbprint));
        redactor.keep(thumbprint);
        assert_eq!(redactor.redact(&text), text);
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        let word = "contoso.onmicrosoft.com";
        let shown = redact(&format!("{word} ").repeat(2_000));
        assert!(
            shown.ends_with(&format!("{word} ...")),
            "{}",
            &shown[shown.len() - 40..]
        );
        assert!((16_300..16_390).contains(&shown.len()), "{}", shown.len());
        assert_eq!(redact(&shown), shown);
        let shown = redact(&"password=x;".repeat(2_000));
        assert!(
            shown.ends_with("[redacted:secret];..."),
            "{}",
            &shown[shown.len() - 40..]
        );
        assert_eq!(redact(&shown), shown);
        assert_eq!(redact(&"a".repeat(300_000)).len(), 16_387);
    }
}
