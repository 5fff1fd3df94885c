//! Rules that explain an error by its wording. Data: `data/explanations.json`; a new rule needs no
//! code.

use once_cell::sync::Lazy;
use serde::Deserialize;

use super::explanation::Explanation;
use super::pasted::{PastedText, compact};
use crate::error::{FixedBy, Party};
use crate::spelling::render;

/// A rule that recognizes an error by its wording, and explains it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Rule {
    pub(super) kind: String,
    /// A lower rank is closer to the root cause.
    pub(super) rank: u8,
    /// The rule applies if the text contains all parts of one of these lists. White space is
    /// ignored, and case matters only for a part with capitals.
    #[serde(rename = "match")]
    alternatives: Vec<Vec<String>>,
    /// The rule doesn't apply if the text contains any of these parts.
    #[serde(default)]
    unless: Vec<String>,
    meaning: String,
    fix: String,
    fixed_by: Party,
    /// The directory role that is needed for the fix.
    role: Option<String>,
    retryable: bool,
    link: Option<String>,
}

#[derive(Default, Deserialize)]
struct RuleFile {
    explanations: Vec<Rule>,
}

static RULES: Lazy<Vec<Rule>> = Lazy::new(|| {
    let file: RuleFile =
        serde_json::from_str(include_str!("../data/explanations.json")).unwrap_or_default();
    let mut rules = file.explanations;
    for rule in &mut rules {
        let parts = rule.alternatives.iter_mut().flatten();
        parts
            .chain(&mut rule.unless)
            .for_each(|part| *part = compact(part));
    }
    rules
});

impl Rule {
    pub(super) fn all() -> &'static [Rule] {
        &RULES
    }

    pub(super) fn applies_to(&self, pasted: &PastedText) -> bool {
        let has_all = |parts: &Vec<String>| parts.iter().all(|part| pasted.has(part));
        self.alternatives.iter().any(has_all) && !self.unless.iter().any(|part| pasted.has(part))
    }

    pub(super) fn explanation(&'static self) -> Explanation {
        Explanation {
            kind: self.kind.clone(),
            code: None,
            meaning: render(&self.meaning).into_owned(),
            fix: render(&self.fix).into_owned(),
            fixed_by: FixedBy::from_row(self.fixed_by, self.role.as_deref()),
            retryable: self.retryable,
            link: self.link.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_complete() {
        assert!(Rule::all().len() >= 31);
        for rule in Rule::all() {
            assert!(!rule.alternatives.is_empty(), "{}", rule.kind);
            // An empty part would match every text.
            let parts = rule.alternatives.iter().flatten();
            assert!(parts.clone().all(|part| part.len() >= 3), "{}", rule.kind);
            assert!(rule.alternatives.iter().all(|parts| !parts.is_empty()));
            assert!(!rule.meaning.is_empty() && !rule.fix.is_empty());
        }
    }

    #[test]
    fn each_rule_applies_to_its_own_parts() {
        for rule in Rule::all() {
            for parts in &rule.alternatives {
                let pasted = PastedText::new(&parts.join(" "));
                assert!(rule.applies_to(&pasted), "{}: {parts:?}", rule.kind);
            }
        }
    }
}
