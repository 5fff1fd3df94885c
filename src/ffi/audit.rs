//! `audit`: the search of a customer's audit log.

use super::boundary::argument::{self, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use crate::audit::{AuditOptions, AuditQuery};

/// Builds the scripts that find in a customer's audit log what was done with a token or by an
/// app; nothing is sent.
///
/// Options (JSON), all optional, but at least one of the first three: `tokenId` (the claim
/// `uti`), `objectId` (`oid`), `appId`, `tenantId`, `organization` (returned as it is),
/// `startDate` and `endDate` (ISO 8601; by default the last 24 hours), `cmdlets` (full names),
/// `environment`.
///
/// Returns JSON: `organization`, `tenantId`, `appId`, `objectId`, `tokenId`, `startDate`,
/// `endDate`, `cmdlets`, `environment`, `searchUnifiedAuditLog` and `graphPowerShell` (scripts;
/// the second is empty where the host of Microsoft Graph is not known), `fields` (`name`,
/// `meaning`), `notes`.
///
/// # Safety
/// `options` is readable for its length; `json` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_audit_build(
    options: *const u8,
    options_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let options: AuditOptions = argument::json("options", options, options_len)?;
        out.write(publish_json(&AuditQuery::new(&options)?)?);
        Ok(())
    })
}
