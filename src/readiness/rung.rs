//! One rung of the ladder: its state, its evidence and its fix.

use serde::Serialize;

use crate::error::{Error, FixedBy, clean_line};

/// The rungs, in the order of the ladder.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, strum::IntoStaticStr, strum::VariantArray,
)]
pub enum RungName {
    /// The tenant exists.
    Tenant,
    /// The tenant is in the app's cloud.
    Cloud,
    /// The app has a service principal in the tenant and can acquire a token (consent).
    ServicePrincipal,
    /// The token has the application permission `Exchange.ManageAsApp`.
    AppRole,
    /// The token has a directory role that Exchange supports, or the app is in a role group.
    DirectoryRole,
    /// Exchange Online has run a command with the token.
    Probe,
    /// The name to connect with is the tenant's initial domain.
    InitialDomain,
}

/// The state of a rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum RungState {
    /// No problem was found.
    Passed,
    /// The app can use only some commands, or possibly none.
    Warning,
    /// Must be fixed.
    Failed,
    /// Could not be determined.
    Unknown,
    /// Not checked: not requested, or a rung below has not passed.
    Skipped,
}

/// The tool for a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum StepKind {
    /// The path to a page in an admin center.
    Portal,
    /// Lines of Microsoft Graph PowerShell.
    GraphPowerShell,
    /// Lines of Azure CLI, in a POSIX shell.
    AzureCli,
    /// Lines of Exchange Online PowerShell, for an admin of the customer.
    ExchangePowerShell,
    /// A URL to open.
    Browser,
}

/// One way to fix a rung, ready to paste.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The tool.
    pub kind: StepKind,
    /// The path, the lines or the URL.
    pub text: String,
}

/// The result of checking a rung.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rung {
    /// The name.
    pub name: RungName,
    /// The state.
    pub state: RungState,
    /// The result, as a sentence.
    pub message: String,
    /// The evidence: ids, claims, responses.
    pub evidence: Vec<String>,
    /// How to fix the rung; empty if there is nothing to fix.
    pub fix: String,
    /// Who can fix the rung.
    pub fixed_by: Option<FixedBy>,
    /// Alternative ways to fix the rung; any one of them is enough.
    pub steps: Vec<Step>,
}

impl Rung {
    pub(super) fn new(name: RungName, state: RungState, message: impl Into<String>) -> Rung {
        Rung {
            name,
            state,
            message: message.into(),
            evidence: Vec::new(),
            fix: String::new(),
            fixed_by: None,
            steps: Vec::new(),
        }
    }

    /// Adds a line of evidence, which may come from a server.
    pub(super) fn with_evidence(mut self, evidence: impl AsRef<str>) -> Rung {
        let line = clean_line(evidence.as_ref());
        if !line.is_empty() {
            self.evidence.push(line);
        }
        self
    }

    pub(super) fn with_fix(mut self, fixed_by: FixedBy, fix: impl Into<String>) -> Rung {
        self.fix = fix.into();
        self.fixed_by = Some(fixed_by);
        self
    }

    pub(super) fn with_steps(mut self, steps: Vec<Step>) -> Rung {
        self.steps = steps;
        self
    }

    /// Creates a rung from an error. Its state is `Failed` if a retry would fail in the same way,
    /// otherwise `Unknown`.
    pub(super) fn from_error(name: RungName, error: &Error) -> Rung {
        let report = error.report();
        let state = if error.is_definite() {
            RungState::Failed
        } else {
            RungState::Unknown
        };
        let mut rung =
            Rung::new(name, state, &report.message).with_fix(report.fixed_by, &report.fix);
        rung = rung.with_evidence(format!("error: ExoMt.{}", report.name));
        if let Some(code) = report.aadsts {
            rung = rung.with_evidence(format!("code: AADSTS{code}"));
        }
        for (label, id) in [
            ("correlation id", &report.correlation_id),
            ("trace id", &report.trace_id),
        ] {
            if let Some(id) = id {
                rung = rung.with_evidence(format!("{label}: {id}"));
            }
        }
        rung
    }
}
