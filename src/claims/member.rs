//! A member of a JSON object, stored as a position in the JSON text. A token has two dozen claims,
//! and copying them would cost more than reading them.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor, value};
use serde_json::Value;

/// A name and its value.
#[derive(Debug, Clone)]
pub(super) struct Member {
    mark: u32,
    name: Text,
    pub(super) claim: Claim,
}

#[derive(Debug, Clone)]
pub(super) enum Claim {
    Text(Text),
    Array(Vec<Claim>),
    Other(Value),
}

/// A string in the object: a name or a value.
#[derive(Debug, Clone)]
pub(super) enum Text {
    /// The position of the string in the JSON text.
    Here(Range<usize>),
    /// An unescaped copy, for a string that has escapes in the JSON text.
    Own(String),
}

impl Text {
    /// Returns the string. `json` is the JSON text that it was read from.
    pub(super) fn in_json<'a>(&'a self, json: &'a str) -> &'a str {
        match self {
            Text::Here(range) => json.get(range.clone()).unwrap_or_default(),
            Text::Own(text) => text,
        }
    }
}

/// The initial capacity: more claims than a token has, so the list is allocated only once.
const INITIAL_CAPACITY: usize = 32;

impl Member {
    /// Returns whether the member has this name. Compares the marks (see `mark`) first, because
    /// two different names rarely have the same mark.
    pub(super) fn is(&self, name: &str, json: &str) -> bool {
        self.mark == mark(name) && self.name.in_json(json) == name
    }

    /// Parses the members of an object, or returns `None` if the text is not an object.
    pub(super) fn all(json: &str) -> Option<Vec<Member>> {
        let mut input = serde_json::Deserializer::from_str(json);
        let members = input.deserialize_map(Members { json }).ok()?;
        input.end().ok()?;
        Some(members)
    }
}

/// Returns the length and the first three bytes of a name, as one number.
fn mark(name: &str) -> u32 {
    let bytes = name.as_bytes();
    let byte = |index| bytes.get(index).copied().unwrap_or_default();
    u32::from_le_bytes([bytes.len() as u8, byte(0), byte(1), byte(2)])
}

struct Members<'a> {
    json: &'a str,
}

impl<'de> Visitor<'de> for Members<'de> {
    type Value = Vec<Member>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Member>, A::Error> {
        let mut members = Vec::with_capacity(INITIAL_CAPACITY);
        while let Some(name) = map.next_key_seed(Name(self.json))? {
            let claim = map.next_value_seed(Content(self.json))?;
            members.push(Member {
                mark: mark(name.in_json(self.json)),
                name,
                claim,
            });
        }
        Ok(members)
    }
}

fn borrow_or_copy(json: &str, text: &str) -> Text {
    let begin = (text.as_ptr() as usize).wrapping_sub(json.as_ptr() as usize);
    let range = begin..begin.wrapping_add(text.len());
    match json.get(range.clone()) {
        Some(found) if std::ptr::eq(found, text) => Text::Here(range),
        _ => Text::Own(text.to_owned()),
    }
}

struct Name<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Name<'de> {
    type Value = Text;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Text, D::Error> {
        input.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name<'de> {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text, E> {
        Ok(borrow_or_copy(self.0, text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text, E> {
        Ok(Text::Own(text.to_owned()))
    }
}

struct Content<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Content<'de> {
    type Value = Claim;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Claim, D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Content<'de> {
    type Value = Claim;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Claim, E> {
        Ok(Claim::Text(borrow_or_copy(self.0, text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Claim, E> {
        Ok(Claim::Text(Text::Own(text.to_owned())))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Claim, E> {
        Ok(Claim::Other(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Claim, E> {
        Ok(Claim::Other(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Claim, E> {
        Ok(Claim::Other(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Claim, E> {
        Ok(Claim::Other(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Claim, E> {
        Ok(Claim::Other(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Claim, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element_seed(Content(self.0))? {
            values.push(value);
        }
        Ok(Claim::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Claim, A::Error> {
        Value::deserialize(value::MapAccessDeserializer::new(map)).map(Claim::Other)
    }
}
