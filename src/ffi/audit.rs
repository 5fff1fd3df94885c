//! Audit
//!
//! `exomt_audit_build` builds scripts that search a customer's audit log for actions taken with a
//! token or by an app.

use super::boundary::argument::{self, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use super::status::exomt_status;
use crate::audit::{AuditOptions, AuditQuery};

/// Builds a search of the audit log. Nothing is sent.
///
/// Parameters:
/// - `options`: JSON with at least one of `tokenId` (the claim `uti`), `objectId` (`oid`) and
///   `appId`; optional `tenantId`, `organization` (returned unchanged), `startDate` and `endDate`
///   (ISO 8601; the last 24 hours if absent), `cmdlets` (full names), `environment`.
/// - `json`: receives a buffer with `organization`, `tenantId`, `appId`, `objectId`, `tokenId`,
///   `startDate`, `endDate`, `cmdlets`, `environment`, `searchUnifiedAuditLog` and
///   `graphPowerShell` (scripts; the second is empty if the host of Microsoft Graph is unknown),
///   `fields` (`name`, `meaning`) and `notes`. The caller frees it.
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
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let options: AuditOptions = argument::json("options", options, options_len)?;
        out.write(publish_json(&AuditQuery::new(&options)?)?);
        Ok(())
    })
}
