//! Hides values that the caller passes, in every encoding in which a text can contain them.

use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use memchr::memmem;
use once_cell::sync::Lazy;
use regex::Regex;
use zeroize::Zeroizing;

/// Shorter pieces of base64 also occur by chance in other texts.
const MIN_BASE64_CHARS: usize = 8;
const SHOWN: &str = "[redacted:asked]";

/// Matches the replacement of a secret that an earlier pass has hidden.
static MARKER: Lazy<Option<Regex>> = Lazy::new(|| Regex::new(r"\[redacted:[a-z]{1,16}\]").ok());

/// The case-folded forms of the values to hide. They are wiped when dropped.
///
/// They are not compiled to a `Regex`, because it would keep copies that are never wiped.
#[derive(Default)]
pub(super) struct Hidden {
    forms: Vec<Zeroizing<String>>,
}

impl Hidden {
    /// Adds a value; an empty one is ignored.
    pub(super) fn add(&mut self, value: &str) {
        if value.is_empty() {
            return;
        }
        let percent = percent_encode(value);
        self.add_form(value);
        self.add_form(&percent.replace("%20", "+"));
        self.add_form(&percent);
        let utf16: Zeroizing<Vec<u8>> =
            Zeroizing::new(value.encode_utf16().flat_map(u16::to_le_bytes).collect());
        for bytes in [value.as_bytes(), &utf16] {
            self.add_base64(bytes);
        }
    }

    /// Adds the base64 forms that the bytes can have inside a larger encoded text. Preceding bytes
    /// shift the encoding, so there are three forms. The first and last characters of a form depend
    /// on the neighboring bytes, so they are left out.
    fn add_base64(&mut self, bytes: &[u8]) {
        for (shift, skipped) in [(0, 0), (1, 2), (2, 3)] {
            let mut shifted = Zeroizing::new(vec![0; shift]);
            shifted.reserve_exact(bytes.len());
            shifted.extend_from_slice(bytes);
            let base64 = Zeroizing::new(STANDARD_NO_PAD.encode(&*shifted));
            let own = base64.get(skipped..base64.len() - 1).unwrap_or_default();
            if own.len() + 1 < MIN_BASE64_CHARS {
                continue;
            }
            self.add_form(own);
            if own.contains(['+', '/']) {
                let url = Zeroizing::new(own.replace('+', "-"));
                self.add_form(&Zeroizing::new(url.replace('/', "_")));
            }
        }
    }

    fn add_form(&mut self, form: &str) {
        self.forms.push(FoldedText::new(form).text);
    }

    /// Returns the text with every form of every value replaced, or `None` if it contains none.
    pub(super) fn apply(&self, text: &str) -> Option<Zeroizing<String>> {
        if self.forms.is_empty() {
            return None;
        }
        let markers: Vec<Range<usize>> = MARKER
            .iter()
            .flat_map(|marker| marker.find_iter(text).map(|found| found.range()))
            .collect();
        let folded = FoldedText::new(text);
        let mut found: Vec<Range<usize>> = self
            .forms
            .iter()
            .flat_map(|form| {
                memmem::find_iter(folded.text.as_bytes(), form.as_bytes())
                    .map(|start| folded.origin[start]..folded.origin[start + form.len()])
            })
            .filter(|found| !lies_in(found, &markers))
            .collect();
        found.sort_unstable_by_key(|found| found.start);

        let mut shown = Zeroizing::new(String::with_capacity(
            text.len() + SHOWN.len() * found.len(),
        ));
        let mut kept = 0;
        for (place, range) in found.iter().enumerate() {
            if place == 0 || range.start >= kept {
                shown.push_str(&text[kept..range.start]);
                shown.push_str(SHOWN);
            }
            kept = kept.max(range.end);
        }
        if found.is_empty() {
            return None;
        }
        shown.push_str(&text[kept..]);
        Some(shown)
    }
}

/// Returns whether a range is inside one of the others, which are sorted.
fn lies_in(range: &Range<usize>, others: &[Range<usize>]) -> bool {
    let next = others.partition_point(|other| other.end < range.end);
    others
        .get(next)
        .is_some_and(|other| other.start <= range.start)
}

/// A case-folded text, and the position of each of its bytes in the original text.
struct FoldedText {
    text: Zeroizing<String>,
    origin: Vec<usize>,
}

impl FoldedText {
    fn new(text: &str) -> FoldedText {
        // A folded character is at most one byte longer.
        let mut folded = Zeroizing::new(String::with_capacity(2 * text.len()));
        let mut origin = Vec::with_capacity(text.len() + 1);
        for (start, character) in text.char_indices() {
            folded.push(fold(character));
            origin.resize(folded.len(), start);
        }
        origin.push(text.len());
        FoldedText {
            text: folded,
            origin,
        }
    }
}

/// Folds the case of a character: converts it to upper case, then to lower case. Lower case alone
/// isn't enough, because some letters have several lower-case forms.
fn fold(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let single = |mut mapped: Box<dyn Iterator<Item = char>>| match (mapped.next(), mapped.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    };
    let upper = single(Box::new(character.to_uppercase())).unwrap_or(character);
    single(Box::new(upper.to_lowercase())).unwrap_or(upper)
}

/// Percent-encodes all characters except those that are unreserved in a URL.
fn percent_encode(value: &str) -> Zeroizing<String> {
    let mut encoded = Zeroizing::new(String::with_capacity(3 * value.len()));
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let digit = |half: u8| char::from(b"0123456789ABCDEF"[usize::from(half)]);
            encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::{STANDARD, URL_SAFE};

    use super::*;

    fn hide(value: &str, text: &str) -> String {
        let mut hidden = Hidden::default();
        hidden.add(value);
        hidden
            .apply(text)
            .map_or_else(|| text.to_owned(), |shown| shown.to_string())
    }

    #[test]
    fn a_value_is_hidden_in_every_form() {
        let value = "correct horse + battery Ünïted";
        let utf16: Vec<u8> = value.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let percent = percent_encode(value).to_string();
        for form in [
            value.to_owned(),
            value.to_uppercase(),
            percent.to_lowercase(),
            percent.replace("%20", "+"),
        ] {
            assert_eq!(hide(value, &format!("a {form} b")), format!("a {SHOWN} b"));
        }
        for before in ["", "u", "us", "user:"] {
            for encode in [STANDARD, URL_SAFE] {
                let whole = encode.encode(format!("{before}{value}>>>???"));
                let shown = hide(value, &whole);
                assert!(shown.contains(SHOWN) && shown.len() < 40, "{shown}");
                let whole = encode.encode([before.as_bytes(), &utf16].concat());
                assert!(hide(value, &whole).contains(SHOWN), "{before} {whole}");
            }
        }
        assert_eq!(hide(value, "nothing of it"), "nothing of it");
        assert_eq!(hide("", "nothing of it"), "nothing of it");
    }

    #[test]
    fn overlapping_values_are_hidden_as_one_and_their_neighbors_stay() {
        let mut hidden = Hidden::default();
        hidden.add("abcd");
        hidden.add("cdef");
        let shown = hidden.apply("xAbCdEfy abcdabcd").expect("found");
        assert_eq!(*shown, format!("x{SHOWN}y {SHOWN}{SHOWN}"));
    }

    #[test]
    fn case_is_ignored_beyond_ascii() {
        // The lower-case forms of the Kelvin sign and of İ have a different number of bytes.
        assert_eq!(hide("kelvin", "İ\u{212A}ELVINİ"), format!("İ{SHOWN}İ"));
        assert_eq!(hide("straße", "STRAßE"), SHOWN);
        assert_eq!(hide("ΟΔΟΣ", "οδος"), SHOWN);
    }

    #[test]
    fn a_marker_is_not_hidden_again() {
        for value in ["asked", "redacted:", "]"] {
            let once = hide(value, &format!("it asked for [redacted:token], {value}"));
            assert_eq!(hide(value, &once), once);
            assert!(once.contains("[redacted:token]"), "{once}");
        }
    }
}
