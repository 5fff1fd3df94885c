//! Errors
//!
//! A failed call writes a buffer to `error`; a failed request produces an "error" event. Both
//! contain a JSON object: `code` (a number below), `name` (its stable name), `message`, `fix`,
//! `fixedBy` (who can fix the error), `category` (PowerShell's ErrorCategory), `retryable`, and,
//! where they are known, `organization`, `aadsts`, `oauthError`, `errorUri`, `httpStatus`,
//! `retryAfterSeconds`, `correlationId`, `traceId`, `timestamp`, `attempts`.
//!
//! The general flow: compare the number or the name, show `message` and `fix`, and retry later
//! only if `retryable` is true. `exomt_error_explain` explains errors of other programs.

use super::boundary::argument::{self, MAX_JSON_BYTES, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use super::status::exomt_status;
use crate::explain::explain;

/// Explains an error text or code of Entra, Exchange, PowerShell or the network.
///
/// Parameters:
/// - `text`: the text, UTF-8. The first 256 KiB are examined.
/// - `json`: receives a buffer with an array of `{"kind","code","meaning","fix","fixedBy",
///   "retryable","link"}`, the root cause first. The array is never empty: a text without a
///   match has one explanation of kind `Unknown`. The caller frees the buffer.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_error_explain(
    text: *const u8,
    text_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let bytes = argument::bytes("text", text, text_len, MAX_JSON_BYTES)?;
        out.write(publish_json(&explain(argument::text("text", bytes)?))?);
        Ok(())
    })
}
