//! The best text of an error that Exchange Online sends (protocol 10.2).

use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::error::{clean, clean_line};

/// More of a text says no more.
const LONGEST: usize = 600;

/// What the answer says went wrong; its body can be empty, NUL bytes or HTML.
pub(crate) fn text_of(body: &[u8], headers: &HeaderMap) -> String {
    let header = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let said = from_json(body)
        .or_else(|| header("x-ms-diagnostics"))
        .or_else(|| header("www-authenticate"))
        .or_else(|| plain(body))
        .unwrap_or_default();
    shorten(&clean_line(&clean(&said)))
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

/// A plain text is shown; a page of HTML says nothing in one line.
fn plain(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    (!text.is_empty() && !text.starts_with('<')).then(|| text.to_owned())
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_text_is_taken() {
        let none = HeaderMap::new();
        let all = br#"{"error":{"code":"Forbidden","message":"outer","details":[{"message":"|T|middle"}],"innererror":{"internalexception":{"message":"inner"}}}}"#;
        assert_eq!(text_of(all, &none), "inner");
        let details =
            br#"{"error":{"message":"outer","details":[{"message":"|Some.Type|middle"}]}}"#;
        assert_eq!(text_of(details, &none), "middle");
        assert_eq!(text_of(br#"{"error":{"message":"outer"}}"#, &none), "outer");
        assert_eq!(text_of(b"Too many", &none), "Too many");
        for nothing in [&b""[..], b"\0\0\0", b"<html><body>x</body></html>", b"{}"] {
            let found = text_of(nothing, &none);
            assert!(found.is_empty() || nothing == b"{}", "{found}");
        }
    }

    #[test]
    fn an_empty_body_leaves_the_headers() {
        let mut headers = HeaderMap::new();
        headers.insert(
            "www-authenticate",
            "Bearer error=x".parse().expect("a value"),
        );
        assert_eq!(text_of(b"", &headers), "Bearer error=x");
        headers.insert(
            "x-ms-diagnostics",
            "2000003;reason=\"y\"".parse().expect("a value"),
        );
        assert_eq!(text_of(b"\0\0", &headers), "2000003;reason=\"y\"");
    }
}
