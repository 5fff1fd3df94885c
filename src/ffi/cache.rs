//! Cache
//!
//! The tokens of this process.
//!
//! The general flow: requests use the cache automatically. A cached token is returned while it is
//! valid, and renewed in the background before it expires. Clear the cache when a customer's roles
//! have changed, or to remove the tokens from memory.

use serde_json::json;

use super::boundary::argument::{self, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use super::status::exomt_status;
use crate::cache::{Filter, Store};

/// Clears tokens and remembered failures.
///
/// Parameters:
/// - `filter`: JSON with the optional members `tenant` and `appId`, or null with length 0 to clear
///   everything.
/// - `removed`: receives the number of tokens that were removed. Requests in flight complete
///   for their callers, but their tokens are not cached.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_cache_clear(
    filter: *const u8,
    filter_len: usize,
    removed: *mut u64,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("removed", removed)?;
        let filter: Filter = argument::optional_json("filter", filter, filter_len)?;
        out.write(Store::global().clear(&filter)? as u64);
        Ok(())
    })
}

/// Describes the cache, without any token.
///
/// Parameters:
/// - `json`: receives a buffer, which the caller frees, with these members:
///   - `statistics`: `{"entries","bytes","hits","misses","joins","renewals","evictions"}`.
///   - `tokens`: an array of `{"tenant","appId","resource","authority","verdict","expiresOn",
///     "usableUntil"}`.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_cache_describe(
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let store = Store::global();
        out.write(publish_json(&json!({
            "statistics": store.statistics(),
            "tokens": store.summaries(),
        }))?);
        Ok(())
    })
}
