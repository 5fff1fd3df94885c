//! The result of `explain`.

use serde::Serialize;

use crate::error::FixedBy;

/// The meaning of an error, and how to fix it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// A stable name; `Unknown` if no rule matches the text.
    pub kind: String,
    /// The code with its prefix (`AADSTS700016`), if the text contains one.
    pub code: Option<String>,
    /// What happened, and the most common cause.
    pub meaning: String,
    /// What to do.
    pub fix: String,
    /// Who can apply the fix.
    pub fixed_by: FixedBy,
    /// Whether the same call, unchanged, can succeed later.
    pub retryable: bool,
    /// A page with more information.
    pub link: Option<String>,
}
