//! The rows of `data/troubles.json`. A new one needs no code: what it is recognised by, what it
//! means, how it is mended, and by whom.

use once_cell::sync::Lazy;
use serde::Deserialize;

use super::Explanation;
use super::pasted::{Pasted, compact};
use crate::error::FixedBy;

/// One error that is known by its words.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Trouble {
    pub(super) kind: String,
    /// The lower, the nearer to the root cause.
    pub(super) rank: u8,
    /// It is this one if all texts of one of these lists are there. White space does not
    /// count, and case only for a text with capitals.
    #[serde(rename = "match")]
    alternatives: Vec<Vec<String>>,
    /// It is not if one of these is there.
    #[serde(default)]
    unless: Vec<String>,
    meaning: String,
    fix: String,
    fixed_by: Who,
    /// The directory role that this person needs.
    role: Option<String>,
    #[serde(default)]
    retryable: bool,
    link: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Who {
    Partner,
    Customer,
    Network,
    Nobody,
}

static TABLE: Lazy<Vec<Trouble>> = Lazy::new(|| {
    let mut rows: Vec<Trouble> =
        serde_json::from_str(include_str!("../data/troubles.json")).unwrap_or_default();
    for row in &mut rows {
        let texts = row.alternatives.iter_mut().flatten().chain(&mut row.unless);
        texts.for_each(|text| *text = compact(text));
    }
    rows
});

impl Trouble {
    pub(super) fn all() -> &'static [Trouble] {
        &TABLE
    }

    pub(super) fn fits(&self, pasted: &Pasted) -> bool {
        let all_are_there = |texts: &Vec<String>| texts.iter().all(|text| pasted.has(text));
        self.alternatives.iter().any(all_are_there)
            && !self.unless.iter().any(|text| pasted.has(text))
    }

    pub(super) fn explanation(&'static self) -> Explanation {
        let who = match self.fixed_by {
            Who::Partner => FixedBy::PARTNER,
            Who::Customer => FixedBy::CUSTOMER,
            Who::Network => FixedBy::NETWORK,
            Who::Nobody => FixedBy::NOBODY,
        };
        Explanation {
            kind: self.kind.clone(),
            code: None,
            meaning: self.meaning.clone(),
            fix: self.fix.clone(),
            fixed_by: match &self.role {
                Some(role) => who.with_role(role),
                None => who,
            },
            retryable: self.retryable,
            link: self.link.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert!(Trouble::all().len() >= 31);
        for row in Trouble::all() {
            assert!(!row.alternatives.is_empty(), "{}", row.kind);
            // An empty text is in every text.
            let texts = row.alternatives.iter().flatten();
            assert!(texts.clone().all(|text| text.len() >= 3), "{}", row.kind);
            assert!(row.alternatives.iter().all(|texts| !texts.is_empty()));
            assert!(!row.meaning.is_empty() && !row.fix.is_empty());
        }
    }

    #[test]
    fn each_row_is_found_by_its_own_words() {
        for row in Trouble::all() {
            for texts in &row.alternatives {
                let pasted = Pasted::new(&texts.join(" "));
                assert!(row.fits(&pasted), "{}: {texts:?}", row.kind);
            }
        }
    }
}
