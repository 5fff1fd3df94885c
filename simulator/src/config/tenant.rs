//! A customer tenant as it is configured.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clouds::Cloud;
use crate::config::Fault;
use crate::exchange::ExchangeFault;

/// A customer tenant.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tenant {
    /// The tenant id.
    pub id: Uuid,
    /// Verified domains; the first is the initial one.
    #[serde(default)]
    pub domains: Vec<String>,
    /// What consent has made.
    #[serde(default)]
    pub service_principals: Vec<ServicePrincipal>,
    /// Faults of its token endpoint.
    #[serde(default)]
    pub faults: Vec<Fault>,
    /// Faults of its Exchange endpoint.
    #[serde(default)]
    pub exchange_faults: Vec<ExchangeFault>,
    /// Where it lives; if absent, its documents name the simulator's own origin.
    #[serde(default)]
    pub cloud: Option<Cloud>,
    /// The login host that its documents name instead.
    #[serde(default)]
    pub document_host: Option<String>,
    /// `tenant_region_scope`; the cloud's usual one if absent.
    #[serde(default)]
    pub region_scope: Option<String>,
    /// `tenant_region_sub_scope`; the cloud's if absent.
    #[serde(default)]
    pub region_sub_scope: Option<String>,
    /// What `Get-AcceptedDomain` gives; made from `domains` if empty.
    #[serde(default)]
    pub accepted_domains: Vec<AcceptedDomain>,
    /// What its admin does on a consent page.
    #[serde(default)]
    pub consent: Consent,
}

/// A domain as Exchange knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AcceptedDomain {
    /// Its name.
    pub domain_name: String,
    /// Whether the tenant began with it.
    #[serde(default)]
    pub initial_domain: bool,
    /// Whether new addresses are made in it.
    #[serde(default)]
    pub default: bool,
}

/// What an admin does on a consent page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Consent {
    /// Accepts.
    #[default]
    Grants,
    /// Cancels.
    Declines,
}

/// An app's service principal in a tenant.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ServicePrincipal {
    /// The app.
    pub app_id: Uuid,
    /// Its object id in this tenant.
    pub object_id: Uuid,
    /// App roles on Exchange.
    #[serde(default)]
    pub roles: Vec<String>,
    /// App roles on Graph and on the own resources.
    #[serde(default)]
    pub other_roles: Vec<String>,
    /// Directory roles (template ids).
    #[serde(default)]
    pub wids: Vec<String>,
    /// Whether it may sign in.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Life of its tokens; 60 to 90 minutes at random if absent.
    #[serde(default)]
    pub token_lifetime_seconds: Option<i64>,
    /// Leave out the id that nearly every app-only token has in `wids`.
    #[serde(default)]
    pub omit_pseudo_wid: bool,
    /// Exchange role groups that it is a member of.
    #[serde(default)]
    pub role_groups: Vec<String>,
}

fn yes() -> bool {
    true
}
