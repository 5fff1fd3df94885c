//! The options that limit a search of the audit log.

use serde::Deserialize;

/// What to search for (camelCase JSON); unknown members are rejected. At least one of the token id,
/// the object id and the app id is required.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct AuditOptions {
    /// The id of one token (the claim `uti`).
    pub token_id: Option<String>,
    /// The app's service principal in the customer tenant (the claim `oid`).
    pub object_id: Option<String>,
    /// The application (client) id.
    pub app_id: Option<String>,
    /// The customer tenant. Records of tokens for other tenants are excluded.
    pub tenant_id: Option<String>,
    /// The name of the customer, which is returned with the query.
    pub organization: Option<String>,
    /// The start of the search (ISO 8601); defaults to 24 hours before the end.
    pub start_date: Option<String>,
    /// The end of the search; defaults to now.
    pub end_date: Option<String>,
    /// The full names of the cmdlets to search for; all cmdlets if empty.
    pub cmdlets: Vec<String>,
    /// The cloud of the customer; defaults to Worldwide.
    pub environment: Option<String>,
}
