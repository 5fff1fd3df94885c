//! Checks what the token allows: the application permission and the directory role.

use uuid::Uuid;

use super::super::climb::Climb;
use super::super::rung::{Rung, RungName, RungState};
use crate::acquire::AcquiredToken;
use crate::claims::{Finding, FindingCode, Severity};
use crate::token::Inspection;

impl Climb<'_> {
    /// Checks what the token allows. Returns false if the application permission is missing.
    pub(in crate::readiness) fn check_roles(&mut self, acquired: &AcquiredToken) -> bool {
        let fresh = !acquired.from_cache;
        let inspection = acquired
            .grant
            .inspect(self.app, self.tenant, self.resource, fresh);
        self.read_claims(acquired, &inspection);
        self.role_rungs(&inspection)
    }

    /// Reads ids from the token, and checks that it is valid for the app and the tenant.
    fn read_claims(&mut self, acquired: &AcquiredToken, inspection: &Inspection) {
        let view = inspection.view.as_ref();
        let id = |text: &Option<String>| text.as_deref().and_then(|id| Uuid::try_parse(id).ok());
        self.tenant_id = view.and_then(|view| id(&view.tenant_id)).or(self.tenant_id);
        self.object_id = view.and_then(|view| id(&view.object_id));
        self.token_id = view.and_then(|view| view.token_id.clone());
        self.correlation_id = Some(acquired.grant.correlation_id.to_string());
        // A token proves that the tenant exists, even if the metadata could not be read.
        if view.is_some_and(|view| id(&view.tenant_id).is_some())
            && let Some(rung) = self.rung_mut(RungName::Tenant)
            && rung.state == RungState::Unknown
        {
            *rung = Rung::new(
                RungName::Tenant,
                RungState::Passed,
                "The tenant exists: Entra issued a token for it.",
            );
        }
        let faulty =
            inspection.check.findings.iter().find(|finding| {
                finding.severity == Severity::Error && !is_role_finding(finding.code)
            });
        let rung = match faulty {
            Some(finding) => from_finding(RungName::ServicePrincipal, RungState::Failed, finding),
            None => Rung::new(
                RungName::ServicePrincipal,
                RungState::Passed,
                "The app has a service principal in the tenant and got a token.",
            ),
        };
        let object = view.and_then(|view| view.object_id.clone());
        let shown = object.map_or_else(String::new, |id| format!("object id: {id}"));
        self.rungs.push(rung.with_evidence(shown));
    }

    /// Adds the rungs for the application permission and the directory role. Returns false if the
    /// permission is missing.
    fn role_rungs(&mut self, inspection: &Inspection) -> bool {
        let findings = &inspection.check.findings;
        let Some(view) = &inspection.view else {
            for name in [RungName::AppRole, RungName::DirectoryRole] {
                self.rungs.push(Rung::new(
                    name,
                    RungState::Unknown,
                    "The token cannot be decoded, so its roles are unknown.",
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
            Some(finding) => from_finding(RungName::AppRole, state, finding),
            None => Rung::new(
                RungName::AppRole,
                state,
                "The token's permissions were not checked.",
            ),
        };
        if !granted {
            self.can_wait = true;
            rung = rung.with_steps(self.fix_target().grant_permission());
        }
        self.rungs
            .push(rung.with_evidence(format!("roles: {}", list(&view.roles))));

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
                "The token has a supported directory role.",
            ),
            None => Rung::new(
                RungName::DirectoryRole,
                RungState::Skipped,
                "Not checked: the application permission is missing.",
            ),
        };
        self.rungs
            .push(rung.with_evidence(format!("wids: {}", list(&held))));
        granted
    }

    fn directory_role(&mut self, finding: &Finding) -> Rung {
        let state = match finding.severity {
            Severity::Information => RungState::Passed,
            Severity::Warning => RungState::Warning,
            Severity::Unknown => RungState::Unknown,
            Severity::Error => RungState::Failed,
        };
        let rung = from_finding(RungName::DirectoryRole, state, finding);
        if state == RungState::Passed {
            return rung;
        }
        self.can_wait = true;
        rung.with_steps(self.fix_target().assign_role())
    }
}

fn from_finding(name: RungName, state: RungState, finding: &Finding) -> Rung {
    let rung = Rung::new(name, state, &*finding.message);
    match finding.fixed_by {
        Some(fixer) => rung.with_fix(fixer, &*finding.fix),
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

fn is_role_finding(code: FindingCode) -> bool {
    is_app_role(code) || is_directory_role(code)
}
