//! The meanings of Entra's error codes (AADSTS). Data: `data/aadsts.json`.

use std::collections::HashMap;

use once_cell::sync::Lazy;
use serde::Deserialize;

use super::{ErrorCode, FixedBy, Party};

/// An error code of Entra; a row of `data/aadsts.json`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Aadsts {
    /// The number after `AADSTS`.
    pub code: u32,
    /// Microsoft's name for the error, or ExoMt's own label if Microsoft has none.
    pub name: String,
    /// What happened.
    pub summary: String,
    /// The most common cause in the flows that ExoMt uses.
    pub likely_cause: String,
    /// What to do.
    pub fix: String,
    fixed_by: Party,
    role: Option<String>,
    error_code: Option<ErrorCode>,
}

#[derive(Default, Deserialize)]
struct CodeFile {
    codes: Vec<Aadsts>,
}

static CODES: Lazy<HashMap<u32, Aadsts>> = Lazy::new(|| {
    let file: CodeFile =
        serde_json::from_str(include_str!("../data/aadsts.json")).unwrap_or_default();
    file.codes.into_iter().map(|row| (row.code, row)).collect()
});

impl Aadsts {
    /// Finds the row of a code.
    pub fn lookup(code: u32) -> Option<&'static Aadsts> {
        CODES.get(&code)
    }

    /// Returns all rows, in no particular order.
    pub fn all() -> impl Iterator<Item = &'static Aadsts> {
        CODES.values()
    }

    /// The name of the row for a redirect URI that differs from the registered ones.
    pub(crate) const REPLY_ADDRESS_DIFFERS: &str = "InvalidReplyTo";
    /// The name of the row for an app without a redirect URI.
    pub(crate) const NO_REPLY_ADDRESS: &str = "NoReplyAddressRegistered";

    /// Returns the code with its prefix (`AADSTS700016`), given the name of its row.
    pub(crate) fn text_of(name: &str) -> String {
        let row = Aadsts::all().find(|row| row.name == name);
        format!("AADSTS{}", row.map_or(0, |row| row.code))
    }

    /// Returns who can fix the error, with the directory role that this person needs.
    pub fn fixed_by(&'static self) -> FixedBy {
        FixedBy::from_row(self.fixed_by, self.role.as_deref())
    }

    /// Returns the error code that callers see for this AADSTS code.
    pub fn error_code(&self) -> ErrorCode {
        self.error_code.unwrap_or(ErrorCode::EntraRejected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_complete() {
        assert!(Aadsts::all().count() >= 421);
        for row in Aadsts::all() {
            let texts = [&row.name, &row.summary, &row.likely_cause, &row.fix];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", row.code);
        }
    }

    #[test]
    fn only_errors_that_a_customer_admin_fixes_have_a_role() {
        for row in Aadsts::all() {
            let role = match row.error_code() {
                ErrorCode::ConsentMissing | ErrorCode::AppDisabled => {
                    Some("Cloud Application Administrator")
                }
                ErrorCode::BlockedByPolicy => Some("Conditional Access Administrator"),
                _ => None,
            };
            assert_eq!(row.role.as_deref(), role, "{}", row.code);
            if let Some(role) = role {
                let expected = format!("Customer admin ({role})");
                assert_eq!(row.fixed_by().to_string(), expected, "{}", row.code);
            }
        }
    }

    #[test]
    fn a_code_is_found_by_the_name_of_its_row() {
        assert_eq!(
            Aadsts::text_of(Aadsts::REPLY_ADDRESS_DIFFERS),
            "AADSTS50011"
        );
        assert_eq!(Aadsts::text_of(Aadsts::NO_REPLY_ADDRESS), "AADSTS500113");
    }

    #[test]
    fn common_codes_map_to_their_errors() {
        let error_of = |code| Aadsts::lookup(code).map(Aadsts::error_code);
        assert_eq!(error_of(700016), Some(ErrorCode::ConsentMissing));
        assert_eq!(error_of(9002313), Some(ErrorCode::EntraRejected));
        assert_eq!(error_of(1), None);
    }
}
