//! Apps
//!
//! An app is an app registration with its credential, cloud and network options. One app is
//! enough for any number of tenants and threads. Apps with the same id, cloud, authority and
//! credential share their tokens.
//!
//! To use an app, create it once, begin operations with it, and free it at the end.

use std::sync::Arc;

use serde_json::{Value, json};

use super::boundary::argument::{self, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::boundary::table;
use super::credential::describe;
use super::handle::{exomt_app, exomt_buffer, exomt_credential};
use super::status::exomt_status;
use crate::app::{App, AppOptions};
use crate::cache::Store;

/// Creates an app. Nothing is sent.
///
/// Parameters:
/// - `options`: JSON, with these members; unknown ones are rejected:
///   - `appId`: the application (client) id, a GUID. Required.
///   - `environment`: the cloud's name; `Worldwide` if absent.
///   - `authority`: the login host, if it isn't the cloud's: `https://host[:port]`.
///   - `connectionUri`: the Exchange endpoint, if it isn't the cloud's: an `https` URL.
///   - `sendCertificateChain`: true to send the certificate in assertions (`x5c`), which
///     subject-name trust requires.
///   - `network`: an object with these members, all optional:
///     - `certificateAuthorityPem`: PEM text with root certificates to trust in addition to the
///       system's.
///     - `proxy`: `{"https","noProxy"}`, in the form of the environment variables HTTPS_PROXY and
///       NO_PROXY. `{"https":null}` means no proxy. If `proxy` is absent, the environment's proxy
///       is used, or else the system's.
///     - `connectTimeoutMs`, `readTimeoutMs`, `timeoutMs`: timeouts in milliseconds.
/// - `credential`: the credential. The app keeps its own reference.
/// - `app`: receives the app. The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_app_new(
    options: *const u8,
    options_len: usize,
    credential: exomt_credential,
    app: *mut exomt_app,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("app", app)?;
        let options: AppOptions = argument::json("options", options, options_len)?;
        let app = App::new(&options, table::get(credential)?)?;
        out.write(table::insert(Arc::new(app))?);
        Ok(())
    })
}

/// Describes an app, without its secret.
///
/// Parameters:
/// - `json`: receives a buffer with `{"appId","environment","exchangeEnvironmentName",
///   "authority","connectionUri","sendCertificateChain","credential"}`. The member `credential` is
///   the document that `exomt_credential_describe` writes. The caller frees the buffer.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_app_describe(
    app: exomt_app,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let json = Out::required("json", json)?;
        json.write(publish_json(&summary(&*table::get(app)?))?);
        Ok(())
    })
}

/// Returns the document of `exomt_app_describe`.
pub(super) fn summary(app: &App) -> Value {
    json!({
        "appId": app.id,
        "environment": app.cloud.name,
        "exchangeEnvironmentName": app.cloud.exchange_environment_name,
        "authority": app.authority.to_string(),
        "connectionUri": app.connection_uri.as_ref().map(url::Url::as_str),
        "sendCertificateChain": app.send_certificate_chain,
        "credential": describe(&*app.credential),
    })
}

/// Frees an app. Operations that use it continue.
///
/// # Safety
/// The function checks the handle and takes no pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_app_free(app: exomt_app) -> exomt_status {
    guard::call(std::ptr::null_mut(), || {
        let app = table::remove(app)?;
        if app.credential.is_unique() {
            // No other app can ever use these tokens.
            Store::global().clear_partition(&app.partition);
        }
        Ok(())
    })
}
