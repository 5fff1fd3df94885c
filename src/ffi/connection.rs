//! Connection
//!
//! These functions select the version of ExchangeOnlineManagement to load, and the arguments of the
//! command that connects with a token. The host loads the module and runs the command. The
//! functions work offline, from data in the library.
//!
//! The general flow: select the module, acquire a token, describe the connection, add the token as
//! `AccessToken` and run the command.

use super::boundary::json_call;
use super::handle::exomt_buffer;
use super::status::exomt_status;
use crate::connect::{ConnectArguments, ConnectOptions, ExchangeModule, ModuleOptions};

/// Selects the version of ExchangeOnlineManagement that a PowerShell session connects with: the
/// loaded one, or the newest installed one that works in that session.
///
/// Parameters:
/// - `options`: JSON, with these members:
///   - `powershellVersion`: the version of PowerShell, such as `7.6.0`.
///   - `powershellEdition`: `Core`, or `Desktop` for Windows PowerShell.
///   - `installed`: the installed versions of ExchangeOnlineManagement.
///   - `loaded`: the version that is loaded already. Optional.
///   - `resource`: `Exchange` or `Compliance`; `Exchange` if absent.
///   - `isWindows`: whether PowerShell runs on Windows; if absent, whether this library does.
/// - `json`: receives a buffer with `{"version","command"}`. The caller frees the buffer.
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
    json_call::call::<ModuleOptions, _>((options, options_len), json, error, ExchangeModule::select)
}

/// Describes how to connect to a tenant.
///
/// Parameters:
/// - `options`: JSON, with these members:
///   - `organization`: a domain or the id of the tenant. Required.
///   - `resource`: `Exchange` or `Compliance`; `Exchange` if absent.
///   - `environment`, `authority`, `connectionUri`: as for `exomt_app_new`.
/// - `json`: receives a buffer, which the caller frees, with these members:
///   - `isInitialDomain`: whether `organization` is an initial domain. If it isn't, write commands
///     fail.
///   - `initialDomainExample`: an initial domain of this cloud, for messages.
///   - `arguments`: an object with `ExchangeEnvironmentName`, or with `ConnectionUri` and
///     `AzureADAuthorizationEndpointUri`.
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
    json_call::call::<ConnectOptions, _>((options, options_len), json, error, ConnectArguments::new)
}
