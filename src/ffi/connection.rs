//! Connection
//!
//! These functions select the version of ExchangeOnlineManagement to load, and the arguments of the
//! command that connects with a token. The host loads the module and runs the command. The
//! functions work offline, from data in the library.
//!
//! The general flow: select the module, acquire a token, describe the connection, add the token as
//! `AccessToken` and run the command.

use super::boundary::argument::{self, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use super::status::exomt_status;
use crate::connect::{ConnectArguments, ConnectOptions, ExchangeModule, ModuleOptions};

/// Selects the version of ExchangeOnlineManagement that a PowerShell session connects with: the
/// loaded one, or the newest installed one that works in that session.
///
/// Parameters:
/// - `options`: JSON: `powershellVersion`, `powershellEdition` (`Desktop` is Windows PowerShell),
///   `installed` (versions); optional `loaded` (a version), `resource` (`Exchange` or `Compliance`)
///   and `isWindows` (defaults to the platform of this library).
/// - `json`: receives a buffer with `version` and `command`. The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_connection_select_module(
    options: *const u8,
    options_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let options: ModuleOptions = argument::json("options", options, options_len)?;
        out.write(publish_json(&ExchangeModule::select(&options)?)?);
        Ok(())
    })
}

/// Describes how to connect a tenant.
///
/// Parameters:
/// - `options`: JSON: `organization` (a domain or an id of the tenant); optional `environment`,
///   `resource` (`Exchange` or `Compliance`), `authority` and `connectionUri` (as for an app).
/// - `json`: receives a buffer with `isInitialDomain` (if false, commands that write will fail),
///   `initialDomainExample`, and `arguments`: `ExchangeEnvironmentName`, or `ConnectionUri` and
///   `AzureADAuthorizationEndpointUri`. The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_connection_describe(
    options: *const u8,
    options_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let options: ConnectOptions = argument::json("options", options, options_len)?;
        out.write(publish_json(&ConnectArguments::new(&options)?)?);
        Ok(())
    })
}
