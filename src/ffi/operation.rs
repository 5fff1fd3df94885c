//! Operations
//!
//! The functions that write an `exomt_operation` begin requests in the background and return at
//! once: `exomt_token_acquire`, `exomt_tenant_resolve`, `exomt_readiness_check`, and others
//! below. The general flow of an operation:
//!
//!   1. Wait with `exomt_operation_wait`, until the state is `EXOMT_STATE_EVENT` or
//!      `EXOMT_STATE_DONE`.
//!   2. On an event, take it with `exomt_operation_take`: a buffer with its JSON, and a second
//!      buffer with its payload, if it has one. `kind` tells which event it is:
//!      - the result of a request. Each request has one result: the event that the function
//!        documents, or "error" (`index`, `organization`, `resource`, `error`; see "Errors").
//!      - "sign" (`requestId`, `algorithm`): a request needs a signature of the payload by the
//!        caller's key. `algorithm` is `PS256` or `RS256`.
//!      - "assertion" (`requestId`, `tenant`, `audience`): a request needs an assertion.
//!
//!      Answer "sign" and "assertion" with `exomt_operation_respond` or
//!      `exomt_operation_reject`.
//!   3. When the operation is done, or to give up early, free it with `exomt_operation_free`.
//!
//! To add requests while earlier ones are in flight, begin with `"open":true`, then call
//! `exomt_operation_add`, and `exomt_operation_close` after the last one.
//!
//! The request document (`request`) is JSON with these members; unknown ones are rejected:
//!   - `requests`: an array of `{"tenant","resource"}`. `tenant` is an id or a domain of the
//!     customer; `resource` is `Exchange` (if absent), `Compliance`, `Graph` or a scope. An
//!     invalid resource fails the call; an invalid tenant is an "error" event.
//!   - `open`: true if requests will be added.
//!   - `concurrency`: requests in flight at once; 32 if absent, 512 at most.
//!   - `ordered`: true for results in the order of the requests.
//!   - `forceRefresh`: true to bypass the cache.
//!   - `timeoutMs`: limit of each request, including its retries; 120000 if absent.
//!   - `totalTimeoutMs`: limit of the whole operation; none if absent.
//!   - `leaseMs`: after this long without a wait, requests in flight are canceled; the next
//!     wait sends them again. For hosts that can stop without notice.
//!
//! No request is started while too many results wait to be taken. The limit is twice the
//! concurrency, but at least 64.

use std::time::Duration;

use super::boundary::argument::{self, MAX_TEXT_BYTES, Out};
use super::boundary::buffer::publish_pair;
use super::boundary::failure::Failure;
use super::boundary::guard;
use super::boundary::table;
use super::handle::{exomt_buffer, exomt_operation};
use super::status::{Status, exomt_status};
use crate::error::clean_line;
use crate::operation::WaitState;

/// No event arrived within the timeout.
pub const EXOMT_STATE_PENDING: i32 = 0;

/// An event can be taken.
pub const EXOMT_STATE_EVENT: i32 = 1;

/// Every request has its result, and every result has been taken.
pub const EXOMT_STATE_DONE: i32 = 2;

/// The longest wait of one call, in milliseconds. Longer timeouts are reduced to it.
pub const EXOMT_MAX_WAIT_MS: u32 = 60_000;

/// Adds a request to an open operation. A closed or canceled operation ignores it.
///
/// Parameters:
/// - `tenant`: an id or a domain, UTF-8.
/// - `resource`: as in the request document; null with length 0 for Exchange.
/// - `outstanding`: receives the number of requests without a result.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_add(
    operation: exomt_operation,
    tenant: *const u8,
    tenant_len: usize,
    resource: *const u8,
    resource_len: usize,
    outstanding: *mut u64,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("outstanding", outstanding)?;
        let operation = table::get(operation)?;
        let request = argument::request((tenant, tenant_len), (resource, resource_len))?;
        operation.add(vec![request]);
        out.write(operation.outstanding() as u64);
        Ok(())
    })
}

/// Closes an open operation: no more requests will be added, so its state can become
/// `EXOMT_STATE_DONE`.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_close(
    operation: exomt_operation,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        table::get(operation)?.close();
        Ok(())
    })
}

/// Waits for an event.
///
/// Parameters:
/// - `timeout_ms`: how long to wait, at most `EXOMT_MAX_WAIT_MS`; with 0, the call returns at once.
/// - `state`: receives `EXOMT_STATE_PENDING`, `EXOMT_STATE_EVENT` or `EXOMT_STATE_DONE`.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_wait(
    operation: exomt_operation,
    timeout_ms: u32,
    state: *mut i32,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || wait(operation, 1, timeout_ms, state))
}

/// Waits until `count` events can be taken, or as many as can still arrive.
pub(super) fn wait(
    operation: exomt_operation,
    count: u32,
    timeout_ms: u32,
    state: *mut i32,
) -> Result<(), Failure> {
    let out = Out::required("state", state)?;
    let operation = table::get(operation)?;
    let timeout = Duration::from_millis(u64::from(timeout_ms.min(EXOMT_MAX_WAIT_MS)));
    out.write(match operation.wait_for(count as usize, timeout) {
        WaitState::Pending => EXOMT_STATE_PENDING,
        WaitState::Event => EXOMT_STATE_EVENT,
        WaitState::Done => EXOMT_STATE_DONE,
    });
    Ok(())
}

/// Takes the next event.
///
/// Parameters:
/// - `event`: receives a buffer with the event's JSON. The caller frees it.
/// - `payload`: receives a buffer with the token of a "token" event or the bytes to sign of a
///   "sign" event; 0 for other events. The caller frees it.
///
/// Returns `EXOMT_STATUS_NOTHING_TO_TAKE` if there is no event.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_take(
    operation: exomt_operation,
    event: *mut exomt_buffer,
    payload: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let event_out = Out::required("event", event)?;
        let payload_out = Out::required("payload", payload)?;
        let event = table::get(operation)?.take().ok_or_else(|| {
            Failure::boundary(
                Status::NothingToTake,
                "The operation has no event to take.",
                "Take an event only after exomt_operation_wait has written EXOMT_STATE_EVENT.",
            )
        })?;
        let (description, payload) = publish_pair(&event.kind, event.payload)?;
        event_out.write(description);
        payload_out.write(payload);
        Ok(())
    })
}

/// Answers a "sign" or "assertion" event.
///
/// Parameters:
/// - `request_id`: the event's `requestId`.
/// - `answer`: the signature's bytes, or the assertion (UTF-8); at most 64 KiB.
///
/// Returns `EXOMT_STATUS_UNKNOWN_REQUEST` if no request waits for this answer.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_respond(
    operation: exomt_operation,
    request_id: u64,
    answer: *const u8,
    answer_len: usize,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let answer = argument::bytes("answer", answer, answer_len, MAX_TEXT_BYTES)?;
        let operation = table::get(operation)?;
        operation
            .respond(request_id, answer.to_vec().into())
            .map_err(|_| unknown_request(request_id))
    })
}

/// Rejects a "sign" or "assertion" event. Its request fails with the reason.
///
/// Parameters:
/// - `request_id`: the event's `requestId`.
/// - `reason`: what went wrong, UTF-8, without secrets: users read it.
///
/// Returns `EXOMT_STATUS_UNKNOWN_REQUEST` if no request waits for this answer.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_reject(
    operation: exomt_operation,
    request_id: u64,
    reason: *const u8,
    reason_len: usize,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let reason = argument::bytes("reason", reason, reason_len, MAX_TEXT_BYTES)?;
        let reason = clean_line(argument::text("reason", reason)?);
        let operation = table::get(operation)?;
        operation
            .reject(request_id, &reason)
            .map_err(|_| unknown_request(request_id))
    })
}

/// Cancels an operation. Nothing stays in flight. Each request without a result gets an "error"
/// event with the error `Cancelled`. Results that arrived earlier can still be taken.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_cancel(
    operation: exomt_operation,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        table::get(operation)?.cancel();
        Ok(())
    })
}

/// Cancels an operation and frees it, even while another thread waits on it.
///
/// # Safety
/// The function checks the handle and takes no pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_operation_free(operation: exomt_operation) -> exomt_status {
    guard::call(std::ptr::null_mut(), || {
        // A waiting thread may still hold the operation, so dropping it is not enough to end its
        // requests.
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
