//! Climbs the ladder of one tenant.

use std::sync::Arc;

use serde::Deserialize;
use uuid::Uuid;

use super::fix_steps::FixTarget;
use super::probe_command as command;
use super::report::Readiness;
use super::rung::{Rung, RungName, RungState};
use crate::acquire::AcquireOptions;
use crate::app::App;
use crate::claims::Verdict;
use crate::cloud::Cloud;
use crate::consent;
use crate::error::Result;
use crate::resource::Resource;
use crate::tenant::Tenant;

/// How the ladder is climbed (camelCase JSON); unknown members are refused.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReadinessOptions {
    /// Whether Exchange Online itself is asked.
    #[serde(default)]
    pub probe: bool,
    /// The cmdlet to ask it for, `Get-AcceptedDomain` if absent.
    #[serde(default)]
    pub probe_command: Option<String>,
    /// A redirect that is registered for the app: for the consent URL.
    #[serde(default)]
    pub redirect_uri: Option<String>,
}

/// An app, ready to look at tenants.
#[derive(Debug)]
pub struct Ladder {
    pub(super) app: Arc<App>,
    /// The probe's command, if there is to be one.
    pub(super) probe: Option<String>,
    pub(super) redirect_uri: Option<String>,
}

impl Ladder {
    /// Checks the options; nothing is sent.
    ///
    /// # Errors
    /// `InvalidOptions`, `InvalidRedirectUri`.
    pub fn new(app: Arc<App>, options: &ReadinessOptions) -> Result<Ladder> {
        if let Some(redirect) = &options.redirect_uri {
            consent::redirect_uri(redirect)?;
        }
        let command = command::parse(options.probe_command.as_deref())?;
        Ok(Ladder {
            app,
            probe: options.probe.then_some(command),
            redirect_uri: options.redirect_uri.clone(),
        })
    }

    /// The app that asks.
    pub(crate) fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// Looks at a tenant, always anew.
    pub(crate) async fn climb(
        &self,
        index: usize,
        tenant: &Tenant,
        resource: &Resource,
        options: AcquireOptions,
    ) -> Readiness {
        let mut climb = Climb::new(self, tenant, resource);
        climb.up(options).await;
        climb.report(index)
    }
}

/// A climb under way.
pub(super) struct Climb<'a> {
    pub(super) ladder: &'a Ladder,
    pub(super) app: &'a Arc<App>,
    pub(super) tenant: &'a Tenant,
    pub(super) resource: &'a Resource,
    pub(super) rungs: Vec<Rung>,
    pub(super) cloud: &'static Cloud,
    pub(super) tenant_id: Option<Uuid>,
    pub(super) object_id: Option<Uuid>,
    pub(super) token_id: Option<String>,
    pub(super) correlation_id: Option<String>,
    pub(super) initial_domain: Option<String>,
    pub(super) verified: bool,
    pub(super) can_wait: bool,
}

impl<'a> Climb<'a> {
    fn new(ladder: &'a Ladder, tenant: &'a Tenant, resource: &'a Resource) -> Climb<'a> {
        let name = tenant.to_string();
        Climb {
            ladder,
            app: &ladder.app,
            tenant,
            resource,
            rungs: Vec::new(),
            cloud: ladder.app.cloud,
            tenant_id: tenant.id(),
            object_id: None,
            token_id: None,
            correlation_id: None,
            initial_domain: Cloud::open()
                .any(|cloud| cloud.is_initial_domain(&name))
                .then_some(name),
            verified: false,
            can_wait: false,
        }
    }

    pub(super) fn fix_target(&self) -> FixTarget<'a> {
        FixTarget {
            app_id: self.app.id,
            tenant: self.tenant,
            tenant_id: self.tenant_id,
            object_id: self.object_id,
            cloud: self.cloud,
            authority: self.app.authority.to_string(),
            redirect_uri: self.ladder.redirect_uri.as_deref(),
            resource: self.resource,
        }
    }

    async fn up(&mut self, options: AcquireOptions) {
        let deadline = options.deadline;
        if self.ground(deadline).await
            && let Some(acquired) = self.principal(options).await
        {
            self.rights(&acquired, deadline).await;
        }
        self.domain();
    }

    fn report(mut self, index: usize) -> Readiness {
        for name in [
            RungName::Tenant,
            RungName::Cloud,
            RungName::ServicePrincipal,
            RungName::AppRole,
            RungName::DirectoryRole,
            RungName::Probe,
            RungName::InitialDomain,
        ] {
            if !self.rungs.iter().any(|rung| rung.name == name) {
                self.rungs.push(Rung::new(
                    name,
                    RungState::Skipped,
                    "It is looked at once the rungs below are there.",
                ));
            }
        }
        self.rungs.sort_by_key(|rung| rung.name as usize);
        Readiness {
            index,
            organization: self.tenant.to_string(),
            tenant_id: self.tenant_id.map(|id| id.to_string()),
            environment: &self.cloud.name,
            app_id: self.app.id.to_string(),
            object_id: self.object_id.map(|id| id.to_string()),
            verdict: Verdict::Ready,
            verified: self.verified,
            initial_domain: self.initial_domain,
            blocked_by: None,
            message: "The tenant is ready.".to_owned(),
            fix: String::new(),
            fixed_by: None,
            can_wait: self.can_wait,
            rungs: self.rungs,
            token_id: self.token_id,
            correlation_id: self.correlation_id,
        }
        .conclude()
    }
}
