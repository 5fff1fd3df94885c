//! What the token may do: application permission and directory role.

use tokio::time::Instant;
use uuid::Uuid;

use super::super::climb::Climb;
use super::super::rung::{Rung, RungName, RungState};
use crate::acquire::AcquiredToken;
use crate::claims::{Finding, FindingCode, Severity};
use crate::spelling::PROBE;
use crate::token::Inspection;

impl Climb<'_> {
    /// What the token may do, and what Exchange Online says to it.
    pub(in crate::readiness) async fn rights(
        &mut self,
        acquired: &AcquiredToken,
        deadline: Instant,
    ) {
        let fresh = !acquired.from_cache;
        let inspection = acquired
            .grant
            .inspect(self.app, self.tenant, self.resource, fresh);
        self.read(acquired, &inspection);
        let role = self.role_rungs(&inspection);
        let probe = match (&self.ladder.probe, role) {
            (Some(command), true) => self.probe(command, acquired, deadline).await,
            (Some(_), false) => Rung::new(
                RungName::Probe,
                RungState::Skipped,
                "Exchange Online was not asked: it refuses a token without the application permission.",
            ),
            (None, _) => not_asked(),
        };
        self.rungs.push(probe);
    }

    fn read(&mut self, acquired: &AcquiredToken, inspection: &Inspection) {
        let view = inspection.view.as_ref();
        let id = |text: &Option<String>| text.as_deref().and_then(|id| Uuid::try_parse(id).ok());
        self.tenant_id = view.and_then(|view| id(&view.tenant_id)).or(self.tenant_id);
        self.object_id = view.and_then(|view| id(&view.object_id));
        self.token_id = view.and_then(|view| view.token_id.clone());
        self.correlation_id = Some(acquired.grant.correlation_id.to_string());
        // A token is better proof than metadata that could not be read.
        if view.is_some_and(|view| id(&view.tenant_id).is_some()) {
            for rung in self
                .rungs
                .iter_mut()
                .filter(|rung| rung.name == RungName::Tenant && rung.state == RungState::Unknown)
            {
                *rung = Rung::new(
                    RungName::Tenant,
                    RungState::Passed,
                    "The tenant exists: a token for it came.",
                );
            }
        }
        let faulty = inspection
            .check
            .findings
            .iter()
            .find(|finding| finding.severity == Severity::Error && !is_of_rights(finding.code));
        let rung = match faulty {
            Some(finding) => of_finding(RungName::ServicePrincipal, RungState::Failed, finding),
            None => Rung::new(
                RungName::ServicePrincipal,
                RungState::Passed,
                "The app has a service principal in the tenant, and a token came.",
            ),
        };
        let object = view.and_then(|view| view.object_id.clone());
        let shown = object.map_or_else(String::new, |id| format!("object id: {id}"));
        self.rungs.push(rung.shown(shown));
    }

    /// Application permission and directory role; false when Exchange Online need not be
    /// asked.
    fn role_rungs(&mut self, inspection: &Inspection) -> bool {
        let findings = &inspection.check.findings;
        let Some(view) = &inspection.view else {
            for name in [RungName::AppRole, RungName::DirectoryRole] {
                self.rungs.push(Rung::new(
                    name,
                    RungState::Unknown,
                    "The token can not be read, so it does not tell.",
                ));
            }
            return true;
        };
        let app_role = findings.iter().find(|finding| is_app_role(finding.code));
        let (state, granted) = match app_role.map(|finding| finding.severity) {
            Some(Severity::Error) => (RungState::Failed, false),
            Some(_) => (RungState::Passed, true),
            None => (RungState::Unknown, true),
        };
        let mut rung = match app_role {
            Some(finding) => of_finding(RungName::AppRole, state, finding),
            None => Rung::new(
                RungName::AppRole,
                state,
                "The token's permissions were not looked at.",
            ),
        };
        if !granted {
            self.can_wait = true;
            rung = rung.steps(self.fix_target().grant_permission());
        }
        self.rungs
            .push(rung.shown(format!("roles: {}", list(&view.roles))));

        let held: Vec<String> = view
            .directory_roles
            .iter()
            .map(|role| format!("{} ({})", role.name, role.template_id))
            .collect();
        let rung = match findings
            .iter()
            .find(|finding| is_directory_role(finding.code))
        {
            Some(finding) => self.directory_role(finding),
            None if view.directory_roles.iter().any(|role| role.supported) => Rung::new(
                RungName::DirectoryRole,
                RungState::Passed,
                "The token has a directory role that is supported.",
            ),
            None => Rung::new(
                RungName::DirectoryRole,
                RungState::Skipped,
                "It is looked at once the application permission is there.",
            ),
        };
        self.rungs
            .push(rung.shown(format!("wids: {}", list(&held))));
        granted
    }

    fn directory_role(&mut self, finding: &Finding) -> Rung {
        let state = match finding.severity {
            Severity::Information => RungState::Passed,
            Severity::Warning => RungState::Warning,
            Severity::Unknown => RungState::Unknown,
            Severity::Error => RungState::Failed,
        };
        let rung = of_finding(RungName::DirectoryRole, state, finding);
        if state == RungState::Passed {
            return rung;
        }
        self.can_wait = true;
        rung.steps(self.fix_target().assign_role())
    }
}

fn not_asked() -> Rung {
    Rung::new(
        RungName::Probe,
        RungState::Skipped,
        format!("Exchange Online was not asked; {PROBE} does that."),
    )
}

fn of_finding(name: RungName, state: RungState, finding: &Finding) -> Rung {
    let rung = Rung::new(name, state, &*finding.message);
    match finding.fixed_by {
        Some(fixer) => rung.fix(fixer, &*finding.fix),
        None => rung,
    }
}

fn list(items: &[String]) -> String {
    if items.is_empty() {
        "none".to_owned()
    } else {
        items.join(", ")
    }
}

fn is_app_role(code: FindingCode) -> bool {
    matches!(
        code,
        FindingCode::NoAppRole
            | FindingCode::AppRoleMissing
            | FindingCode::OnlyAdminApiRole
            | FindingCode::OnlyEwsRole
            | FindingCode::AppRolePresent
    )
}

fn is_directory_role(code: FindingCode) -> bool {
    matches!(
        code,
        FindingCode::NoDirectoryRole
            | FindingCode::DirectoryRoleUnsupported
            | FindingCode::DirectoryRoleUnknown
            | FindingCode::DirectoryRolePresent
    )
}

fn is_of_rights(code: FindingCode) -> bool {
    is_app_role(code) || is_directory_role(code)
}
