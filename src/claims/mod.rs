//! What an access token says, and whether Exchange Online will take it.
//!
//! A diagnosis, never a gate of its own: nothing here verifies a signature, and Microsoft
//! tells clients not to rely on a token's content.

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
