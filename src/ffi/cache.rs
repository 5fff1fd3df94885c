//! `cache`: the tokens of this process.

use serde_json::json;

use super::argument::{self, LONGEST_TEXT, Out};
use super::buffer::{publish_json, publish_pair};
use super::failure::Failure;
use super::guard;
use super::handle;
use super::status::Status;
use crate::cache::{Filter, Store};
use crate::operation::{Event, Request};

/// Takes a token that is in the cache and serves, without waiting for anything: `event`
/// and `payload` as for a "token" event of exomt_operation_take, both to be freed.
/// `EXOMT_STATUS_NOTHING_TO_TAKE` if there is none. It is renewed in the background when
/// that is time.
///
/// # Safety
/// `tenant` and `resource` (null with length 0 is Exchange) are readable for their lengths;
/// `event` and `payload` are writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_cache_take(
    app: u64,
    tenant: *const u8,
    tenant_len: usize,
    resource: *const u8,
    resource_len: usize,
    event: *mut u64,
    payload: *mut u64,
    error: *mut u64,
) -> i32 {
    guard::call(error, || {
        let event_out = Out::required("event", event)?;
        let payload_out = Out::required("payload", payload)?;
        let app = handle::app(app)?;
        let tenant = argument::bytes("tenant", tenant, tenant_len, LONGEST_TEXT)?;
        let resource = argument::optional_bytes("resource", resource, resource_len, LONGEST_TEXT)?;
        let request = Request {
            tenant: argument::text("tenant", tenant)?.to_owned(),
            resource: resource
                .map(|bytes| argument::text("resource", bytes).map(str::to_owned))
                .transpose()?,
        };
        let found = Event::cached(&app, &request)?.ok_or_else(|| {
            Failure::boundary(
                Status::NothingToTake,
                "The cache has no token that serves.",
                "Ask for one by exomt_operation_begin.",
            )
        })?;
        let (description, token) = publish_pair(&found.kind, found.payload)?;
        event_out.write(description);
        payload_out.write(token);
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
    error: *mut u64,
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
pub unsafe extern "C" fn exomt_cache_info(json: *mut u64, error: *mut u64) -> i32 {
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
