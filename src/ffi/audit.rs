//! Audit
//!
//! `exomt_audit_build` builds scripts that search a customer's audit log for actions taken with a
//! token or by an app.

use super::boundary::json_call;
use super::handle::exomt_buffer;
use super::status::exomt_status;
use crate::audit::{AuditOptions, AuditQuery};

/// Builds a search of the audit log. Nothing is sent.
///
/// Parameters:
/// - `options`: JSON, with these members:
///   - `tokenId`: the claim `uti` of a token.
///   - `objectId`: the claim `oid` of a token.
///   - `appId`: the application id. At least one of these three is required.
///   - `tenantId`: the customer tenant. Optional.
///   - `organization`: the customer's name, which is returned unchanged. Optional.
///   - `startDate`, `endDate`: the period, in ISO 8601; the last 24 hours if absent.
///   - `cmdlets`: full names of cmdlets; all cmdlets if absent.
///   - `environment`: the cloud's name; `Worldwide` if absent.
/// - `json`: receives a buffer, which the caller frees, with these members:
///   - `organization`, `tenantId`, `appId`, `objectId`, `tokenId`, `startDate`, `endDate`,
///     `cmdlets`, `environment`: the checked options.
///   - `searchUnifiedAuditLog`: a script for Exchange Online PowerShell.
///   - `graphPowerShell`: a script for Microsoft Graph; empty if its host is unknown.
///   - `fields`: an array of `{"name","meaning"}`, the properties of a record.
///   - `notes`: an array of strings.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_audit_build(
    options: *const u8,
    options_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    json_call::call::<AuditOptions, _>((options, options_len), json, error, AuditQuery::new)
}
