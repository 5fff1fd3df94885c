//! The meaning of AADSTS codes, from the embedded `data/aadsts.json`.

use std::collections::HashMap;

use once_cell::sync::Lazy;
use serde::Deserialize;

use super::FixedBy;

/// One row of `data/aadsts.json`.
#[derive(Debug, Clone, Deserialize)]
pub struct Aadsts {
    /// The number after `AADSTS`.
    pub code: u32,
    /// Microsoft's name of the error (our own label where it has none).
    pub name: String,
    /// What it says.
    pub summary: String,
    /// What most often causes it in this flow.
    pub likely_cause: String,
    /// What to do.
    pub fix: String,
    /// Whether the same request may succeed later.
    pub retryable: bool,
    /// Who can mend it.
    pub who_fixes: WhoFixes,
}

/// The party that the table names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WhoFixes {
    /// An admin of the customer tenant.
    Customer,
    /// The owner of the app.
    Partner,
    /// Microsoft.
    Microsoft,
    /// Nobody: it passes.
    Transient,
}

impl From<WhoFixes> for FixedBy {
    fn from(who: WhoFixes) -> Self {
        match who {
            WhoFixes::Customer => FixedBy::CUSTOMER,
            WhoFixes::Partner => FixedBy::PARTNER,
            WhoFixes::Microsoft => FixedBy::MICROSOFT,
            WhoFixes::Transient => FixedBy::NOBODY,
        }
    }
}

static TABLE: Lazy<HashMap<u32, Aadsts>> = Lazy::new(|| {
    let rows: Vec<Aadsts> =
        serde_json::from_str(include_str!("../data/aadsts.json")).unwrap_or_default();
    rows.into_iter().map(|row| (row.code, row)).collect()
});

impl Aadsts {
    /// The row of a code, if the table has it.
    pub fn lookup(code: u32) -> Option<&'static Aadsts> {
        TABLE.get(&code)
    }

    /// All rows, in no order.
    pub fn all() -> impl Iterator<Item = &'static Aadsts> {
        TABLE.values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_is_whole() {
        assert_eq!(Aadsts::all().count(), 182);
        assert!(Aadsts::all().all(|row| !row.fix.is_empty() && !row.summary.is_empty()));
        let row = Aadsts::lookup(700016).expect("everyday code");
        assert_eq!(row.code, 700016);
    }
}
