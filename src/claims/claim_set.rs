//! Typed access to claims whose types a server may get wrong.

use serde_json::{Map, Value};
use time::OffsetDateTime;

/// Who asked: Entra's v1 and v2 tokens, then RFC 9068's.
pub(super) const APP_ID_CLAIMS: [&str; 3] = ["appid", "azp", "client_id"];

/// The claims of a token, as they came.
#[derive(Debug, Clone, Default)]
pub struct ClaimSet(Map<String, Value>);

impl ClaimSet {
    pub(super) fn new(claims: Map<String, Value>) -> ClaimSet {
        ClaimSet(claims)
    }

    /// All of them, unchecked.
    pub fn raw(&self) -> &Map<String, Value> {
        &self.0
    }

    /// Whether the claim is there, whatever it is.
    pub fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| !value.is_null())
    }

    /// A text that is not empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    /// The first of several claims that is a text.
    pub fn first_text(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.text(name))
    }

    /// Texts: of an array, or a single one.
    pub fn texts(&self, name: &str) -> Vec<&str> {
        match self.0.get(name) {
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// Seconds since 1970 as a number, a fraction or a number in a string.
    pub fn time(&self, name: &str) -> Option<OffsetDateTime> {
        let value = self.0.get(name)?;
        let seconds = value
            .as_i64()
            .or_else(|| value.as_f64().map(|float| float as i64))
            .or_else(|| value.as_str()?.trim().parse().ok())?;
        OffsetDateTime::from_unix_timestamp(seconds).ok()
    }

    /// A small number, also as a string (`appidacr`).
    pub fn digit(&self, name: &str) -> Option<u64> {
        let value = self.0.get(name)?;
        value
            .as_u64()
            .or_else(|| value.as_str()?.trim().parse().ok())
    }
}
