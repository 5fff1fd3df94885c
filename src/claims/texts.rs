//! The texts of a claim that can be one or several.

use std::borrow::Cow;
use std::slice::Iter;

use super::member::Claim;

/// The texts of an array, or a single one; what else is in an array is passed over.
#[derive(Debug, Clone)]
pub struct Texts<'a> {
    json: &'a str,
    claims: Iter<'a, Claim>,
}

impl<'a> Texts<'a> {
    pub(super) fn of(json: &'a str, claims: &'a [Claim]) -> Texts<'a> {
        Texts {
            json,
            claims: claims.iter(),
        }
    }

    /// The first one.
    pub fn first(&self) -> Option<&'a str> {
        self.clone().next()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.first().is_none()
    }

    /// All of them, as they are shown.
    pub fn joined(&self) -> Cow<'a, str> {
        joined(self.clone())
    }
}

/// Texts as they are shown; nearly always it is one, which is not copied.
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
            Claim::Text(text) => Some(text.of(json)),
            _ => None,
        })
    }
}
