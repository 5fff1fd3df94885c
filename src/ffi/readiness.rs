//! `readiness`: the ladder of each tenant.

use std::sync::Arc;

use super::boundary::argument::{self, Out};
use super::boundary::guard;
use super::boundary::table;
use super::handle::{exomt_app, exomt_buffer, exomt_operation};
use crate::operation::{Operation, RequestSet, Work};
use crate::readiness::{Ladder, ReadinessOptions};

/// Begins to look whether tenants are ready, and returns at once. Tokens are asked for anew,
/// whatever the cache has. `request` as for exomt_operation_begin; wait, take, answer and
/// free as there. Options (JSON, or null with length 0): `probe` (whether Exchange Online is
/// asked to run a command), `probeCommand` (a `Get-` cmdlet), `redirectUri` (for the consent
/// URL).
///
/// Each tenant gives an event "readiness": `index`, `organization`, `tenantId`,
/// `environment`, `appId`, `objectId`, `verdict`, `verified`, `initialDomain`, `blockedBy`,
/// `message`, `fix`, `fixedBy`, `canWait`, `tokenId`, `correlationId`, and `rungs` (`name`,
/// `state`, `message`, `evidence`, `fix`, `fixedBy`, `steps` of `kind` and `text`). What is
/// not known is null. A tenant that is not ready is no error; a name that can be no tenant is.
///
/// # Safety
/// `options` and `request` are readable for their lengths; `operation` is writable, `error`
/// too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_readiness_begin(
    app: exomt_app,
    options: *const u8,
    options_len: usize,
    request: *const u8,
    request_len: usize,
    operation: *mut exomt_operation,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("operation", operation)?;
        let app = table::get(app)?;
        let options = if options.is_null() && options_len == 0 {
            ReadinessOptions::default()
        } else {
            argument::json("options", options, options_len)?
        };
        let set: RequestSet = argument::json("request", request, request_len)?;
        let ladder = Arc::new(Ladder::new(app, &options)?);
        let operation = Operation::of(Work::Readiness(ladder), set)?;
        out.write(table::insert(Arc::new(operation))?);
        Ok(())
    })
}
