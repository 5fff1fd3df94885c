//! The result of a check: all rungs, and the first one to fix.

use serde::Serialize;

use super::rung::{Rung, RungState};
use crate::claims::Verdict;
use crate::error::FixedBy;

/// Whether a tenant is ready.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Readiness {
    /// The position of the tenant in the operation.
    pub index: usize,
    /// The tenant as requested.
    pub organization: String,
    /// The id of the tenant, once known.
    pub tenant_id: Option<String>,
    /// The tenant's cloud if it is known, otherwise the app's.
    pub environment: &'static str,
    /// The application (client) id of the app.
    pub app_id: String,
    /// The object id of the app's service principal in the tenant.
    pub object_id: Option<String>,
    /// Whether the tenant is ready.
    pub verdict: Verdict,
    /// Whether Exchange Online has run a command with the token.
    pub verified: bool,
    /// The tenant's initial domain, once known. It is the name to connect with.
    pub initial_domain: Option<String>,
    /// The rung to fix first.
    pub blocked_by: Option<&'static str>,
    /// The problem with that rung.
    pub message: String,
    /// How to fix that rung.
    pub fix: String,
    /// Who can fix that rung.
    pub fixed_by: Option<FixedBy>,
    /// Whether the tenant can become ready without a change by the partner: an admin of the
    /// customer can fix it, or it takes time.
    pub can_wait: bool,
    /// All rungs, in the order of the ladder.
    pub rungs: Vec<Rung>,
    /// The id of the token in audit records (`uti`).
    pub token_id: Option<String>,
    /// The id of the token request.
    pub correlation_id: Option<String>,
}

impl Readiness {
    /// Derives the verdict and the first rung to fix from the rungs.
    pub(super) fn conclude(mut self) -> Readiness {
        let first = |state| {
            self.rungs
                .iter()
                .find(|rung| rung.state == state)
                .map(|rung| (rung, state))
        };
        // An unknown state ranks above a warning, because it can hide a failure.
        let worst = first(RungState::Failed)
            .or_else(|| first(RungState::Unknown))
            .or_else(|| first(RungState::Warning));
        match worst {
            None => self.verdict = Verdict::Ready,
            Some((rung, state)) => {
                self.verdict = match state {
                    RungState::Failed => Verdict::NotReady,
                    RungState::Unknown => Verdict::Unknown,
                    _ => Verdict::Warning,
                };
                self.blocked_by = Some(rung.name.into());
                self.message = rung.message.clone();
                self.fix = rung.fix.clone();
                self.fixed_by = rung.fixed_by;
            }
        }
        self
    }
}
