//! Readiness
//!
//! Check whether an app can work in a customer tenant, and if not, what is missing, how to fix
//! it, and who can. The checks form a ladder of rungs, each of which needs the ones before.
//!
//! The general flow: begin with `exomt_readiness_check`, and take an event for each tenant (see
//! "Operations"). Show `message` and `fix` of a tenant that isn't ready; check again later if
//! `canWait` is true.

use std::sync::Arc;

use super::boundary::argument::{self, Out};
use super::boundary::guard;
use super::boundary::table;
use super::handle::{exomt_app, exomt_buffer, exomt_operation};
use super::status::exomt_status;
use crate::operation::{Operation, RequestSet, Work};
use crate::readiness::{Ladder, ReadinessOptions};

/// Begins to check tenants. Acquires new tokens, even if valid ones are cached.
///
/// Parameters:
/// - `options`: JSON, or null with length 0. All members are optional:
///   - `probe`: true to run a command in Exchange Online.
///   - `probeCommand`: the command to run, a `Get-` cmdlet; `Get-AcceptedDomain` if absent.
///   - `redirectUri`: a registered redirect URI, for the consent URL among the fixes.
/// - `request`: a request document, see "Operations".
/// - `operation`: receives the operation. The caller frees it.
///
/// Results are "readiness" events: `index`, `organization` (the tenant as requested),
/// `tenantId`, `environment`, `appId`, `objectId`, `verdict`, `verified`, `initialDomain`,
/// `blockedBy`, `message`, `fix`, `fixedBy`, `canWait`, `tokenId`, `correlationId`, and `rungs`, an
/// array of `{"name","state","message","evidence","fix","fixedBy","steps"}`. `steps` is an array of
/// `{"kind","text"}`. Unknown values are null. A tenant that isn't ready is a result, not an
/// error; a name that can't be a tenant is an error.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_readiness_check(
    app: exomt_app,
    options: *const u8,
    options_len: usize,
    request: *const u8,
    request_len: usize,
    operation: *mut exomt_operation,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("operation", operation)?;
        let app = table::get(app)?;
        let options: ReadinessOptions = argument::optional_json("options", options, options_len)?;
        let set: RequestSet = argument::json("request", request, request_len)?;
        let ladder = Arc::new(Ladder::new(app, &options)?);
        let operation = Operation::begin(Work::Readiness(ladder), set)?;
        out.write(table::insert(Arc::new(operation))?);
        Ok(())
    })
}
