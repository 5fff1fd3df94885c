//! What a climb found, and the one thing to mend.

use serde::Serialize;

use super::rung::{Rung, RungState};
use crate::claims::Verdict;
use crate::error::FixedBy;

/// A tenant's ladder, and what follows from it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Readiness {
    /// Its place in the set.
    pub index: usize,
    /// The tenant as it was asked for.
    pub organization: String,
    /// Its id, once known.
    pub tenant_id: Option<String>,
    /// The cloud: the tenant's once known, else the app's.
    pub environment: &'static str,
    /// The app.
    pub app_id: String,
    /// The app's service principal in the tenant.
    pub object_id: Option<String>,
    /// What follows.
    pub verdict: Verdict,
    /// Whether Exchange Online itself has said so.
    pub verified: bool,
    /// The name to connect with, once known.
    pub initial_domain: Option<String>,
    /// The rung to mend first.
    pub blocked_by: Option<&'static str>,
    /// What is the matter with it.
    pub message: String,
    /// What to do.
    pub fix: String,
    /// Who can do it.
    pub fixed_by: Option<FixedBy>,
    /// Whether it can become ready with nothing changed on this side: by the customer, or by
    /// time.
    pub can_wait: bool,
    /// All rungs, from the ground up.
    pub rungs: Vec<Rung>,
    /// The token's id in audit records (`uti`).
    pub token_id: Option<String>,
    /// The token request's id.
    pub correlation_id: Option<String>,
}

impl Readiness {
    /// Draws the conclusions from the rungs.
    pub(super) fn conclude(mut self) -> Readiness {
        let first = |state| {
            self.rungs
                .iter()
                .find(|rung| rung.state == state)
                .map(|rung| (rung, state))
        };
        // What can not be told may be worse than what is known to be imperfect.
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
