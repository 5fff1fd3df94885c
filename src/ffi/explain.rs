//! `explain`: what an error text means.

use super::boundary::argument::{self, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use crate::explain::explain;

/// Explains an error text (UTF-8, at most 256 KiB are looked at) or a code, as JSON: an array of
/// `{"kind","code","meaning","fix","fixedBy","retryable","link"}`, the root cause first. It is
/// never empty: a text that fits nothing gives one `Unknown`.
///
/// # Safety
/// `text` is readable for its length; `json` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_explain(
    text: *const u8,
    text_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let bytes = argument::bytes("text", text, text_len, argument::LARGEST_JSON)?;
        out.write(publish_json(&explain(argument::text("text", bytes)?))?);
        Ok(())
    })
}
