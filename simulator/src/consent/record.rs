//! Records consent in the tenant.

use uuid::Uuid;

use crate::config::{App, ServicePrincipal, Tenant};
use crate::state::State;

const DEFAULT_ROLE: &str = "Exchange.ManageAsApp";

/// Creates or updates the service principal. Removes roles that the registration no longer lists.
/// Consent doesn't change directory roles.
pub(crate) fn consent(state: &State, tenant: &Tenant, app: &App, grants_roles: bool) {
    let roles = app
        .requested_roles
        .clone()
        .unwrap_or_else(|| vec![DEFAULT_ROLE.to_owned()]);
    state.change(&tenant.id.to_string(), |tenant| {
        let principals = &mut tenant.service_principals;
        let found = principals.iter().position(|one| one.app_id == app.app_id);
        if found.is_none() {
            principals.push(made(app.app_id));
        }
        let index = found.unwrap_or(principals.len() - 1);
        if let Some(principal) = principals.get_mut(index)
            && grants_roles
        {
            principal.roles = roles;
        }
    });
}

fn made(app_id: Uuid) -> ServicePrincipal {
    ServicePrincipal {
        app_id,
        object_id: Uuid::new_v4(),
        roles: Vec::new(),
        other_roles: Vec::new(),
        wids: Vec::new(),
        enabled: true,
        token_lifetime_seconds: None,
        omit_pseudo_wid: false,
        role_groups: Vec::new(),
    }
}
