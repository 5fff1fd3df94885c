//! `app`: an application that asks for tokens.

use std::sync::Arc;

use serde_json::{Value, json};

use super::boundary::argument::{self, Out};
use super::boundary::buffer::{self, publish_json};
use super::boundary::guard;
use super::boundary::record;
use super::boundary::table;
use super::credential::describe;
use super::handle::{exomt_app, exomt_buffer, exomt_credential};
use crate::app::{App, AppOptions};
use crate::cache::Store;
use crate::credential::CredentialKind;

/// Makes an app from its options and a credential; nothing is sent.
///
/// Options (JSON, UTF-8): `appId` (a GUID); optional `environment`, `authority`
/// (`https://host[:port]`), `connectionUri`, `sendCertificateChain`, `certificateAuthorityPem`, `proxy`
/// (`{"https","noProxy"}`; without it the environment's or the system's), and the times
/// `connectTimeoutMs`, `readTimeoutMs`, `timeoutMs`. Unknown members are refused.
/// The app keeps its own hold of the credential, whose handle may be freed.
///
/// # Safety
/// `options` is readable for its length; `app` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_app_new(
    options: *const u8,
    options_len: usize,
    credential: exomt_credential,
    app: *mut exomt_app,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("app", app)?;
        let options: AppOptions = argument::json("options", options, options_len)?;
        let app = App::new(&options, table::get(credential)?)?;
        out.write(table::insert(Arc::new(app))?);
        Ok(())
    })
}

/// What may be shown of an app, as JSON: `{"appId","environment","authority",
/// "connectionUri","exchangeEnvironmentName","sendCertificateChain","credential"}`.
///
/// # Safety
/// `json` points to a writable `uint64_t`; `error` too, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_app_info(
    app: exomt_app,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let json = Out::required("json", json)?;
        json.write(publish_json(&info(&*table::get(app)?))?);
        Ok(())
    })
}

/// The same as a record (see exomt_operation_take_many): `appId`, `environment`,
/// `authority`, `connectionUri`, the credential's kind, its certificate's subject, thumbprint and end (RFC
/// 3339), and its warnings as JSON.
///
/// # Safety
/// `text` points to a writable `uint64_t`; `error` too, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_app_record(
    app: exomt_app,
    text: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let text = Out::required("text", text)?;
        let record = record::of(
            &info(&*table::get(app)?),
            &[
                "/appId",
                "/environment",
                "/authority",
                "/connectionUri",
                "/credential/kind",
                "/credential/certificate/subject",
                "/credential/certificate/thumbprint",
                "/credential/certificate/notAfter",
                "/credential/warnings",
            ],
        )?;
        text.write(buffer::publish(record.into_bytes())?);
        Ok(())
    })
}

fn info(app: &App) -> Value {
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

/// Frees an app; operations begun with it go on.
///
/// # Safety
/// None beyond the handle's own checks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_app_free(app: exomt_app) -> i32 {
    guard::call(std::ptr::null_mut(), || {
        let app = table::remove(app)?;
        if app.credential.kind() == CredentialKind::AssertionProvider {
            // No other app can ever use what this kind of credential got.
            Store::global().clear_partition(&app.partition);
        }
        Ok(())
    })
}
