//! Tenants
//!
//! Find the id and the cloud of a tenant by any of its domains. No app or credential is needed,
//! because Entra publishes this as metadata.
//!
//! The general flow: begin with `exomt_tenant_resolve`, take an event for each tenant (see
//! "Operations"), and create an app for the `environment` that the event names.

use std::sync::Arc;

use super::boundary::argument::{self, Out};
use super::boundary::guard;
use super::boundary::table;
use super::handle::{exomt_buffer, exomt_operation};
use super::status::exomt_status;
use crate::operation::{Operation, RequestSet, Work};
use crate::resolve::{Resolver, ResolverOptions};

/// Begins to resolve tenants.
///
/// Parameters:
/// - `options`: JSON, with these members, all optional:
///   - `environment`: the only cloud to ask; if absent, every cloud that could contain the tenant.
///   - `authority`: the only login host to ask: `https://host[:port]`.
///   - `network`: as for `exomt_app_new`.
/// - `request`: a request document without resources, see "Operations".
/// - `operation`: receives the operation. The caller frees it.
///
/// Results are "tenant" events: `index`, `organization` (the tenant as requested), `tenantId`,
/// `environment`, `exchangeEnvironmentName` (empty if the cloud has none), `region`,
/// `regionSubScope`, `loginHost`, `exchangeHost`, `graphHost`, `initialDomain` (null unless it
/// was the requested name), and `unanswered` (login hosts that didn't answer). If a request fails,
/// its result is an "error" event, such as `TenantNotFound`, `TenantAmbiguous` or `CloudUnknown`.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_tenant_resolve(
    options: *const u8,
    options_len: usize,
    request: *const u8,
    request_len: usize,
    operation: *mut exomt_operation,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("operation", operation)?;
        let options: ResolverOptions = argument::json("options", options, options_len)?;
        let set: RequestSet = argument::json("request", request, request_len)?;
        let resolver = Arc::new(Resolver::new(&options)?);
        let operation = Operation::begin(Work::Tenants(resolver), set)?;
        out.write(table::insert(Arc::new(operation))?);
        Ok(())
    })
}
