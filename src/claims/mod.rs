//! Decodes access tokens and predicts whether Exchange Online will accept them.
//!
//! This is a diagnosis, not an authorization: nothing here verifies a signature, and Microsoft
//! advises clients not to rely on the content of a token.

mod check;
mod claim_set;
mod decode;
mod directory_role;
mod expectations;
mod finding;
mod identity;
mod member;
mod permission;
mod task;
mod texts;
mod view;

#[cfg(test)]
mod tests;

pub use check::{Check, check, check_decoded};
pub use claim_set::ClaimSet;
pub use decode::Token;
pub use directory_role::{DirectoryRole, RoleClaim};
pub use expectations::Expectations;
pub use finding::{Finding, FindingCode, Severity, Verdict};
pub use task::{Confidence, Task, TaskResource, TaskRole, TaskRoleGroup};
pub use texts::Texts;
pub use view::{TokenView, describe};
