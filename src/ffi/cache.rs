//! `cache`: the tokens of this process.

use serde_json::json;

use super::boundary::argument::{self, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::boundary::record;
use super::boundary::table;
use super::handle::{exomt_app, exomt_buffer};
use crate::cache::{Filter, Store};
use crate::operation::Event;

/// Takes a token that is in the cache and serves, without waiting for anything, as
/// exomt_operation_take_many gives it: one "token" record. `buffer` and `text_len`
/// become 0 if there is none. It is renewed in the background when that is time.
///
/// # Safety
/// `tenant` and `resource` (null with length 0 is Exchange) are readable for their lengths;
/// `buffer` and `text_len` are writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_cache_take(
    app: exomt_app,
    tenant: *const u8,
    tenant_len: usize,
    resource: *const u8,
    resource_len: usize,
    buffer: *mut exomt_buffer,
    text_len: *mut usize,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let buffer_out = Out::required("buffer", buffer)?;
        let len_out = Out::required("text_len", text_len)?;
        let app = table::get(app)?;
        let request = argument::request((tenant, tenant_len), (resource, resource_len))?;
        let found = Event::cached(&app, &request)?;
        let (buffer, text_len) = record::publish(found.as_slice())?;
        buffer_out.write(buffer);
        len_out.write(text_len);
        Ok(())
    })
}

/// Forgets tokens and remembered failures. `filter` (JSON, or null with length 0 for all):
/// `tenant`, `appId`. What is under way goes on for those who wait, but is not kept.
/// `removed` becomes the number of tokens that went.
///
/// # Safety
/// `filter` is readable for its length; `removed` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_cache_clear(
    filter: *const u8,
    filter_len: usize,
    removed: *mut u64,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("removed", removed)?;
        let filter = if filter.is_null() && filter_len == 0 {
            Filter::default()
        } else {
            argument::json("filter", filter, filter_len)?
        };
        out.write(Store::global().clear(&filter)? as u64);
        Ok(())
    })
}

/// What the cache holds and has done, as JSON: `statistics` (`entries`, `bytes`, `hits`,
/// `misses`, `joins`, `renewals`, `evictions`) and `tokens` (`tenant`, `appId`, `resource`,
/// `authority`, `verdict`, `expiresOn`, `servesUntil`): never a token itself.
///
/// # Safety
/// `json` points to a writable `uint64_t`; `error` too, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_cache_info(
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
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
