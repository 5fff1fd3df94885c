//! Records: what a wrapper reads for each token, in a form that any language splits without a
//! parser. A script's JSON parser costs more than the request, and is slow to load.
//!
//! Fields end at a tab, records at a line feed, the items of a list at U+001F; no value holds
//! a control character.

use serde::Serialize;
use serde_json::Value;
use zeroize::Zeroizing;

use super::buffer;
use super::failure::Failure;
use crate::claims::Verdict;
use crate::error::Error;
use crate::ffi::handle::exomt_buffer;
use crate::operation::{Event, EventKind, TokenEvent};

const FIELD: char = '\t';
const RECORD: char = '\n';
const ITEM: char = '\u{1f}';

/// One record as it grows.
#[derive(Default)]
struct Record(String);

impl Record {
    fn field(&mut self, value: &str) {
        self.list([value].into_iter());
    }

    fn number(&mut self, value: impl ToString) {
        self.0.push_str(&value.to_string());
        self.0.push(FIELD);
    }

    fn list<'a>(&mut self, items: impl Iterator<Item = &'a str>) {
        for (place, item) in items.enumerate() {
            if place > 0 {
                self.0.push(ITEM);
            }
            self.0.extend(
                item.chars()
                    .map(|one| if one.is_control() { ' ' } else { one }),
            );
        }
        self.0.push(FIELD);
    }

    fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        // JSON escapes control characters.
        self.0.push_str(
            &serde_json::to_string(value)
                .map_err(|_| Error::internal("a result could not be written as JSON"))?,
        );
        self.0.push(FIELD);
        Ok(())
    }

    /// Without the separator after the last field.
    fn end(mut self) -> String {
        self.0.pop();
        self.0
    }
}

/// What is not in the other fields of a token's record.
#[derive(Serialize)]
struct Detail<'a> {
    findings: &'a [crate::claims::Finding],
    waits: &'a [crate::retry::Wait],
}

fn token(event: &TokenEvent, begin: usize, length: usize) -> Result<String, Failure> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let mut record = Record::default();
    record.field("token");
    record.number(begin);
    record.number(length);
    record.field(&event.organization);
    record.field(&text(&event.tenant_id));
    record.field(&event.app_id);
    record.field(&event.resource);
    record.field(
        &event
            .expires_on
            .map(|end| end.unix_timestamp().to_string())
            .unwrap_or_default(),
    );
    record.list(event.roles.iter().map(String::as_str));
    record.list(event.directory_roles.iter().flat_map(|role| {
        let supported = if role.supported { "1" } else { "0" };
        [&*role.name, &*role.template_id, supported]
    }));
    record.field(event.verdict.name());
    record.field(&text(&event.object_id));
    record.field(&text(&event.token_id));
    record.field(&event.correlation_id);
    record.number(u8::from(event.from_cache));
    record.number(event.attempts);
    record.number(
        event
            .waits
            .iter()
            .map(|wait| wait.milliseconds)
            .sum::<u64>(),
    );
    if event.verdict == Verdict::NotReady || !event.waits.is_empty() {
        record.json(&Detail {
            findings: &event.findings,
            waits: &event.waits,
        })?;
    } else {
        record.field("");
    }
    Ok(record.end())
}

fn other(kind: &EventKind, begin: usize, length: usize) -> Result<String, Failure> {
    let mut record = Record::default();
    record.field("json");
    record.number(begin);
    record.number(length);
    record.json(kind)?;
    Ok(record.end())
}

/// Gives the events a buffer: their records, then their payloads; and the length of the
/// records. No events are no buffer.
pub(in crate::ffi) fn publish(events: &[Event]) -> Result<(exomt_buffer, usize), Failure> {
    if events.is_empty() {
        return Ok((exomt_buffer::default(), 0));
    }
    let mut end = 0;
    let mut text = String::new();
    for event in events {
        let length = event.payload.as_ref().map_or(0, |payload| payload.len());
        let record = match &event.kind {
            EventKind::Token(event) => token(event, end, length)?,
            kind => other(kind, end, length)?,
        };
        if !text.is_empty() {
            text.push(RECORD);
        }
        text.push_str(&record);
        end += length;
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() + end));
    bytes.extend_from_slice(text.as_bytes());
    for payload in events.iter().filter_map(|event| event.payload.as_ref()) {
        bytes.extend_from_slice(payload);
    }
    Ok((buffer::publish(bytes)?, text.len()))
}

/// A record of these members of a JSON document, by their JSON pointers; what is absent is
/// empty, what is no text is JSON.
pub(in crate::ffi) fn of(document: &Value, members: &[&str]) -> Result<String, Failure> {
    let mut record = Record::default();
    for member in members {
        match document.pointer(member) {
            None | Some(Value::Null) => record.field(""),
            Some(Value::String(text)) => record.field(text),
            Some(Value::Array(list)) if list.is_empty() => record.field(""),
            Some(value) => record.json(value)?,
        }
    }
    Ok(record.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_can_end_its_field() {
        let mut record = Record::default();
        record.field("a\tb\nc");
        record.list(["x\u{1f}y", "z"].into_iter());
        record.field("");
        assert_eq!(record.end(), "a b c\tx y\u{1f}z\t");
    }

    #[test]
    fn what_is_absent_is_empty() {
        let document =
            serde_json::json!({"a": {"b": "text"}, "n": null, "l": [], "m": [{"c": "\t"}]});
        let record = of(&document, &["/a/b", "/a/x", "/n", "/l", "/m"]).expect("a record");
        assert_eq!(record, "text\t\t\t\t[{\"c\":\"\\t\"}]");
    }
}
