//! Setup
//!
//! `exomt_setup_build` builds the commands that register the home app: the app registration in the
//! partner's own tenant. The commands set up a certificate, an app registration for all
//! organizations, and the application permission. Read the commands before you run them. The last
//! step prints the commands of the PowerShell module to run next.

use super::boundary::argument::{self, MAX_FILE_BYTES, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use super::status::exomt_status;
use crate::setup::{Setup, SetupOptions};

/// Builds the commands that register the home app. Nothing is sent.
///
/// Parameters:
/// - `options`: JSON, with these members, all optional:
///   - `displayName`, `redirectUri`, `environment`: the app's name, redirect URI and cloud.
///   - `resource`: `Exchange` or `Compliance`.
///   - `certificateSubject`, `certificateYears`: the subject and validity of a new certificate.
///   - `appId`: an existing app. The commands add only what it lacks.
/// - `certificate`: the content of a .cer, .crt or PEM file. The commands upload only the public
///   part. With null and length 0, the commands create a certificate.
/// - `json`: receives a buffer, which the caller frees, with these members:
///   - `displayName`, `appId`, `environment`, `resource`, `redirectUri`: as in the options.
///   - `permissions`: an array of `{"name","id","resourceAppId"}`.
///   - `certificate`: the subject of the certificate.
///   - `steps`: an array of `{"name","purpose","graphPowerShell","azureCli"}`.
///   - `graphPowerShell`, `azureCli`: all steps as one script. If the Azure CLI has no name for
///     the cloud, `azureCli` is empty here and in each step.
///   - `notes`: an array of strings.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_setup_build(
    options: *const u8,
    options_len: usize,
    certificate: *const u8,
    certificate_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let options: SetupOptions = argument::json("options", options, options_len)?;
        let certificate =
            argument::optional_bytes("certificate", certificate, certificate_len, MAX_FILE_BYTES)?;
        out.write(publish_json(&Setup::new(&options, certificate)?)?);
        Ok(())
    })
}
