//! `consent`: the URL for a customer's admin, and its answer.

use super::boundary::argument::{self, LONGEST_TEXT, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use crate::consent::{ConsentOptions, ConsentRequest, read};

/// Makes an admin consent URL; nothing is sent. Options (JSON): `appId`, `redirectUri`;
/// optional `organization` (a tenant, or `organizations`), `state` (random if absent), `form`
/// (`AdminConsent`, `AdminConsentV1`, `AuthorizePrompt`), `environment`, `authority`,
/// `resource`. Gives JSON: `url`, `state`, `organization`, `form`, `environment`, `appId`,
/// `redirectUri`, `scope`, `notes`.
///
/// # Safety
/// `options` is readable for its length; `json` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_consent_url(
    options: *const u8,
    options_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let options: ConsentOptions = argument::json("options", options, options_len)?;
        out.write(publish_json(&ConsentRequest::new(&options)?)?);
        Ok(())
    })
}

/// Reads what came back from a consent page: a URL, its query or a form body. `state` is the
/// one that was sent (null with length 0 if it is not known); it is compared in constant
/// time. Gives JSON: `outcome` (`Consented`, `Failed`, `StateMismatch`, `Incomplete`),
/// `tenantId`, `stateMatches`, `error`, `errorDescription`, `meaning`, `fix`, `fixedBy`,
/// `code`. A redirect proves nothing; a token does.
///
/// # Safety
/// `redirect` and `state` are readable for their lengths; `json` is writable, `error` too
/// or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_consent_redirect(
    redirect: *const u8,
    redirect_len: usize,
    state: *const u8,
    state_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let redirect = argument::bytes("redirect", redirect, redirect_len, LONGEST_TEXT)?;
        let state = argument::optional_bytes("state", state, state_len, LONGEST_TEXT)?;
        let state = state
            .map(|bytes| argument::text("state", bytes))
            .transpose()?;
        let answer = read(argument::text("redirect", redirect)?, state)?;
        out.write(publish_json(&answer)?);
        Ok(())
    })
}
