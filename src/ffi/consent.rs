//! Consent
//!
//! An admin of each customer tenant consents to the app once.
//!
//! The general flow: build a URL with `exomt_consent_build_url` and have the admin open it. If that
//! browser is on this computer, receive the redirect with `exomt_consent_listen`. Otherwise the
//! browser ends at the app's redirect URI: parse that URL with `exomt_consent_parse_redirect`. A
//! redirect proves nothing, because anyone can open such a URL. Verify the consent with
//! `exomt_readiness_check`.

use std::sync::Arc;

use super::boundary::argument::{self, MAX_TEXT_BYTES, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::boundary::json_call;
use super::boundary::table;
use super::handle::{exomt_buffer, exomt_operation};
use super::status::exomt_status;
use crate::consent::{ConsentOptions, ConsentRequest, ListenOptions, read};
use crate::operation::Operation;

/// Builds an admin consent URL. Nothing is sent.
///
/// Parameters:
/// - `options`: JSON, with these members:
///   - `appId`: the application (client) id. Required.
///   - `redirectUri`: a redirect URI that is registered for the app. Required.
///   - `organization`: the customer tenant; `organizations` if absent.
///   - `state`: a string that the redirect repeats; random if absent.
///   - `form`: `AdminConsent` (if absent), `AdminConsentV1` or `AuthorizePrompt`.
///   - `environment`, `authority`: as for `exomt_app_new`. Optional.
///   - `resource`: as in a request. Optional.
/// - `json`: receives a buffer with `{"url","state","organization","form","environment","appId",
///   "redirectUri","scope","notes"}`. Keep `state` and compare it with the state in the redirect.
///   The caller frees the buffer.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_consent_build_url(
    options: *const u8,
    options_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    json_call::call::<ConsentOptions, _>((options, options_len), json, error, ConsentRequest::new)
}

/// Parses the response to a consent request.
///
/// Parameters:
/// - `redirect`: the redirect's URL, the URL's query, or the form that was posted to it; UTF-8.
/// - `state`: the state that was sent; null with length 0 if it is unknown. It is compared in
///   constant time.
/// - `json`: receives a buffer with `outcome` (`Consented`, `Failed`, `StateMismatch` or
///   `Incomplete`), `tenantId`, `stateMatches`, `error`, `errorDescription`, `meaning`, `fix`,
///   `fixedBy` and `code`. The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_consent_parse_redirect(
    redirect: *const u8,
    redirect_len: usize,
    state: *const u8,
    state_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let redirect = argument::bytes("redirect", redirect, redirect_len, MAX_TEXT_BYTES)?;
        let state = argument::optional_bytes("state", state, state_len, MAX_TEXT_BYTES)?;
        let state = state
            .map(|bytes| argument::text("state", bytes))
            .transpose()?;
        let answer = read(argument::text("redirect", redirect)?, state)?;
        out.write(publish_json(&answer)?);
        Ok(())
    })
}

/// Begins to wait for the redirect at the end of a consent. When the function returns, this
/// computer listens at `http://localhost`, on loopback addresses only. Open the consent URL after
/// that.
///
/// Parameters:
/// - `options`: JSON, with these members:
///   - `redirectUri`: the redirect URI of the consent URL: `http://localhost[:port][/path]`.
///   - `state`: the state of the consent URL.
///   - `organization`: the tenant of the URL, for error messages. Optional.
///   - `application`: the program that the result page tells the admin to return to. Optional.
///   - `timeoutMs`: how long to wait; 300000 if absent, one day at most.
/// - `operation`: receives the operation. The caller frees it.
///
/// Returns `EXOMT_ERROR_CODE_PORT_IN_USE` or `EXOMT_ERROR_CODE_PORT_UNAVAILABLE` if this computer
/// can't listen on the port.
///
/// The result is one "consent" event, with `index` and the members that
/// `exomt_consent_parse_redirect` writes, or one "error" event, such as `ConsentTimeout`. Only an
/// HTTP request with the expected state counts as the answer; all others are refused and change
/// nothing. The port is free as soon as the event can be taken. To free the port earlier, cancel
/// the operation and wait for its "error" event.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_consent_listen(
    options: *const u8,
    options_len: usize,
    operation: *mut exomt_operation,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("operation", operation)?;
        let options: ListenOptions = argument::json("options", options, options_len)?;
        let operation = Operation::listen(&options)?;
        out.write(table::insert(Arc::new(operation))?);
        Ok(())
    })
}
