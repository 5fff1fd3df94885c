//! Records: results for script hosts, which split text faster than they parse JSON.
//!
//! Tabs separate fields, line feeds separate records, and U+001F separates the items of a list. No
//! value contains a control character.

use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;
use zeroize::Zeroizing;

use super::buffer;
use super::failure::Failure;
use crate::claims::{Finding, RoleClaim, Verdict};
use crate::error::Error;
use crate::ffi::handle::exomt_buffer;
use crate::operation::{Event, EventKind, TokenEvent};
use crate::retry::Wait;

const FIELD: char = '\t';
const RECORD: char = '\n';
const ITEM: char = '\u{1f}';

/// The findings about a token and the waits before its request succeeded, as JSON in the last
/// field of its record. Most tokens have neither.
#[derive(Serialize)]
struct Detail<'a> {
    findings: &'a [Finding],
    waits: &'a [Wait],
}

/// A record under construction.
#[derive(Default)]
struct Record(String);

impl Record {
    fn text(&mut self, value: &str) -> Result<(), Failure> {
        self.items([value]);
        Ok(())
    }

    fn optional_text(&mut self, value: Option<&str>) -> Result<(), Failure> {
        self.text(value.unwrap_or_default())
    }

    fn number(&mut self, value: impl ToString) -> Result<(), Failure> {
        self.0.push_str(&value.to_string());
        self.0.push(FIELD);
        Ok(())
    }

    fn milliseconds(&mut self, value: u64) -> Result<(), Failure> {
        self.number(value)
    }

    fn flag(&mut self, value: bool) -> Result<(), Failure> {
        self.number(u8::from(value))
    }

    /// Writes a time in seconds since 1970.
    fn time(&mut self, value: Option<OffsetDateTime>) -> Result<(), Failure> {
        match value {
            Some(time) => self.number(time.unix_timestamp()),
            None => self.text(""),
        }
    }

    fn list(&mut self, values: &[String]) -> Result<(), Failure> {
        self.items(values.iter().map(String::as_str));
        Ok(())
    }

    /// Writes each role's name and template id, and whether the token's resource supports the role.
    fn directory_roles(&mut self, roles: &[RoleClaim]) -> Result<(), Failure> {
        self.items(roles.iter().flat_map(|role| {
            let supported = if role.supported { "1" } else { "0" };
            [&*role.name, &*role.template_id, supported]
        }));
        Ok(())
    }

    /// Writes the findings and waits as JSON. Writes an empty field if there was no wait and the
    /// verdict isn't `NotReady`.
    fn detail(&mut self, event: &TokenEvent) -> Result<(), Failure> {
        if event.verdict != Verdict::NotReady && event.waits.is_empty() {
            return self.text("");
        }
        self.json(&Detail {
            findings: &event.findings,
            waits: &event.waits,
        })
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

    fn items<'a>(&mut self, items: impl IntoIterator<Item = &'a str>) {
        for (place, item) in items.into_iter().enumerate() {
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

    /// Starts a record with the kind of the event, and the offset and length of its payload.
    fn begin(kind: &str, offset: usize, length: usize) -> Result<Record, Failure> {
        let mut record = Record::default();
        record.text(kind)?;
        record.number(offset)?;
        record.number(length)?;
        Ok(record)
    }

    /// Returns the record without the separator after its last field.
    fn end(mut self) -> String {
        self.0.pop();
        self.0
    }
}

/// Defines `write_token` from the fields in `token_record.rs`.
macro_rules! token_record {
    ($event:ident: $($name:ident: $kind:ident = $value:expr;)*) => {
        fn write_token(record: &mut Record, $event: &TokenEvent) -> Result<(), Failure> {
            $(record.$kind($value)?;)*
            Ok(())
        }
    };
}
include!("token_record.rs");

/// Stores events in a buffer: their records, then their payloads. Returns the buffer and the length
/// of the records; both are 0 if there is no event.
pub(in crate::ffi) fn publish(events: &[Event]) -> Result<(exomt_buffer, usize), Failure> {
    if events.is_empty() {
        return Ok((exomt_buffer::default(), 0));
    }
    let mut end = 0;
    let mut text = String::new();
    for event in events {
        let length = event.payload.as_ref().map_or(0, |payload| payload.len());
        let record = match &event.kind {
            EventKind::Token(event) => {
                let mut record = Record::begin("token", end, length)?;
                write_token(&mut record, event)?;
                record
            }
            other => {
                let mut record = Record::begin("json", end, length)?;
                record.json(other)?;
                record
            }
        };
        if !text.is_empty() {
            text.push(RECORD);
        }
        text.push_str(&record.end());
        end += length;
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() + end));
    bytes.extend_from_slice(text.as_bytes());
    for payload in events.iter().filter_map(|event| event.payload.as_ref()) {
        bytes.extend_from_slice(payload);
    }
    Ok((buffer::publish(bytes)?, text.len()))
}

/// Returns a record with one field for each JSON pointer in `members`. An absent member is an empty
/// field; a member that isn't text is written as JSON.
pub(in crate::ffi) fn from_json(document: &Value, members: &[&str]) -> Result<String, Failure> {
    let mut record = Record::default();
    for member in members {
        match document.pointer(member) {
            None | Some(Value::Null) => record.text("")?,
            Some(Value::String(text)) => record.text(text)?,
            Some(Value::Array(list)) if list.is_empty() => record.text("")?,
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
        record.text("a\tb\nc").expect("a field");
        record.items(["x\u{1f}y", "z"]);
        record.text("").expect("a field");
        assert_eq!(record.end(), "a b c\tx y\u{1f}z\t");
    }

    #[test]
    fn an_absent_member_is_empty() {
        let document =
            serde_json::json!({"a": {"b": "text"}, "n": null, "l": [], "m": [{"c": "\t"}]});
        let record = from_json(&document, &["/a/b", "/a/x", "/n", "/l", "/m"]).expect("a record");
        assert_eq!(record, "text\t\t\t\t[{\"c\":\"\\t\"}]");
    }
}
