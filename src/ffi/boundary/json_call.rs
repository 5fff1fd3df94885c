//! Runs the body of a C function that parses a JSON argument and returns a JSON result.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::argument::{self, Out};
use super::buffer::publish_json;
use super::guard;
use crate::error::Result;
use crate::ffi::handle::exomt_buffer;
use crate::ffi::status::exomt_status;

/// Parses `options` and passes them to `body`. Writes a buffer with the result's JSON to `json`. If
/// a step fails, writes to `error` as [`guard::call`] does.
pub(in crate::ffi) fn call<Options: DeserializeOwned, Answer: Serialize>(
    (options, options_len): (*const u8, usize),
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
    body: impl FnOnce(&Options) -> Result<Answer>,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let options = argument::json("options", options, options_len)?;
        out.write(publish_json(&body(&options)?)?);
        Ok(())
    })
}
