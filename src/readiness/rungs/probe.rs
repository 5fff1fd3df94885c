//! The probe: runs a command in Exchange Online.

use serde_json::Value;
use tokio::time::Instant;

use super::super::climb::Climb;
use super::super::rung::{Rung, RungName, RungState};
use crate::acquire::AcquiredToken;
use crate::error::FixedBy;
use crate::exchange::{Command, CommandResult, invoke};
use crate::spelling::{ENVIRONMENT, PROBE, PROBE_COMMAND, WAIT};
use crate::tenant::Tenant;

const ROLE_ASSIGNER: FixedBy = FixedBy::CUSTOMER.with_role("Privileged Role Administrator");
/// Part of the message with which Exchange Online refuses an app without any role.
const NO_ROLE: &str = "isn't supported in this scenario";

impl Climb<'_> {
    /// Skips the probe because it was not requested.
    pub(in crate::readiness) fn skip_probe_by_default(&mut self) {
        self.skip_probe(&format!("Exchange Online was not asked; {PROBE} asks it."));
    }

    /// Skips the probe.
    pub(in crate::readiness) fn skip_probe(&mut self, reason: &str) {
        let rung = Rung::new(RungName::Probe, RungState::Skipped, reason);
        self.rungs.push(rung);
    }

    /// Runs a command in Exchange Online.
    pub(in crate::readiness) async fn probe(
        &mut self,
        command: &str,
        acquired: &AcquiredToken,
        deadline: Instant,
    ) {
        let rung = self.run(command, acquired, deadline).await;
        self.rungs.push(rung);
    }

    async fn run(&mut self, command: &str, acquired: &AcquiredToken, deadline: Instant) -> Rung {
        let Some(tenant_id) = self.tenant_id else {
            return Rung::new(
                RungName::Probe,
                RungState::Unknown,
                "Exchange Online was not asked: the tenant id is unknown.",
            );
        };
        let endpoint = self.app.exchange_endpoint(self.resource);
        let organization = self
            .initial_domain
            .clone()
            .unwrap_or_else(|| self.tenant.to_string());
        let request = Command {
            endpoint: &endpoint,
            tenant_id,
            organization: &organization,
            name: command,
            token: &acquired.grant.secret,
        };
        let asked = format!("{command} at {endpoint}");
        let is_enough = |rows: &[Value]| initial_domain(rows).is_some();
        match invoke(&self.app.http, &request, deadline, is_enough).await {
            Ok(probed) => self.answered(&probed).with_evidence(asked),
            Err(error) => {
                self.can_wait |= error.report().retryable;
                let rung = Rung::from_error(RungName::Probe, &error).with_evidence(asked);
                Rung {
                    state: RungState::Unknown,
                    ..rung
                }
            }
        }
    }

    fn answered(&mut self, probed: &CommandResult) -> Rung {
        let mut rung = match probed.status {
            200 => self.passed(probed),
            401 => Rung::new(
                RungName::Probe,
                RungState::Failed,
                "Exchange Online rejects the token (HTTP 401).",
            )
            .with_fix(
                FixedBy::CUSTOMER.with_role("Cloud Application Administrator"),
                format!("Check that the token is for this cloud ({ENVIRONMENT}) and has the permission. A permission granted within the last minutes may not have arrived yet."),
            ),
            403 => self.forbidden(probed),
            400 | 404 => Rung::new(
                RungName::Probe,
                RungState::Failed,
                format!("Exchange Online cannot run the probe in this tenant (HTTP {}).", probed.status),
            )
            .with_fix(
                FixedBy::CUSTOMER.with_role("Global Administrator"),
                format!("Check that the tenant has Exchange Online (a license or plan with it), that the cloud is right, and that this app may run the command of the probe ({PROBE_COMMAND})."),
            ),
            other => Rung::new(
                RungName::Probe,
                RungState::Unknown,
                format!("Exchange Online answered the probe with HTTP {other}."),
            )
            .with_fix(FixedBy::PARTNER, "Try again. If it fails again, open a ticket with the request id."),
        };
        self.can_wait |= matches!(probed.status, 401 | 403);
        if probed.status != 200 {
            rung = rung.with_evidence(format!("HTTP {}: {}", probed.status, probed.error_text));
        }
        if let Some(id) = &probed.request_id {
            rung = rung.with_evidence(format!("request id: {id}"));
        }
        rung
    }

    fn passed(&mut self, probed: &CommandResult) -> Rung {
        self.verified = true;
        let (role, object_id) = (RungName::DirectoryRole, self.object_id);
        // Exchange also knows role groups, and roles that are newer than ExoMt's table.
        if let Some(rung) = self.rung_mut(role)
            && rung.state != RungState::Passed
        {
            let evidence = std::mem::take(&mut rung.evidence);
            *rung = Rung::new(
                role,
                RungState::Passed,
                "Exchange Online accepts the app: an Exchange role group, or another role, grants it access.",
            );
            rung.evidence = evidence;
        }
        if self.initial_domain.is_none() {
            self.initial_domain = initial_domain(&probed.rows)
                .and_then(|name| Tenant::parse(name).ok())
                .map(|tenant| tenant.to_string());
        }
        self.can_wait = false;
        let rung = Rung::new(
            RungName::Probe,
            RungState::Passed,
            "Exchange Online has run the command.",
        );
        match object_id {
            Some(id) => rung.with_evidence(format!("as: {id}")),
            None => rung,
        }
    }

    fn forbidden(&mut self, probed: &CommandResult) -> Rung {
        let steps = self.fix_target().assign_role();
        let mut has_role = false;
        if let Some(rung) = self.rung_mut(RungName::DirectoryRole) {
            has_role = rung.state == RungState::Passed;
            if !has_role && probed.error_text.contains(NO_ROLE) {
                rung.state = RungState::Failed;
                rung.message = "The app has no supported directory role, and according to Exchange Online it is in no role group.".to_owned();
            }
        }
        if has_role {
            return Rung::new(
                RungName::Probe,
                RungState::Failed,
                "The token has a supported role, but Exchange Online refuses the command (HTTP 403).",
            )
            .with_fix(
                FixedBy::NOBODY,
                format!("A role assigned within the last hour may not have arrived in Exchange Online: wait ({WAIT}). Otherwise check that the role was not removed again."),
            );
        }
        Rung::new(
            RungName::Probe,
            RungState::Failed,
            "Exchange Online refuses the app (HTTP 403): no directory role or role group grants it access, or not yet.",
        )
        .with_fix(
            ROLE_ASSIGNER,
            format!("Assign a directory role to the service principal, or add it to an Exchange role group. A narrow role group may refuse this command and still be enough for your work: choose another one in {PROBE_COMMAND}."),
        )
        .with_steps(steps)
    }
}

/// Returns the tenant's initial domain, if the rows are accepted domains.
fn initial_domain(rows: &[Value]) -> Option<&str> {
    let is_initial = |row: &&Value| row["InitialDomain"] == Value::Bool(true);
    let row = rows.iter().find(is_initial)?;
    row["DomainName"].as_str()
}
