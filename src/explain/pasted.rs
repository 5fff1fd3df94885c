//! An error text as it was pasted. A console may have wrapped it and added colors, and quotes may
//! be curly.

/// The maximum size of a text. The rest of a longer text, which is probably a whole log, is
/// ignored.
const MAX_TEXT_BYTES: usize = 256 * 1024;

/// The forms of a pasted text that are searched. All forms except `bare` leave out the characters
/// that consoles add.
pub(super) struct PastedText {
    /// The text without white space and gutters (`|`), because a console may wrap a line anywhere.
    exact: String,
    /// The same as `exact`, in lower case.
    compact: String,
    bare: String,
}

impl PastedText {
    pub(super) fn new(text: &str) -> PastedText {
        let mut end = text.len().min(MAX_TEXT_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let exact = compact(&text[..end]);
        PastedText {
            compact: exact.to_lowercase(),
            exact,
            bare: text[..end].trim().to_owned(),
        }
    }

    /// Returns whether the text contains `part`, which must be in the form that the function
    /// `compact` returns. Case matters only if the part has capitals.
    pub(super) fn has(&self, part: &str) -> bool {
        let is_lower = !part.chars().any(char::is_uppercase);
        self.exact.contains(part) || (is_lower && self.compact.contains(part))
    }

    /// Returns the numbers of Entra's error codes in the order of the text, without duplicates.
    pub(super) fn codes(&self) -> Vec<u32> {
        let bare = self.bare.strip_prefix("AADSTS").unwrap_or(&self.bare);
        if (5..=8).contains(&bare.len())
            && let Ok(code) = bare.parse()
        {
            return vec![code];
        }
        let mut codes = Vec::new();
        let mut keep = |digits: &str| {
            if let Ok(code) = digits.parse()
                && (5..=8).contains(&digits.len())
                && !codes.contains(&code)
            {
                codes.push(code);
            }
        };
        for rest in self.compact.split("aadsts").skip(1) {
            keep(digits(rest));
        }
        for rest in self.compact.split("\"error_codes\":[").skip(1) {
            let list = rest.split(']').next().unwrap_or_default();
            list.split(',').for_each(|one| keep(digits(one)));
        }
        codes
    }
}

fn digits(text: &str) -> &str {
    let end = text
        .find(|one: char| !one.is_ascii_digit())
        .unwrap_or(text.len());
    &text[..end]
}

/// Returns the form in which texts are compared. It has straight quotes, and no white space,
/// gutters or colors.
pub(super) fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(one) = characters.next() {
        match one {
            // A color sequence: ESC, [, numbers, and a letter.
            '\u{1b}' if characters.peek() == Some(&'[') => {
                characters.next();
                for part in characters.by_ref() {
                    if part.is_ascii_alphabetic() {
                        break;
                    }
                }
            }
            '\u{2018}' | '\u{2019}' => out.push('\''),
            '\u{201C}' | '\u{201D}' => out.push('"'),
            '|' => {}
            one if one.is_whitespace() || one.is_control() => {}
            one => out.push(one),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_once_and_in_order() {
        let text =
            "AADSTS7000229: x AADSTS700016 {\"error_codes\": [700016, 50034], \"n\": 1} AADSTS1";
        assert_eq!(PastedText::new(text).codes(), [7000229, 700016, 50034]);
        assert_eq!(PastedText::new(" 90033\n").codes(), [90033]);
        assert!(PastedText::new("123").codes().is_empty());
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert!(!PastedText::new(&"\u{e9}".repeat(MAX_TEXT_BYTES)).has("x"));
    }
}
