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
    /// Faults of the tenant's token endpoint.
    #[serde(default, deserialize_with = "fault::read_token_faults")]
    pub faults: Vec<Fault>,
    /// Faults of the tenant's Exchange side.
    #[serde(default, deserialize_with = "fault::read_exchange_faults")]
    pub exchange_faults: Vec<Fault>,
    /// The tenant's cloud. Without it, the tenant's documents name the simulator's own origin.
    #[serde(default)]
    pub cloud: Option<Cloud>,
    /// The login host in the tenant's documents, instead of the cloud's.
    #[serde(default)]
    pub document_host: Option<String>,
    /// `tenant_region_scope`; defaults to the cloud's.
    #[serde(default)]
    pub region_scope: Option<String>,
    /// `tenant_region_sub_scope`; defaults to the cloud's.
    #[serde(default)]
    pub region_sub_scope: Option<String>,
    /// The rows of `Get-AcceptedDomain`; derived from `domains` if empty.
    #[serde(default)]
    pub accepted_domains: Vec<AcceptedDomain>,
    /// Mailboxes. If empty, the tenant has two, with the aliases adele and bjorn.
    #[serde(default)]
    pub mailboxes: Vec<Mailbox>,
    /// What the tenant's admin does on a consent page.
    #[serde(default)]
    pub consent: Consent,
}

/// A domain as Exchange knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AcceptedDomain {
    /// The name.
    pub domain_name: String,
    /// Whether this domain is the initial domain.
    #[serde(default)]
    pub initial_domain: bool,
    /// Whether new addresses use this domain.
    #[serde(default)]
    pub default: bool,
}

/// A mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mailbox {
    /// The alias. The address is the alias at the tenant's default domain.
    pub alias: String,
    /// Properties that Get-Mailbox shows in addition to the default ones, such as
    /// `CustomAttribute1`. Set-Mailbox changes them.
    #[serde(default)]
    pub properties: Map<String, Value>,
}

impl Mailbox {
    /// Creates a mailbox with only the default properties.
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
    /// The admin accepts.
    #[default]
    Grants,
    /// The admin cancels.
    Declines,
}

/// An app's service principal in a tenant.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ServicePrincipal {
    /// The app.
    pub app_id: Uuid,
    /// The object id of the service principal in this tenant.
    pub object_id: Uuid,
    /// App roles on Exchange.
    #[serde(default)]
    pub roles: Vec<String>,
    /// App roles on Graph and on the configured resources.
    #[serde(default)]
    pub other_roles: Vec<String>,
    /// Template ids of the directory roles.
    #[serde(default)]
    pub wids: Vec<String>,
    /// Whether the app may sign in.
    #[serde(default = "default_enabled")]
    pub enabled: bool,
    /// Lifetime of the app's tokens; defaults to a random time from 60 to 90 minutes.
    #[serde(default)]
    pub token_lifetime_seconds: Option<i64>,
    /// Whether to omit the id that nearly every app-only token has in `wids`.
    #[serde(default)]
    pub omit_pseudo_wid: bool,
    /// Exchange role groups that contain the app.
    #[serde(default)]
    pub role_groups: Vec<String>,
}

fn default_enabled() -> bool {
    true
}
