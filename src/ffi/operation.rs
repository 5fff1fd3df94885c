//! `operation`: a set of requests under way.

use std::sync::Arc;
use std::time::Duration;

use super::boundary::argument::{self, LONGEST_TEXT, Out};
use super::boundary::buffer::publish_pair;
use super::boundary::failure::Failure;
use super::boundary::guard;
use super::boundary::record;
use super::boundary::table;
use super::handle::{exomt_app, exomt_buffer, exomt_operation};
use super::status::Status;
use crate::error::clean_line;
use crate::operation::{Event, Operation, RequestSet, State};

/// Nothing yet: the time is over.
pub const STATE_PENDING: i32 = 0;
/// An event can be taken.
pub const STATE_EVENT: i32 = 1;
/// All is done and taken.
pub const STATE_DONE: i32 = 2;
/// Longest wait of one call, in milliseconds.
pub const LONGEST_WAIT_MS: u32 = 60_000;

/// Begins to ask for tokens and returns at once.
///
/// `request` (JSON): `{"requests":[{"tenant","resource"}]}`; `resource` is `Exchange` (if
/// absent), `Compliance`, `Graph` or a scope; one that can not be used fails this call. A
/// tenant that can not be used gives an error event instead. Beside it, all optional:
/// `open` (more is added by exomt_operation_add, until exomt_operation_close),
/// `concurrency` (in flight at once: 32, at most 512), `ordered` (results in the order of
/// the requests), `forceRefresh` (not from the cache), `timeoutMs` (for each request with
/// its retries: 120000), `totalTimeoutMs` (for all), `leaseMs` (after so long without a
/// call of exomt_operation_wait nothing stays in flight; it is sent again at the next one).
///
/// Nothing more is sent while 64 results, or twice the concurrency, wait to be taken.
///
/// # Safety
/// `request` is readable for its length; `operation` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_begin(
    app: exomt_app,
    request: *const u8,
    request_len: usize,
    operation: *mut exomt_operation,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("operation", operation)?;
        let app = table::get(app)?;
        let set: RequestSet = argument::json("request", request, request_len)?;
        let operation = Operation::begin(app, set)?;
        out.write(table::insert(Arc::new(operation))?);
        Ok(())
    })
}

/// Adds a request to an open operation; one of a closed or cancelled operation is left out.
/// `resource` as for exomt_operation_begin, null with length 0 for Exchange. `outstanding`
/// becomes the number of requests without a result.
///
/// # Safety
/// `tenant` and `resource` are readable for their lengths; `outstanding` is writable,
/// `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_add(
    operation: exomt_operation,
    tenant: *const u8,
    tenant_len: usize,
    resource: *const u8,
    resource_len: usize,
    outstanding: *mut u64,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("outstanding", outstanding)?;
        let operation = table::get(operation)?;
        let request = argument::request((tenant, tenant_len), (resource, resource_len))?;
        operation.add(vec![request])?;
        out.write(operation.outstanding() as u64);
        Ok(())
    })
}

/// Says that no more requests come: the operation can be done.
///
/// # Safety
/// `error` points to a writable `uint64_t`, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_close(
    operation: exomt_operation,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        table::get(operation)?.close();
        Ok(())
    })
}

/// Waits for an event, at most `timeout_ms` (and at most 60 s); 0 only looks.
/// `state` becomes `EXOMT_STATE_PENDING`, `EXOMT_STATE_EVENT` or `EXOMT_STATE_DONE`.
///
/// # Safety
/// `state` points to a writable `int32_t`; `error` to a `uint64_t`, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_wait(
    operation: exomt_operation,
    timeout_ms: u32,
    state: *mut i32,
    error: *mut exomt_buffer,
) -> i32 {
    // SAFETY: what the caller promises is what that function asks for.
    unsafe { exomt_operation_wait_many(operation, 1, timeout_ms, state, error) }
}

/// Waits as exomt_operation_wait, but until `count` events are there, or as many as can come
/// without another request or an answer: one who takes them with exomt_operation_take_many is
/// woken once for all. `EXOMT_STATE_EVENT` also if the time ends with fewer.
///
/// # Safety
/// `state` points to a writable `int32_t`; `error` to a `uint64_t`, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_wait_many(
    operation: exomt_operation,
    count: u32,
    timeout_ms: u32,
    state: *mut i32,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("state", state)?;
        let operation = table::get(operation)?;
        let timeout = Duration::from_millis(u64::from(timeout_ms.min(LONGEST_WAIT_MS)));
        out.write(match operation.wait_for(count as usize, timeout) {
            State::Pending => STATE_PENDING,
            State::Event => STATE_EVENT,
            State::Done => STATE_DONE,
        });
        Ok(())
    })
}

/// Takes the next event: `event` is a buffer with its JSON, `payload` a buffer with the
/// token ("token") or the bytes to sign ("sign"), or 0. The caller frees both.
///
/// Events: `token`, `error`, `sign` (`requestId`, `algorithm`), `assertion`
/// (`requestId`, `tenant`, `audience`), and those of the function that began the operation.
/// `EXOMT_STATUS_NOTHING_TO_TAKE` if there is none.
///
/// # Safety
/// `event` and `payload` point to a writable `uint64_t`; `error` too, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_take(
    operation: exomt_operation,
    event: *mut exomt_buffer,
    payload: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let event_out = Out::required("event", event)?;
        let payload_out = Out::required("payload", payload)?;
        let event = table::get(operation)?.take().ok_or_else(|| {
            Failure::boundary(
                Status::NothingToTake,
                "The operation has no event to take.",
                "Take only after exomt_operation_wait has said EXOMT_STATE_EVENT.",
            )
        })?;
        let (description, payload) = publish_pair(&event.kind, event.payload)?;
        event_out.write(description);
        payload_out.write(payload);
        Ok(())
    })
}

/// Takes all events that are there, at most `most`, in one buffer that the caller frees:
/// `text_len` bytes of records (UTF-8), and behind them the payloads. Both become 0 if there
/// is no event. This is for scripts, which split a text faster than they read JSON.
///
/// Fields end at a tab, records at a line feed, items of a list at U+001F; no value holds a
/// control character. Each record begins with its kind and where its payload is (offset after
/// the records, length). "token": `organization`, `tenantId`, `appId`, `resource`,
/// `expiresOn` (seconds since 1970), `roles` (a list), `directoryRoles` (a list of name,
/// template id, 1 if supported, for each), `verdict`, `objectId`, `tokenId`, `correlationId`,
/// `fromCache` (1 or 0), `attempts`, milliseconds waited, and JSON (`findings`, `waits`) for
/// a token that is not ready or for which there was a wait. What is not known is empty.
/// "json": the JSON of any other event.
///
/// # Safety
/// `buffer` points to a writable `uint64_t`, `text_len` to a `size_t`; `error` to a
/// `uint64_t`, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_take_many(
    operation: exomt_operation,
    most: u32,
    buffer: *mut exomt_buffer,
    text_len: *mut usize,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let buffer_out = Out::required("buffer", buffer)?;
        let len_out = Out::required("text_len", text_len)?;
        let operation = table::get(operation)?;
        let events: Vec<Event> = std::iter::from_fn(|| operation.take())
            .take(most as usize)
            .collect();
        let (buffer, text_len) = record::publish(&events)?;
        buffer_out.write(buffer);
        len_out.write(text_len);
        Ok(())
    })
}

/// Answers a "sign" event with the signature, or an "assertion" event with the text.
/// `EXOMT_STATUS_UNKNOWN_REQUEST` if nobody waits for it (any more).
///
/// # Safety
/// `answer` is readable for its length; `error` points to a `uint64_t`, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_respond(
    operation: exomt_operation,
    request_id: u64,
    answer: *const u8,
    answer_len: usize,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let answer = argument::bytes("answer", answer, answer_len, LONGEST_TEXT)?;
        let operation = table::get(operation)?;
        operation
            .respond(request_id, answer.to_vec().into())
            .map_err(|_| unknown_request(request_id))
    })
}

/// Says that a "sign" or "assertion" event can not be answered, and why (UTF-8, shown
/// to the user; no secret in it). The request that waits for it fails with that reason.
///
/// # Safety
/// `reason` is readable for its length; `error` points to a `uint64_t`, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_reject(
    operation: exomt_operation,
    request_id: u64,
    reason: *const u8,
    reason_len: usize,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let reason = argument::bytes("reason", reason, reason_len, LONGEST_TEXT)?;
        let reason = clean_line(argument::text("reason", reason)?);
        let operation = table::get(operation)?;
        operation
            .reject(request_id, &reason)
            .map_err(|_| unknown_request(request_id))
    })
}

/// Ends an operation: no request of it stays in flight. Requests without a result give
/// an error event `Cancelled` each; results that came before can still be taken.
///
/// # Safety
/// `error` points to a writable `uint64_t`, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_cancel(
    operation: exomt_operation,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        table::get(operation)?.cancel();
        Ok(())
    })
}

/// Cancels an operation and frees it; safe while another thread waits on it.
///
/// # Safety
/// None beyond the handle's own checks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_free(operation: exomt_operation) -> i32 {
    guard::call(std::ptr::null_mut(), || {
        // A waiting thread still holds the operation: its requests must end now.
        table::remove(operation)?.cancel();
        Ok(())
    })
}

fn unknown_request(request_id: u64) -> Failure {
    Failure::boundary(
        Status::UnknownRequest,
        format!("No request {request_id} of this operation waits for an answer."),
        "Answer each \"sign\" or \"assertion\" event once, and before the operation ends.",
    )
}
