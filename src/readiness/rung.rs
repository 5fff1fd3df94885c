//! One rung of the ladder.

use serde::Serialize;

use crate::error::{Error, FixedBy, clean_line};

/// The rungs, from the ground up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, strum::IntoStaticStr)]
pub enum RungName {
    /// The tenant exists.
    Tenant,
    /// It is in the cloud that the app asks.
    Cloud,
    /// The app has a service principal there that gets a token: consent.
    ServicePrincipal,
    /// The token has the application permission `Exchange.ManageAsApp`.
    AppRole,
    /// The token has a directory role, or an Exchange role group stands in for one.
    DirectoryRole,
    /// Exchange Online itself has answered a command.
    Probe,
    /// The name to connect with is the tenant's initial domain.
    InitialDomain,
}

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum RungState {
    /// Good.
    Passed,
    /// Works, but not for everything, or perhaps not.
    Warning,
    /// Has to be mended.
    Failed,
    /// Can not be told.
    Unknown,
    /// Not looked at: not asked for, or a rung below is missing.
    Skipped,
}

/// Where a step is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum StepKind {
    /// A way through an admin centre.
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

/// One way to mend a rung; ready to paste.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Where.
    pub kind: StepKind,
    /// The path, the lines or the URL.
    pub text: String,
}

/// A rung, looked at.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rung {
    /// Which.
    pub name: RungName,
    /// How it stands.
    pub state: RungState,
    /// In plain words.
    pub message: String,
    /// What shows it.
    pub evidence: Vec<String>,
    /// What to do; empty when nothing is to be done.
    pub fix: String,
    /// Who can do it.
    pub fixed_by: Option<FixedBy>,
    /// The same in steps; any one of them suffices.
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

    /// Adds what shows it; it may come from a server.
    pub(super) fn shown(mut self, evidence: impl AsRef<str>) -> Rung {
        let line = clean_line(evidence.as_ref());
        if !line.is_empty() {
            self.evidence.push(line);
        }
        self
    }

    pub(super) fn fix(mut self, fixer: FixedBy, fix: impl Into<String>) -> Rung {
        self.fix = fix.into();
        self.fixed_by = Some(fixer);
        self
    }

    pub(super) fn steps(mut self, steps: Vec<Step>) -> Rung {
        self.steps = steps;
        self
    }

    /// A rung that an error stands for: failed if asking again would give the same.
    pub(super) fn of_error(name: RungName, error: &Error) -> Rung {
        let report = error.report();
        let state = if error.is_definite() {
            RungState::Failed
        } else {
            RungState::Unknown
        };
        let mut rung = Rung::new(name, state, &report.message).fix(report.fixed_by, &report.fix);
        rung = rung.shown(format!("error: ExoMt.{}", report.name));
        if let Some(code) = report.aadsts {
            rung = rung.shown(format!("code: AADSTS{code}"));
        }
        for (label, id) in [
            ("correlation id", &report.correlation_id),
            ("trace id", &report.trace_id),
        ] {
            if let Some(id) = id {
                rung = rung.shown(format!("{label}: {id}"));
            }
        }
        rung
    }
}
