//! Checks the name that the caller connects with.

use super::super::climb::Climb;
use super::super::rung::{Rung, RungName, RungState};
use crate::error::FixedBy;
use crate::spelling::{ORGANIZATION, PROBE};
use crate::tenant::Tenant;

impl Climb<'_> {
    /// Checks whether the requested name is the tenant's initial domain.
    pub(in crate::readiness) fn check_initial_domain(&mut self) {
        if self
            .rungs
            .iter()
            .any(|rung| rung.name == RungName::Tenant && rung.state == RungState::Failed)
        {
            return;
        }
        let name = self.tenant.to_string();
        let rung = match &self.initial_domain {
            Some(domain) if *domain == name => Rung::new(
                RungName::InitialDomain,
                RungState::Passed,
                "The name is the initial domain, which Connect-ExchangeOnline needs.",
            ),
            Some(domain) => Rung::new(
                RungName::InitialDomain,
                RungState::Passed,
                format!("Connect with {domain}, the tenant's initial domain. With {name}, reads work but writes fail."),
            )
            .with_evidence(format!("initial domain: {domain}")),
            None => {
                let what = match self.tenant {
                    Tenant::Id(_) => "a tenant id",
                    Tenant::Domain(_) => "a custom domain",
                };
                Rung::new(
                    RungName::InitialDomain,
                    RungState::Warning,
                    format!("{name} is {what}: with it, reads work but writes fail (InsufficientPermissionsException, \"doesn't have write permission to target DC\")."),
                )
                .with_fix(
                    FixedBy::PARTNER,
                    format!("Use the tenant's initial domain (*.onmicrosoft.com) as {ORGANIZATION}. {PROBE} finds it; the steps of this rung show where else to find it."),
                )
                .with_steps(self.fix_target().find_initial_domain())
            }
        };
        self.rungs.push(rung);
    }
}
