//! Consent
//!
//! An admin of the customer tenant consents to the app once: open the URL of
//! `exomt_consent_build_url` in the admin's browser, and pass the URL that the browser is
//! redirected to to `exomt_consent_parse_redirect`. A redirect proves nothing, since anyone can
//! open it: check the tenant by a token or `exomt_readiness_check`.

use super::boundary::argument::{self, MAX_TEXT_BYTES, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use super::status::exomt_status;
use crate::consent::{ConsentOptions, ConsentRequest, read};

/// Builds an admin consent URL. Nothing is sent.
///
/// Parameters:
/// - `options`: JSON: `appId`, `redirectUri` (as registered); optional `organization` (a tenant,
///   or `organizations` if absent), `state` (random if absent), `form` (`AdminConsent`,
///   `AdminConsentV1` or `AuthorizePrompt`), `environment`, `authority`, `resource`.
/// - `json`: receives a buffer with `url`, `state` (keep it to compare), `organization`, `form`,
///   `environment`, `appId`, `redirectUri`, `scope` and `notes`. The caller frees it.
///
/// # Safety
/// Inputs are readable for their lengths; out-parameters are writable, `error` or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_consent_build_url(
    options: *const u8,
    options_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let options: ConsentOptions = argument::json("options", options, options_len)?;
        out.write(publish_json(&ConsentRequest::new(&options)?)?);
        Ok(())
    })
}

/// Parses the answer of a consent page.
///
/// Parameters:
/// - `redirect`: the redirect's URL, its query, or the form that was posted to it; UTF-8.
/// - `state`: the state that was sent; null with length 0 if it is unknown. It is compared in
///   constant time.
/// - `json`: receives a buffer with `outcome` (`Consented`, `Failed`, `StateMismatch` or
///   `Incomplete`), `tenantId`, `stateMatches`, `error`, `errorDescription`, `meaning`, `fix`,
///   `fixedBy` and `code`. The caller frees it.
///
/// # Safety
/// Inputs are readable for their lengths; out-parameters are writable, `error` or null.
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
