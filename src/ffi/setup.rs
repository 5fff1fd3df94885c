//! `setup`: the commands that register the home app.

use super::boundary::argument::{self, LARGEST_FILE, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use crate::setup::{Setup, SetupOptions};

/// Builds the commands that register the home app, for Microsoft Graph PowerShell and Azure
/// CLI; nothing is sent. `certificate` is the content of a .cer, .crt or PEM file whose public
/// part is uploaded; with null and length 0, the commands create a certificate.
///
/// Options (JSON), all optional: `displayName`, `redirectUri`, `environment`, `resource`
/// (`Exchange` or `Compliance`), `certificateSubject`, `certificateYears`, and `appId` of an app
/// that exists: the commands then add what it lacks.
///
/// Returns JSON: `displayName`, `appId`, `environment`, `resource`, `redirectUri`, `permissions`
/// (`name`, `id`, `resourceAppId`), `certificate` (its subject), `steps` (`name`, `purpose`,
/// `graphPowerShell`, `azureCli`), `graphPowerShell` and `azureCli` (all steps as one script;
/// empty where Azure CLI has no name for the cloud), `notes`.
///
/// # Safety
/// `options` and `certificate` are readable for their lengths; `json` is writable, `error` too
/// or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_setup_build(
    options: *const u8,
    options_len: usize,
    certificate: *const u8,
    certificate_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let options: SetupOptions = argument::json("options", options, options_len)?;
        let certificate =
            argument::optional_bytes("certificate", certificate, certificate_len, LARGEST_FILE)?;
        out.write(publish_json(&Setup::new(&options, certificate)?)?);
        Ok(())
    })
}
