//! Finds the most useful text in an Exchange Online error (docs/protocol.md, 10.2).

use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::error::{clean, clean_line};

const MAX_TEXT_CHARS: usize = 600;

/// Returns the error text of a response. The body can be empty, consist of NUL bytes, or be HTML.
pub(super) fn find(body: &[u8], headers: &HeaderMap) -> String {
    let header = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let text = from_json(body)
        .or_else(|| header("x-ms-diagnostics"))
        .or_else(|| header("www-authenticate"))
        .or_else(|| plain_text(body))
        .unwrap_or_default();
    shorten(&clean_line(&clean(&text)))
}

fn from_json(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let inner = body.pointer("/error/innererror/internalexception/message");
    let details = body
        .pointer("/error/details/0/message")
        .and_then(Value::as_str)
        .map(|text| text.rsplit('|').next().unwrap_or(text));
    inner
        .and_then(Value::as_str)
        .or(details)
        .or_else(|| body.pointer("/error/message").and_then(Value::as_str))
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

/// Returns the body if it is plain text. Ignores HTML, because no single line of it is useful.
fn plain_text(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    (!text.is_empty() && !text.starts_with('<')).then(|| text.to_owned())
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(MAX_TEXT_CHARS) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_text_is_the_most_useful() {
        let none = HeaderMap::new();
        let all = br#"{"error":{"code":"Forbidden","message":"outer","details":[{"message":"|T|middle"}],"innererror":{"internalexception":{"message":"inner"}}}}"#;
        assert_eq!(find(all, &none), "inner");
        let details =
            br#"{"error":{"message":"outer","details":[{"message":"|Some.Type|middle"}]}}"#;
        assert_eq!(find(details, &none), "middle");
        assert_eq!(find(br#"{"error":{"message":"outer"}}"#, &none), "outer");
        assert_eq!(find(b"Too many", &none), "Too many");
        for nothing in [&b""[..], b"\0\0\0", b"<html><body>x</body></html>", b"{}"] {
            let found = find(nothing, &none);
            assert!(found.is_empty() || nothing == b"{}", "{found}");
        }
    }

    #[test]
    fn the_headers_are_used_if_the_body_is_empty() {
        let mut headers = HeaderMap::new();
        headers.insert(
            "www-authenticate",
            "Bearer error=x".parse().expect("a value"),
        );
        assert_eq!(find(b"", &headers), "Bearer error=x");
        headers.insert(
            "x-ms-diagnostics",
            "2000003;reason=\"y\"".parse().expect("a value"),
        );
        assert_eq!(find(b"\0\0", &headers), "2000003;reason=\"y\"");
    }
}
