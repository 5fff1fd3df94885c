//! Describes an error: its ids, codes, times and messages. Some of the values appear only in the
//! text of a message.

use once_cell::sync::Lazy;
use regex::Regex;

use super::document::{ErrorItem, Exception};
use super::tree::Table;

/// The properties of an error record to show.
const MEMBERS: [&str; 5] = ["Id", "Category", "Target", "Command", "Line"];

/// The names of the exception data to show in a ticket.
const SHOWN: [&str; 14] = [
    "Name",
    "Aadsts",
    "OauthError",
    "HttpStatus",
    "CorrelationId",
    "TraceId",
    "Timestamp",
    "Attempts",
    "WaitedMs",
    "RetryAfterSeconds",
    "Retryable",
    "RememberedUntil",
    "FixedBy",
    "Detail",
];

/// The names of the exception data that helps the user, but not the reader of a ticket.
const NOT_NEEDED: [&str; 3] = ["Fix", "Category", "ErrorUri"];

/// The maximum number of nested exceptions to show. Real errors have fewer.
const MAX_EXCEPTIONS: usize = 8;

/// The values to find in an error's text. Each has a name, and a pattern whose group 1 captures the
/// value.
static IN_TEXT: Lazy<Vec<(&str, Regex)>> = Lazy::new(|| {
    const ID: &str = "([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})";
    const JOIN: &str = r#"["']?\s?[:=]\s?["']?"#;
    let time = r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\dZ?)";
    [
        ("Aadsts", "(?i)AADSTS([0-9]{4,8})".to_owned()),
        (
            "CorrelationId",
            format!("(?i)correlation[ _-]?id{JOIN}{ID}"),
        ),
        ("TraceId", format!("(?i)trace[ _-]?id{JOIN}{ID}")),
        ("Timestamp", format!("(?i)timestamp{JOIN}{time}")),
    ]
    .into_iter()
    .filter_map(|(name, pattern)| Some((name, Regex::new(&pattern).ok()?)))
    .collect()
});

/// Describes an error without its command line and its stack, which may contain secrets.
pub(super) fn describe(error: &ErrorItem) -> Table {
    let exceptions = &error.exceptions[..error.exceptions.len().min(MAX_EXCEPTIONS)];
    let mut messages: Vec<String> = exceptions.iter().map(message).collect();
    let first = exceptions.first().and_then(|one| one.message.as_deref());
    if let Some(details) = error.details.as_deref().filter(|text| !text.is_empty())
        && !details.contains(first.unwrap_or_default())
    {
        messages.push(details.to_owned());
    }
    let text = messages.join("\n");

    let mut shown = Table::default();
    for name in MEMBERS {
        shown.put(name, error.properties.text(name));
    }
    for name in SHOWN {
        let given = exceptions.first().map(|one| one.data.text(name));
        let value = given.filter(|value| !value.is_empty()).or_else(|| {
            let (_, pattern) = IN_TEXT.iter().find(|(known, _)| *known == name)?;
            Some(pattern.captures(&text)?.get(1)?.as_str().to_owned())
        });
        if let Some(value) = value {
            shown.put(name, value);
        }
    }
    shown.put("Messages", messages);
    let others: Vec<&str> = exceptions.iter().flat_map(other_names).collect();
    if !others.is_empty() {
        shown.put("Names of other data", others.join(", "));
    }
    shown
}

fn message(exception: &Exception) -> String {
    let message = exception.message.as_deref().unwrap_or_default();
    match &exception.kind {
        Some(kind) => format!("{kind}: {message}"),
        None => message.to_owned(),
    }
}

fn other_names(exception: &Exception) -> impl Iterator<Item = &str> {
    let is_known = |name: &str| {
        let mut known = SHOWN.iter().chain(&NOT_NEEDED);
        known.any(|known| known.eq_ignore_ascii_case(name))
    };
    exception.data.names().filter(move |name| !is_known(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(IN_TEXT.len(), 4);
    }
}
