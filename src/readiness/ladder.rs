//! The ladder: checks a tenant rung by rung, from its existence up to the name to connect with.

use std::sync::Arc;

use serde::Deserialize;
use strum::VariantArray;

use super::climb::Climb;
use super::probe_command;
use super::report::Readiness;
use super::rung::{Rung, RungName, RungState};
use crate::acquire::AcquireOptions;
use crate::app::App;
use crate::claims::Verdict;
use crate::consent;
use crate::error::Result;
use crate::resource::Resource;
use crate::tenant::Tenant;

/// How tenants are checked (camelCase JSON); unknown members are rejected.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReadinessOptions {
    /// Whether to run a command in Exchange Online.
    #[serde(default)]
    pub probe: bool,
    /// The command to run; defaults to `Get-AcceptedDomain`.
    #[serde(default)]
    pub probe_command: Option<String>,
    /// A redirect URI that is registered for the app, for the consent URL.
    #[serde(default)]
    pub redirect_uri: Option<String>,
}

/// Checks the tenants of an app.
#[derive(Debug)]
pub struct Ladder {
    app: Arc<App>,
    /// The command of the probe, if a probe was requested.
    probe: Option<String>,
    redirect_uri: Option<String>,
}

impl Ladder {
    /// Checks the options. Sends nothing.
    ///
    /// # Errors
    /// `InvalidOptions`, `InvalidRedirectUri`.
    pub fn new(app: Arc<App>, options: &ReadinessOptions) -> Result<Ladder> {
        if let Some(redirect) = &options.redirect_uri {
            consent::redirect_uri(redirect)?;
        }
        let command = probe_command::parse(options.probe_command.as_deref())?;
        Ok(Ladder {
            app,
            probe: options.probe.then_some(command),
            redirect_uri: options.redirect_uri.clone(),
        })
    }

    /// Returns the app whose tenants are checked.
    pub(crate) fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// Checks a tenant. Results are never cached.
    pub(crate) async fn climb(
        &self,
        index: usize,
        tenant: &Tenant,
        resource: &Resource,
        options: AcquireOptions,
    ) -> Readiness {
        let mut climb = Climb::new(&self.app, tenant, resource);
        climb.redirect_uri = self.redirect_uri.as_deref();
        let deadline = options.deadline;
        if climb.check_tenant(deadline).await
            && let Some(acquired) = climb.acquire_token(options).await
        {
            let granted = climb.check_roles(&acquired);
            match &self.probe {
                Some(command) if granted => climb.probe(command, &acquired, deadline).await,
                Some(_) => climb.skip_probe(
                    "Exchange Online was not asked: it refuses a token without the application permission.",
                ),
                None => climb.skip_probe_by_default(),
            }
        }
        climb.check_initial_domain();
        report(climb, index)
    }
}

fn report(mut climb: Climb<'_>, index: usize) -> Readiness {
    for name in RungName::VARIANTS {
        if !climb.rungs.iter().any(|rung| rung.name == *name) {
            climb.rungs.push(Rung::new(
                *name,
                RungState::Skipped,
                "Not checked: a rung below has not passed.",
            ));
        }
    }
    climb.rungs.sort_by_key(|rung| rung.name as usize);
    Readiness {
        index,
        organization: climb.tenant.to_string(),
        tenant_id: climb.tenant_id.map(|id| id.to_string()),
        environment: &climb.cloud.name,
        app_id: climb.app.id.to_string(),
        object_id: climb.object_id.map(|id| id.to_string()),
        verdict: Verdict::Ready,
        verified: climb.verified,
        initial_domain: climb.initial_domain,
        blocked_by: None,
        message: "The tenant is ready.".to_owned(),
        fix: String::new(),
        fixed_by: None,
        can_wait: climb.can_wait,
        rungs: climb.rungs,
        token_id: climb.token_id,
        correlation_id: climb.correlation_id,
    }
    .conclude()
}
