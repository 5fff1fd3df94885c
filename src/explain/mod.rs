//! What an error text means: of Entra, MSAL, Exchange, PowerShell or the network, pasted with
//! whatever stands around it. What is known is in `data/troubles.json` and `data/aadsts.json`.

mod pasted;
mod trouble;

use serde::Serialize;

use crate::error::{Aadsts, FixedBy, WhoFixes};
use pasted::Pasted;
use trouble::Trouble;

/// The meaning of one error.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// A stable name; `Unknown` if the text fits nothing.
    pub kind: String,
    /// `AADSTS` and its number, if there is one.
    pub code: Option<String>,
    /// What happened, and what most often causes it.
    pub meaning: String,
    /// What to do.
    pub fix: String,
    /// Who can do it.
    pub fixed_by: FixedBy,
    /// Whether the same can succeed later with nothing changed.
    pub retryable: bool,
    /// A page that says more.
    pub link: Option<String>,
}

/// Codes of Entra come after what is broken in the process itself, and before what follows
/// from having no token.
const ENTRA: u8 = 22;
/// What passes is seldom the cause of the rest.
const ENTRA_TRANSIENT: u8 = 44;
/// What Entra says without a code says less than the code.
const ENTRA_WORDS: std::ops::RangeInclusive<u8> = 24..=25;
/// From here on it is a guess from a consequence, told only if nothing better was found.
const CONSEQUENCE: u8 = 36;

/// Explains a text or a code; the root cause first, never nothing.
pub fn explain(text: &str) -> Vec<Explanation> {
    let pasted = Pasted::new(text);
    let codes = pasted.codes();
    let mut found: Vec<(u8, Explanation)> = codes.iter().map(|code| of_code(*code)).collect();
    let knows_code = codes.iter().any(|code| Aadsts::lookup(*code).is_some());
    for trouble in Trouble::all().iter().filter(|one| one.fits(&pasted)) {
        let is_told = knows_code && ENTRA_WORDS.contains(&trouble.rank);
        let is_there = found.iter().any(|(_, other)| other.kind == trouble.kind);
        if !is_told && !is_there {
            found.push((trouble.rank, trouble.explanation()));
        }
    }
    // Stable: of equal rank the one that stands first in the text or the table stays first.
    found.sort_by_key(|(rank, _)| *rank);
    match found.first() {
        None => vec![unknown(None)],
        Some((best, _)) => {
            let best = *best;
            found
                .into_iter()
                .filter(|(rank, _)| *rank == best || *rank < CONSEQUENCE)
                .map(|(_, explanation)| explanation)
                .collect()
        }
    }
}

fn of_code(code: u32) -> (u8, Explanation) {
    let Some(row) = Aadsts::lookup(code) else {
        return (ENTRA, unknown(Some(code)));
    };
    let rank = match row.who_fixes {
        WhoFixes::Transient => ENTRA_TRANSIENT,
        _ => ENTRA,
    };
    let explanation = Explanation {
        kind: row.name.clone(),
        code: Some(format!("AADSTS{code}")),
        meaning: [row.summary.as_str(), row.likely_cause.as_str()]
            .join(" ")
            .trim()
            .to_owned(),
        fix: row.fix.clone(),
        fixed_by: row.who_fixes.into(),
        retryable: row.retryable,
        link: Some(link(code)),
    };
    (rank, explanation)
}

fn link(code: u32) -> String {
    format!("https://login.microsoftonline.com/error?code={code}")
}

/// Says that it does not know, and what to collect so that somebody else can.
fn unknown(code: Option<u32>) -> Explanation {
    let meaning = match code {
        Some(code) => {
            format!("AADSTS{code} is not in ExoMt's table; Microsoft's page may have it.")
        }
        None => "ExoMt does not know this error.".to_owned(),
    };
    Explanation {
        kind: "Unknown".to_owned(),
        code: code.map(|code| format!("AADSTS{code}")),
        meaning,
        fix: "Collect for a ticket: the whole error ($Error[0] | Format-List * -Force), its time in UTC, tenant and app id, every correlation, trace or request id in it, and what Test-ExoMtToken says of the token; leave out tokens and secrets.".to_owned(),
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
    fn all_codes_answer_bare_and_with_their_prefix() {
        for row in Aadsts::all() {
            for text in [format!("AADSTS{}", row.code), row.code.to_string()] {
                let found = explain(&text);
                assert_eq!(found.len(), 1, "{text}");
                assert_eq!(found[0].kind, row.name, "{text}");
                assert_eq!(found[0].retryable, row.retryable, "{text}");
                assert!(!found[0].fix.is_empty());
            }
        }
    }

    #[test]
    fn the_code_comes_before_what_follows_from_it() {
        let text = "Connect-ExchangeOnline: UnAuthorized\n  ---> MsalServiceException: A configuration issue is preventing authentication. AADSTS700016: Application with identifier 'x' was not found in the directory 'y'.";
        assert_eq!(explain(text)[0].code.as_deref(), Some("AADSTS700016"));
        assert_eq!(explain(text).len(), 1);
    }

    #[test]
    fn a_clash_of_assemblies_comes_before_all() {
        let text = "AADSTS700016: x. Method not found: '!0 Microsoft.Identity.Client.BaseAbstractApplicationBuilder`1.WithBroker(...)'";
        assert_eq!(kinds(text)[0], "AssemblyConflict");
    }

    #[test]
    fn lines_that_a_console_broke_are_read() {
        let text = "The role assigned to application 1234 isn\u{2019}t suppor\r\n     | ted in this scen\n     | \u{1b}[31mario. Please check";
        assert_eq!(kinds(text), ["DirectoryRoleMissing"]);
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
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
