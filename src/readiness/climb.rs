//! The state of a tenant's check while it climbs the ladder.

use std::sync::Arc;

use uuid::Uuid;

use super::fix_steps::FixTarget;
use super::rung::{Rung, RungName};
use crate::app::App;
use crate::cloud::Cloud;
use crate::resource::Resource;
use crate::tenant::Tenant;

/// The state of one check. Each file in `rungs` adds its own methods.
pub(super) struct Climb<'a> {
    pub(super) app: &'a Arc<App>,
    pub(super) tenant: &'a Tenant,
    pub(super) resource: &'a Resource,
    /// A redirect URI that is registered for the app.
    pub(super) redirect_uri: Option<&'a str>,
    /// The rungs checked so far.
    pub(super) rungs: Vec<Rung>,
    /// The tenant's cloud if it is known, otherwise the app's.
    pub(super) cloud: &'static Cloud,
    pub(super) tenant_id: Option<Uuid>,
    /// The object id of the app's service principal in the tenant.
    pub(super) object_id: Option<Uuid>,
    pub(super) token_id: Option<String>,
    pub(super) correlation_id: Option<String>,
    pub(super) initial_domain: Option<String>,
    /// Whether Exchange Online has run a command with the token.
    pub(super) verified: bool,
    /// Whether the tenant can become ready without a change by the partner.
    pub(super) can_wait: bool,
}

impl<'a> Climb<'a> {
    pub(super) fn new(app: &'a Arc<App>, tenant: &'a Tenant, resource: &'a Resource) -> Climb<'a> {
        let name = tenant.to_string();
        Climb {
            app,
            tenant,
            resource,
            redirect_uri: None,
            rungs: Vec::new(),
            cloud: app.cloud,
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

    /// Returns the app and the tenant, for the steps of a fix.
    pub(super) fn fix_target(&self) -> FixTarget<'a> {
        FixTarget {
            app_id: self.app.id,
            tenant: self.tenant,
            tenant_id: self.tenant_id,
            object_id: self.object_id,
            cloud: self.cloud,
            authority: self.app.authority.to_string(),
            redirect_uri: self.redirect_uri,
            resource: self.resource,
        }
    }

    /// Returns a rung that was already checked.
    pub(super) fn rung_mut(&mut self, name: RungName) -> Option<&mut Rung> {
        self.rungs.iter_mut().find(|rung| rung.name == name)
    }
}
