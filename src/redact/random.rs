//! Finds keys and tokens that have no name before them: text that looks random, and not like words,
//! a host name, a path or an id.

use std::borrow::Cow;

use once_cell::sync::Lazy;
use regex::Regex;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// The minimum length of a run, which is a sequence of characters that a key can contain. Shorter
/// pieces of a secret are useless to an attacker.
const MIN_RUN_CHARS: usize = 20;

/// The patterns that distinguish keys from names.
pub(super) struct Random {
    guid_or_code: Regex,
    host: Regex,
    named: Regex,
}

static RANDOM: Lazy<Option<Random>> = Lazy::new(|| {
    Some(Random {
        guid_or_code: Regex::new(concat!(
            "[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}",
            "|AADSTS[0-9]{4,8}"
        ))
        .ok()?,
        // Accept mixed case only in labels such as Contoso and M365x12345678, because a key can
        // contain dots too.
        host: Regex::new(concat!(
            r"\A\.?(?:(?:(?:M365x?[A-Za-z0-9]{1,14}|[A-Z][a-z0-9-]{1,18})\.)?",
            r"(?:[a-z0-9-]{1,19}\.)+[a-z]{2,13}|(?:[A-Z0-9-]{1,19}\.)+[A-Z]{2,13})\.?\z"
        ))
        .ok()?,
        // A word for a secret, or a long number.
        named: Regex::new(concat!(
            r"(?i)(?:\A|[^a-z])(?:secret|password|passphrase|passwd|pwd)(?:[^a-z]|\z)",
            "|[0-9]{6}"
        ))
        .ok()?,
    })
});

/// Returns the compiled patterns.
///
/// # Errors
/// `InternalFault` if a pattern does not compile, which a test rules out.
pub(super) fn random() -> Result<&'static Random> {
    RANDOM
        .as_ref()
        .ok_or_else(|| Error::internal("a redaction pattern does not compile"))
}

impl Random {
    /// Returns the text with random runs replaced, or `None` if it contains none. `known` values
    /// look like secrets but aren't.
    pub(super) fn apply(&self, text: &str, known: &[String]) -> Option<Zeroizing<String>> {
        let mut shown = Zeroizing::new(String::new());
        let mut kept = 0;
        for (start, run) in runs(text) {
            if self.is_random(run, known) {
                // Enough for the whole result, because a marker is shorter than the shortest run.
                if kept == 0 {
                    shown.reserve(text.len());
                }
                shown.push_str(&text[kept..start]);
                shown.push_str("[redacted:value]");
                kept = start + run.len();
            }
        }
        if kept == 0 {
            return None;
        }
        shown.push_str(&text[kept..]);
        Some(shown)
    }

    fn is_random(&self, run: &str, known: &[String]) -> bool {
        let mut run = Cow::Borrowed(run);
        for value in known {
            if !value.is_empty() && run.contains(value.as_str()) {
                run = run.replace(value, "/").into();
            }
        }
        let run = self.without_ids(&run);
        if has_key_tilde(&run) {
            return true;
        }
        let mut shape = Shape::default();
        for piece in pieces(&run) {
            if self.host.is_match(piece) {
                continue;
            }
            if piece.len() >= MIN_RUN_CHARS && self.named.is_match(piece) {
                return true;
            }
            if shape.adds_key(piece) {
                return true;
            }
        }
        // Punctuation can split a key into parts that are too short to recognize one by one.
        shape.chars >= 16 && shape.chars < 3 * shape.chunks
    }

    /// Returns the run with a slash in place of each GUID and each AADSTS code.
    fn without_ids<'a>(&self, run: &'a str) -> Cow<'a, str> {
        let is_hex = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
        let bytes = run.as_bytes();
        let mut out = String::new();
        let (mut kept, mut from) = (0, 0);
        while let Some(found) = self.guid_or_code.find_at(run, from) {
            // Longer hexadecimal text is a key that contains dashes.
            let before = found.start().checked_sub(1).and_then(|at| bytes.get(at));
            let is_guid = !found.as_str().starts_with("AADSTS");
            if is_guid && (is_hex(before) || is_hex(bytes.get(found.end()))) {
                from = found.start() + 1;
                continue;
            }
            out.push_str(&run[kept..found.start()]);
            out.push('/');
            kept = found.end();
            from = kept;
        }
        if kept == 0 {
            return Cow::Borrowed(run);
        }
        out.push_str(&run[kept..]);
        out.into()
    }
}

/// Returns the runs and their positions. A run can be base64, base64url or hexadecimal text, or a
/// part of a URL that contains such text.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split(|character: char| !is_run_char(character))
        .filter_map(move |run| {
            let at = start;
            // The separator is one character, which can have several bytes.
            let after = &text[at + run.len()..];
            start = at + run.len() + after.chars().next().map_or(0, char::len_utf8);
            (run.len() >= MIN_RUN_CHARS).then_some((at, run))
        })
}

/// Returns whether a character can belong to a run.
pub(super) fn is_run_char(character: char) -> bool {
    character.is_ascii_alphanumeric() || "+/_=~.%-".contains(character)
}

/// Returns whether a run looks like a key because it contains a tilde. In text that isn't a key, a
/// tilde is rare except at the start of a path.
fn has_key_tilde(run: &str) -> bool {
    let bytes = run.as_bytes();
    let is_other = |byte: Option<&u8>| byte.is_some_and(|byte| *byte != b'/');
    let has_tilde = || {
        bytes.iter().enumerate().any(|(at, byte)| {
            let before = at.checked_sub(1).and_then(|at| bytes.get(at));
            *byte == b'~' && (is_other(before) || is_other(bytes.get(at + 1)))
        }) || bytes
            .windows(3)
            .any(|window| window.eq_ignore_ascii_case(b"%7E"))
    };
    run.len() >= MIN_RUN_CHARS
        && bytes.iter().any(u8::is_ascii_digit)
        && bytes.iter().any(u8::is_ascii_alphabetic)
        && has_tilde()
}

/// Splits a path or a query at slashes, equals signs and percent-encoded bytes.
fn pieces(run: &str) -> Vec<&str> {
    let bytes = run.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let mut pieces = Vec::new();
    let (mut kept, mut at) = (0, 0);
    while at < bytes.len() {
        let separator = match bytes[at] {
            b'%' if is_hex(at + 1) && is_hex(at + 2) => 3,
            b'/' | b'=' | b'%' => 1,
            _ => {
                at += 1;
                continue;
            }
        };
        pieces.push(&run[kept..at]);
        at += separator;
        kept = at;
    }
    pieces.push(&run[kept..]);
    pieces
}

/// Counts for the pieces of a run: the characters, and the words and numbers together.
#[derive(Default)]
struct Shape {
    chars: usize,
    chunks: usize,
}

impl Shape {
    /// Adds a piece to the counts. Returns true if the piece alone looks like a key.
    fn adds_key(&mut self, piece: &str) -> bool {
        let mut mixed = 0;
        for segment in piece.split(['.', '_', '+', '~', '-']) {
            let (letters, digits) = chunks(segment);
            let (length, count) = (segment.len(), letters + digits);
            self.chars += length;
            self.chunks += count;
            if digits > 0 && letters > 0 {
                mixed += 1;
            }
            // A product key consists of groups.
            if mixed >= 3 {
                return true;
            }
            if length < 10 {
                continue;
            }
            // A word has several letters, and at most one number at its start or end.
            if length < 3 * count
                || digits >= 2
                || (length < 4 * count && has_letter_after_digit(segment))
            {
                return true;
            }
            if length >= 20 && (2 * length < 7 * count || digits > 0) {
                return true;
            }
            if length >= 40 && length < 4 * count {
                return true;
            }
        }
        false
    }
}

/// Counts the words and the numbers in a segment: `OneTwo34` has two words and one number. A
/// capital belongs to the lower-case letters directly after it, unless another capital precedes it.
fn chunks(segment: &str) -> (usize, usize) {
    let bytes = segment.as_bytes();
    let (mut letters, mut digits) = (0, 0);
    let mut at = 0;
    while at < bytes.len() {
        let run = |of: fn(&u8) -> bool| bytes[at..].iter().take_while(|byte| of(byte)).count();
        if bytes[at].is_ascii_digit() {
            digits += 1;
            at += run(u8::is_ascii_digit);
        } else {
            letters += 1;
            let upper = run(u8::is_ascii_uppercase);
            at += upper;
            if upper <= 1 {
                at += bytes[at..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_lowercase())
                    .count();
            }
        }
    }
    (letters, digits)
}

fn has_letter_after_digit(segment: &str) -> bool {
    segment
        .as_bytes()
        .windows(2)
        .any(|pair| pair[0].is_ascii_digit() && pair[1].is_ascii_alphabetic())
}
