//! Explains an error text of Entra, MSAL, Exchange, PowerShell or the network, which may be pasted
//! with the text around it. Data: `data/explanations.json` and `data/aadsts.json`.

mod explanation;
mod pasted;
mod rule;

pub use explanation::Explanation;

use crate::error::{Aadsts, FixedBy, Party};
use crate::spelling::CHECK_TOKEN;
use pasted::PastedText;
use rule::Rule;

/// The rank of Entra's codes. Problems in the process itself come before them. The consequences of
/// a missing token come after them.
const RANK_ENTRA: u8 = 22;
/// The rank of Entra's temporary failures. It is a high number, because such a failure is rarely
/// the cause of the other errors in a text.
const RANK_ENTRA_TEMPORARY: u8 = 44;
/// The ranks of rules that match Entra's wording. These rules are skipped if the text contains a
/// known code, because the code is more precise.
const RANKS_ENTRA_WORDS: std::ops::RangeInclusive<u8> = 24..=25;
/// From this rank on, a rule only guesses from a consequence. Its explanation is left out if there
/// is one with a lower rank.
const RANK_CONSEQUENCE: u8 = 36;

/// Returns the explanations of a text or a code, with the root cause first. The list is never
/// empty.
pub fn explain(text: &str) -> Vec<Explanation> {
    let pasted = PastedText::new(text);
    let codes = pasted.codes();
    let mut found: Vec<(u8, Explanation)> = codes.iter().map(|code| explain_code(*code)).collect();
    let knows_code = codes.iter().any(|code| Aadsts::lookup(*code).is_some());
    for rule in Rule::all().iter().filter(|rule| rule.applies_to(&pasted)) {
        let says_less = knows_code && RANKS_ENTRA_WORDS.contains(&rule.rank);
        let is_known = found.iter().any(|(_, other)| other.kind == rule.kind);
        if !says_less && !is_known {
            found.push((rule.rank, rule.explanation()));
        }
    }
    // The sort is stable: explanations of equal rank keep the order of the text or the table.
    found.sort_by_key(|(rank, _)| *rank);
    match found.first() {
        None => vec![unknown(None)],
        Some((best, _)) => {
            let best = *best;
            found
                .into_iter()
                .filter(|(rank, _)| *rank == best || *rank < RANK_CONSEQUENCE)
                .map(|(_, explanation)| explanation)
                .collect()
        }
    }
}

fn explain_code(code: u32) -> (u8, Explanation) {
    let Some(row) = Aadsts::lookup(code) else {
        return (RANK_ENTRA, unknown(Some(code)));
    };
    let rank = match row.fixed_by().party() {
        Party::Nobody => RANK_ENTRA_TEMPORARY,
        _ => RANK_ENTRA,
    };
    let explanation = Explanation {
        kind: row.name.clone(),
        code: Some(format!("AADSTS{code}")),
        meaning: [row.summary.as_str(), row.likely_cause.as_str()]
            .join(" ")
            .trim()
            .to_owned(),
        fix: row.fix.clone(),
        fixed_by: row.fixed_by(),
        retryable: row.error_code().is_retryable(),
        link: Some(link(code)),
    };
    (rank, explanation)
}

fn link(code: u32) -> String {
    format!("https://login.microsoftonline.com/error?code={code}")
}

/// Returns the explanation of an unknown error, which says what to collect for a support ticket.
fn unknown(code: Option<u32>) -> Explanation {
    let meaning = match code {
        Some(code) => {
            format!("ExoMt's table does not have AADSTS{code}. Microsoft's page may have it.")
        }
        None => "ExoMt doesn't know this error.".to_owned(),
    };
    Explanation {
        kind: "Unknown".to_owned(),
        code: code.map(|code| format!("AADSTS{code}")),
        meaning,
        fix: format!(
            "Collect for a ticket: the whole error ($Error[0] | Format-List * -Force), its time in UTC, tenant and app id, every correlation, trace or request id in it, and the result of {CHECK_TOKEN} for the token. Leave out tokens and secrets."
        ),
        fixed_by: FixedBy::PARTNER,
        retryable: false,
        link: code.map(link),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<String> {
        explain(text).into_iter().map(|one| one.kind).collect()
    }

    #[test]
    fn every_code_is_explained_with_and_without_its_prefix() {
        for row in Aadsts::all() {
            for text in [format!("AADSTS{}", row.code), row.code.to_string()] {
                let found = explain(&text);
                assert_eq!(found.len(), 1, "{text}");
                assert_eq!(found[0].kind, row.name, "{text}");
                assert_eq!(
                    found[0].retryable,
                    row.error_code().is_retryable(),
                    "{text}"
                );
                assert!(!found[0].fix.is_empty());
            }
        }
    }

    #[test]
    fn the_code_comes_before_its_consequences() {
        let text = "Connect-ExchangeOnline: UnAuthorized\n  ---> MsalServiceException: A configuration issue is preventing authentication. AADSTS700016: Application with identifier 'x' was not found in the directory 'y'.";
        assert_eq!(explain(text)[0].code.as_deref(), Some("AADSTS700016"));
        assert_eq!(explain(text).len(), 1);
    }

    #[test]
    fn an_assembly_conflict_comes_first() {
        let text = "AADSTS700016: x. Method not found: '!0 Microsoft.Identity.Client.BaseAbstractApplicationBuilder`1.WithBroker(...)'";
        assert_eq!(kinds(text)[0], "AssemblyConflict");
    }

    #[test]
    fn lines_that_a_console_wrapped_are_read() {
        let text = "The role assigned to application 1234 isn\u{2019}t suppor\r\n     | ted in this scen\n     | \u{1b}[31mario. Please check";
        assert_eq!(kinds(text), ["DirectoryRoleMissing"]);
    }

    #[test]
    fn an_unknown_error_is_not_guessed() {
        for text in [
            "",
            "something went wrong",
            "AADSTS",
            "12",
            "the year 2026",
            "AADSTS99999999",
        ] {
            assert_eq!(kinds(text), ["Unknown"], "{text}");
        }
    }
}
