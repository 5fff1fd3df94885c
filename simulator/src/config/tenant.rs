//! A customer tenant, as configured.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::clouds::Cloud;
use crate::config::fault::{self, Fault};

/// A customer tenant.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tenant {
    /// The tenant id.
    pub id: Uuid,
    /// Verified domains; the first is the initial one.
    #[serde(default)]
    pub domains: Vec<String>,
    /// The apps that have consent.
    #[serde(default)]
    pub service_principals: Vec<ServicePrincipal>,
    /// Faults of its token endpoint.
    #[serde(default, deserialize_with = "fault::read_token_faults")]
    pub faults: Vec<Fault>,
    /// Faults of its Exchange side.
    #[serde(default, deserialize_with = "fault::read_exchange_faults")]
    pub exchange_faults: Vec<Fault>,
    /// The tenant's cloud. Without it, its documents name the simulator's own origin.
    #[serde(default)]
    pub cloud: Option<Cloud>,
    /// The login host that its documents name instead of the cloud's.
    #[serde(default)]
    pub document_host: Option<String>,
    /// `tenant_region_scope`; by default the cloud's.
    #[serde(default)]
    pub region_scope: Option<String>,
    /// `tenant_region_sub_scope`; by default the cloud's.
    #[serde(default)]
    pub region_sub_scope: Option<String>,
    /// The rows of `Get-AcceptedDomain`; derived from `domains` if empty.
    #[serde(default)]
    pub accepted_domains: Vec<AcceptedDomain>,
    /// Mailboxes; two with the aliases adele and bjorn if empty.
    #[serde(default)]
    pub mailboxes: Vec<Mailbox>,
    /// What its admin does on a consent page.
    #[serde(default)]
    pub consent: Consent,
}

/// A domain as Exchange knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AcceptedDomain {
    /// The name.
    pub domain_name: String,
    /// Whether it is the initial domain.
    #[serde(default)]
    pub initial_domain: bool,
    /// Whether new addresses get it.
    #[serde(default)]
    pub default: bool,
}

/// A mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mailbox {
    /// The alias; with the tenant's default domain it is the address.
    pub alias: String,
    /// Properties that Get-Mailbox shows beside the usual ones, such as `CustomAttribute1`.
    /// Set-Mailbox changes them.
    #[serde(default)]
    pub properties: Map<String, Value>,
}

impl Mailbox {
    /// A mailbox with the usual properties.
    pub fn new(alias: &str) -> Mailbox {
        Mailbox {
            alias: alias.to_owned(),
            properties: Map::new(),
        }
    }
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
    /// App roles on Graph and on the configured resources.
    #[serde(default)]
    pub other_roles: Vec<String>,
    /// Template ids of its directory roles.
    #[serde(default)]
    pub wids: Vec<String>,
    /// Whether it may sign in.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Lifetime of its tokens; 60 to 90 minutes at random by default.
    #[serde(default)]
    pub token_lifetime_seconds: Option<i64>,
    /// Leaves out the id that nearly every app-only token has in `wids`.
    #[serde(default)]
    pub omit_pseudo_wid: bool,
    /// Exchange role groups that it belongs to.
    #[serde(default)]
    pub role_groups: Vec<String>,
}

fn yes() -> bool {
    true
}
