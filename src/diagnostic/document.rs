//! The plain data that a host collects for a diagnostic. `render` shows only a part of it.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// All the data that a host collected.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Document<'a> {
    /// The command or program that creates the diagnostic.
    #[serde(borrow)]
    pub(super) made_by: Cow<'a, str>,
    /// The output format.
    #[serde(default)]
    pub(super) format: Format,
    /// The name and version of the wrapper.
    pub(super) module: Cow<'a, str>,
    /// The versions of the host, of .NET and the like, by name.
    #[serde(default)]
    pub(super) versions: Pairs<String>,
    #[serde(default)]
    pub(super) clock: LocalClock,
    /// For each proxy variable, whether it is set.
    #[serde(default)]
    pub(super) proxy: Pairs<bool>,
    /// Apps, such as the output of `New-ExoMtApp`.
    #[serde(default)]
    pub(super) apps: Vec<Bag>,
    #[serde(default)]
    pub(super) tokens: Vec<TokenItem>,
    /// Resolved tenants and their readiness.
    #[serde(default)]
    pub(super) tenants: Vec<Bag>,
    /// The results of token checks.
    #[serde(default)]
    pub(super) checks: Vec<Bag>,
    #[serde(default)]
    pub(super) errors: Vec<ErrorItem>,
    /// Strings, such as the lines of a log. A string can be a token.
    #[serde(default)]
    pub(super) texts: Vec<Text<'a>>,
    /// For each list, the number of objects that the host left out.
    #[serde(default)]
    pub(super) more: Pairs<usize>,
    /// For each type that has no list, the number of its objects.
    #[serde(default)]
    pub(super) others: Pairs<usize>,
}

impl Document<'_> {
    /// Returns how many objects of this list the host left out.
    pub(super) fn more(&self, list: &str) -> usize {
        let mut more = self.more.0.iter();
        more.find(|(name, _)| name.eq_ignore_ascii_case(list))
            .map_or(0, |(_, count)| *count)
    }
}

/// The output format of a diagnostic.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Format {
    #[default]
    Text,
    Json,
}

/// The host's local time and time zone. The library reads UTC itself.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct LocalClock {
    pub(super) local: String,
    pub(super) zone: String,
}

/// A token that the host decoded with `exomt_token_decode`, so the token itself isn't in the
/// document.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TokenItem {
    /// The token object's own members.
    #[serde(default)]
    pub(super) properties: Bag,
    /// The JSON of `exomt_token_decode`, as text.
    pub(super) decoded: Option<String>,
    /// Why the token could not be decoded.
    pub(super) failure: Option<String>,
}

/// An error, with the exceptions inside it from the outermost to the innermost.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ErrorItem {
    /// The id, category, target, command and line.
    #[serde(default)]
    pub(super) properties: Bag,
    /// The text that was shown instead of the exception's message.
    pub(super) details: Option<String>,
    #[serde(default)]
    pub(super) exceptions: Vec<Exception>,
}

/// One exception.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Exception {
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) message: Option<String>,
    #[serde(default)]
    pub(super) data: Bag,
}

/// A string that may be a token. The string is borrowed from the document to avoid a copy in
/// memory, unless it contains escapes.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// The members of an object, by the names that the host uses. Lookups ignore case, so `tenantId`
/// and `TenantId` are equal.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Bag(Map<String, Value>);

impl Bag {
    pub(super) fn get(&self, name: &str) -> &Value {
        let mut members = self.0.iter();
        members
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map_or(&Value::Null, |(_, value)| value)
    }

    pub(super) fn text(&self, name: &str) -> String {
        text_of(self.get(name))
    }

    /// Returns a member's time in UTC, or an empty string if the member isn't a time.
    pub(super) fn time(&self, name: &str) -> String {
        let parsed = OffsetDateTime::parse(self.text(name).trim(), &Rfc3339);
        parsed.map(utc).unwrap_or_default()
    }

    /// Returns the objects in a list.
    pub(super) fn list(&self, name: &str) -> impl Iterator<Item = Bag> {
        let items = match self.get(name) {
            Value::Array(items) => items.as_slice(),
            Value::Null => &[],
            item => std::slice::from_ref(item),
        };
        items.iter().filter_map(|item| match item {
            Value::Object(members) => Some(Bag(members.clone())),
            _ => None,
        })
    }

    /// Formats the values of a list, or the single value of a member that isn't a list.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        texts_of(self.get(name))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Formats a value for people. The values of a list are separated by commas; an object is shown as
/// JSON.
pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(_) => texts_of(value).join(", "),
        Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

/// Formats the values in a list, or a single value.
pub(super) fn texts_of(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().map(text_of).collect(),
        value => vec![text_of(value)],
    }
}

/// Formats a time as `2026-11-25T08:30:00Z`.
pub(super) fn utc(time: OffsetDateTime) -> String {
    let seconds = OffsetDateTime::from_unix_timestamp(time.unix_timestamp()).unwrap_or(time);
    seconds.format(&Rfc3339).unwrap_or_default()
}

/// A JSON object that keeps the order of its members.
#[derive(Debug)]
pub(super) struct Pairs<T>(pub(super) Vec<(String, T)>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Pairs(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
            type Value = Pairs<T>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Pairs<T>, M::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(Members(PhantomData))
    }
}
