//! For script hosts
//!
//! These functions write the same results as records, because a scripting language splits text
//! faster than it parses JSON. ExoMt's PowerShell module reads tokens this way; a C program doesn't
//! need these functions.
//!
//! The general flow: begin an operation (see "Operations"). While it isn't done, wait with
//! `exomt_operation_wait_many`, take events with `exomt_operation_take_records`, and split the
//! records.
//!
//! Tabs separate fields, line feeds separate records, and U+001F separates the items of a list.
//! Control characters in values are replaced by spaces, or escaped in JSON. Unknown values are
//! empty.

use super::app::summary;
use super::boundary::argument::{self, Out};
use super::boundary::buffer;
use super::boundary::guard;
use super::boundary::record;
use super::boundary::table;
use super::handle::{exomt_app, exomt_buffer, exomt_operation};
use super::operation::wait;
use super::status::exomt_status;
use crate::operation::Event;

/// Describes an app as a record: `appId`, `environment`, `authority`, `connectionUri`, the
/// credential's kind, its certificate's subject, thumbprint and expiry (RFC 3339), and its
/// warnings as JSON.
///
/// Parameters:
/// - `text`: receives a buffer with the record. The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_app_describe_record(
    app: exomt_app,
    text: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let text = Out::required("text", text)?;
        let record = record::from_json(
            &summary(&*table::get(app)?),
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

/// Waits like `exomt_operation_wait`, but for `count` events, or for as many as can arrive without
/// another request or answer. A host that takes them with `exomt_operation_take_records` wakes up
/// only once for all of them.
///
/// Parameters:
/// - `count`: how many events to wait for.
/// - `timeout_ms`: how long to wait, at most `EXOMT_MAX_WAIT_MS`; with 0, the call returns at once.
/// - `state`: receives a state. It is `EXOMT_STATE_EVENT` even if fewer events arrived in time.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_wait_many(
    operation: exomt_operation,
    count: u32,
    timeout_ms: u32,
    state: *mut i32,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || wait(operation, count, timeout_ms, state))
}

/// Takes all events that have arrived, in one buffer: records, followed by the payloads.
///
/// Parameters:
/// - `max_count`: how many events to take at most.
/// - `buffer`: receives the buffer, or 0 if there is no event. The caller frees it.
/// - `text_len`: receives the length of the records in bytes (UTF-8). The payloads follow.
///
/// Each record begins with its kind, and the offset (from the end of the records) and length of its
/// payload. A "json" record has the JSON of an event as its only other field.
/// A "token" record has the fields of `boundary/token_record.rs`.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_take_records(
    operation: exomt_operation,
    max_count: u32,
    buffer: *mut exomt_buffer,
    text_len: *mut usize,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let buffer_out = Out::required("buffer", buffer)?;
        let len_out = Out::required("text_len", text_len)?;
        let operation = table::get(operation)?;
        let events: Vec<Event> = std::iter::from_fn(|| operation.take())
            .take(max_count as usize)
            .collect();
        let (buffer, text_len) = record::publish(&events)?;
        buffer_out.write(buffer);
        len_out.write(text_len);
        Ok(())
    })
}

/// Takes a valid token from the cache without waiting, as a "token" record (see
/// `exomt_operation_take_records`). A token that is due for renewal is renewed in the background.
///
/// Parameters:
/// - `tenant`: an id or a domain, UTF-8.
/// - `resource`: as in the request document; null with length 0 for Exchange.
/// - `buffer`: receives the buffer, or 0 if no valid token is cached. The caller frees it.
/// - `text_len`: receives the length of the record in bytes. The token follows.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_cache_take_record(
    app: exomt_app,
    tenant: *const u8,
    tenant_len: usize,
    resource: *const u8,
    resource_len: usize,
    buffer: *mut exomt_buffer,
    text_len: *mut usize,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let buffer_out = Out::required("buffer", buffer)?;
        let len_out = Out::required("text_len", text_len)?;
        let app = table::get(app)?;
        let request = argument::request((tenant, tenant_len), (resource, resource_len))?;
        let found = Event::from_cache(&app, 0, &request)?;
        let (buffer, text_len) = record::publish(found.as_slice())?;
        buffer_out.write(buffer);
        len_out.write(text_len);
        Ok(())
    })
}
