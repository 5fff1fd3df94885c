//! The strings of a claim whose value is one string or an array of strings.

use std::borrow::Cow;
use std::slice::Iter;

use super::member::Claim;

/// Iterates over the strings of a JSON array, or over a single string. Other values in an array
/// are skipped.
#[derive(Debug, Clone)]
pub struct Texts<'a> {
    json: &'a str,
    claims: Iter<'a, Claim>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(json: &'a str, claims: &'a [Claim]) -> Texts<'a> {
        Texts {
            json,
            claims: claims.iter(),
        }
    }

    /// Returns the first string.
    pub fn first(&self) -> Option<&'a str> {
        self.clone().next()
    }

    /// Returns whether there are no strings.
    pub fn is_empty(&self) -> bool {
        self.first().is_none()
    }

    /// Joins the strings for display.
    pub fn joined(&self) -> Cow<'a, str> {
        joined(self.clone())
    }
}

/// Joins strings for display. A single string, the usual case, is not copied.
pub(super) fn joined<'a>(mut texts: impl Iterator<Item = &'a str>) -> Cow<'a, str> {
    let mut shown = Cow::Borrowed(texts.next().unwrap_or_default());
    for text in texts {
        let shown = shown.to_mut();
        shown.push_str(", ");
        shown.push_str(text);
    }
    shown
}

impl<'a> Iterator for Texts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let json = self.json;
        self.claims.find_map(|claim| match claim {
            Claim::Text(text) => Some(text.in_json(json)),
            _ => None,
        })
    }
}
