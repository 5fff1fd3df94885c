//! A rule, and how it is applied to a text.

use std::ops::Range;

use regex::{Captures, Regex};
use zeroize::Zeroizing;

/// One kind of secret.
///
/// The `regex` crate matches in linear time, but has no lookaround. Instead, the patterns
/// `not_named` and `not_value` refuse a match.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "tests read the name and the examples")
)]
pub(super) struct Rule {
    /// The kind of secret that the rule finds.
    pub(super) name: &'static str,
    /// The text before the secret. This text stays. Its length is bounded, so that searching again
    /// after a refused match is cheap. Empty if the secret can be recognized without such text.
    pub(super) lead: &'static str,
    /// Refuses a match if this pattern follows group 1 of the lead.
    pub(super) not_named: &'static str,
    /// Refuses a match if this pattern follows the lead.
    pub(super) not_value: &'static str,
    /// The secret, directly after the lead: group 1 if the pattern has one, otherwise the whole
    /// match.
    pub(super) value: &'static str,
    /// The replacement.
    pub(super) shown: &'static str,
    /// A text with such a secret, and the redacted text.
    pub(super) example: (&'static str, &'static str),
    /// A similar text that must stay.
    pub(super) counterexample: &'static str,
}

/// The defaults for the fields that a row of the table leaves out.
pub(super) const NO_RULE: Rule = Rule {
    name: "",
    lead: "",
    not_named: "",
    not_value: "",
    value: "",
    shown: "",
    example: ("", ""),
    counterexample: "",
};

/// A rule with its patterns compiled.
pub(super) struct CompiledRule {
    lead: Option<Regex>,
    not_named: Option<Regex>,
    not_value: Option<Regex>,
    value: Regex,
    shown: &'static str,
}

impl Rule {
    pub(super) fn compile(&self) -> Result<CompiledRule, regex::Error> {
        let anchored = |pattern: &str| match pattern {
            "" => Ok(None),
            pattern => Regex::new(&format!(r"\A(?:{pattern})")).map(Some),
        };
        let (lead, value) = match self.lead {
            "" => (None, Regex::new(self.value)?),
            lead => (
                Some(Regex::new(lead)?),
                Regex::new(&format!(r"\A(?:{})", self.value))?,
            ),
        };
        Ok(CompiledRule {
            lead,
            not_named: anchored(self.not_named)?,
            not_value: anchored(self.not_value)?,
            value,
            shown: self.shown,
        })
    }
}

impl CompiledRule {
    /// Returns the text with its secrets replaced, or `None` if it contains none.
    pub(super) fn apply(&self, text: &str) -> Option<Zeroizing<String>> {
        let mut shown = Zeroizing::new(String::new());
        let mut kept = 0;
        while let Some(secret) = self.next(text, kept) {
            // Enough for the whole result, because growing would leave an unwiped copy in memory.
            if kept == 0 {
                shown.reserve(3 * text.len() + self.shown.len());
            }
            shown.push_str(&text[kept..secret.start]);
            shown.push_str(self.shown);
            kept = secret.end;
        }
        if kept == 0 {
            return None;
        }
        shown.push_str(&text[kept..]);
        Some(shown)
    }

    /// Returns the first secret that begins at or after `from`.
    fn next(&self, text: &str, mut from: usize) -> Option<Range<usize>> {
        let Some(lead) = &self.lead else {
            return Some(self.value.find_at(text, from)?.range());
        };
        loop {
            let found = lead.captures_at(text, from)?;
            if let Some(secret) = self.value_after(text, &found) {
                return Some(secret);
            }
            let start = found.get(0)?.start();
            from = start + text[start..].chars().next()?.len_utf8();
        }
    }

    /// Returns the secret after a lead, unless a pattern refuses it.
    fn value_after(&self, text: &str, lead: &Captures<'_>) -> Option<Range<usize>> {
        let refused = |pattern: &Option<Regex>, at: usize| {
            pattern
                .as_ref()
                .is_some_and(|pattern| pattern.is_match(&text[at..]))
        };
        let start = lead.get(0)?.end();
        let named = lead.get(1).map_or(start, |name| name.end());
        if refused(&self.not_named, named) || refused(&self.not_value, start) {
            return None;
        }
        let groups = self.value.captures(&text[start..])?;
        let value = groups.get(1).or_else(|| groups.get(0))?;
        // Dots alone mean that the value was cut off.
        if value.as_str().bytes().all(|byte| byte == b'.') {
            return None;
        }
        Some(start + value.start()..start + value.end())
    }
}
