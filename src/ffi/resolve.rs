//! `resolve`: which tenant and cloud a name belongs to.

use std::sync::Arc;

use super::boundary::argument::{self, Out};
use super::boundary::guard;
use super::boundary::table;
use super::handle::{exomt_buffer, exomt_operation};
use crate::operation::{Operation, RequestSet, Work};
use crate::resolve::{Resolver, ResolverOptions};

/// Begins to find tenants and their clouds by the metadata that Entra publishes, and returns
/// at once; no credential is used. `request` as for exomt_operation_begin (without
/// `resource`); wait, take and free as there. Options (JSON): `environment` (the one cloud to
/// ask; without it those that can have the tenant), `authority` (the one to ask), `network`
/// (`certificateAuthorityPem`, `proxy` and times as for exomt_app_new).
///
/// Each tenant gives an event "tenant": `index`, `organization`, `tenantId`, `environment`,
/// `exchangeEnvironmentName` (empty where it has none), `region`, `regionSubScope`,
/// `loginHost`, `exchangeHost`, `graphHost`, `initialDomain` (null unless that was the name),
/// `unanswered` (authorities that did not answer); or an "error" (`TenantNotFound`,
/// `TenantAmbiguous`, `CloudUnknown`, ...).
///
/// # Safety
/// `options` and `request` are readable for their lengths; `operation` is writable, `error`
/// too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_resolve_begin(
    options: *const u8,
    options_len: usize,
    request: *const u8,
    request_len: usize,
    operation: *mut exomt_operation,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("operation", operation)?;
        let options: ResolverOptions = argument::json("options", options, options_len)?;
        let set: RequestSet = argument::json("request", request, request_len)?;
        let resolver = Arc::new(Resolver::new(&options)?);
        let operation = Operation::of(Work::Tenants(resolver), set)?;
        out.write(table::insert(Arc::new(operation))?);
        Ok(())
    })
}
