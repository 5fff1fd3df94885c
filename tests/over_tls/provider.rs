//! Tests assertion providers: their tokens are not shared, and are removed with the app.

use exomt::credential::CallerAssertion;
use exomt::ffi::{
    EXOMT_STATE_DONE, EXOMT_STATE_EVENT, Status, exomt_app, exomt_app_free, exomt_app_new,
    exomt_buffer, exomt_buffer_free, exomt_buffer_read, exomt_credential_free,
    exomt_credential_from_provider, exomt_operation_free, exomt_operation_respond,
    exomt_operation_take, exomt_operation_wait, exomt_token_acquire,
};
use exomt::operation::EventKind;
use serde_json::{Value, json};

use crate::credentials::federated_assertion;
use crate::support::estate::{Estate, TokenResult, into_result};
use crate::*;

/// Requests a token, and answers the assertion request.
fn ask(app: &Arc<App>, tenant: &str) -> TokenResult {
    let operation = operation(app, json!({"requests": [{"tenant": tenant}]}));
    loop {
        let event = next(&operation).unwrap();
        match event.kind {
            EventKind::Assertion { request_id, .. } => operation
                .respond(request_id, federated_assertion().into_bytes().into())
                .unwrap(),
            _ => return into_result(event).2,
        }
    }
}

#[test]
fn two_providers_do_not_share_tokens() {
    let estate = Estate::new(1);
    let (tenant, new) = (estate.tenant(0), || {
        app_with(estate.options(), Arc::new(CallerAssertion::new()))
    });
    let (one, other) = (new(), new());
    let first = ask(&one, &tenant).unwrap();
    assert!(ask(&one, &tenant).unwrap().event.from_cache);
    let second = ask(&other, &tenant).unwrap();
    assert!(!second.event.from_cache && second.token != first.token);
    assert_eq!(
        (estate.request_count(0), estate.cached_tokens().len()),
        (2, 2)
    );
}

fn ok(status: i32) {
    assert_eq!(status, Status::Ok as i32);
}

/// Reads the JSON of a buffer, and frees the buffer.
fn take_json(buffer: exomt_buffer) -> Value {
    let (mut data, mut len) = (std::ptr::null(), 0);
    // SAFETY: both out-parameters are writable, and the bytes live until the buffer is freed.
    unsafe {
        ok(exomt_buffer_read(buffer, &mut data, &mut len));
        let value = serde_json::from_slice(std::slice::from_raw_parts(data, len)).unwrap();
        ok(exomt_buffer_free(buffer));
        value
    }
}

/// Runs a request to completion, as a C program does.
fn run(app: exomt_app, tenant: &str) {
    let set = json!({"requests": [{"tenant": tenant}]}).to_string();
    let (mut operation, mut state) = Default::default();
    let none = std::ptr::null_mut();
    // SAFETY: texts are readable for their lengths, out-parameters are writable.
    unsafe {
        ok(exomt_token_acquire(
            app,
            set.as_ptr(),
            set.len(),
            &mut operation,
            none,
        ));
        loop {
            ok(exomt_operation_wait(operation, 60_000, &mut state, none));
            if state == EXOMT_STATE_DONE {
                break;
            }
            assert_eq!(state, EXOMT_STATE_EVENT);
            let (mut event, mut payload) = Default::default();
            ok(exomt_operation_take(
                operation,
                &mut event,
                &mut payload,
                none,
            ));
            let event = take_json(event);
            if event["kind"] == "assertion" {
                let (id, text) = (event["requestId"].as_u64().unwrap(), federated_assertion());
                ok(exomt_operation_respond(
                    operation,
                    id,
                    text.as_ptr(),
                    text.len(),
                    none,
                ));
                continue;
            }
            assert_eq!(event["kind"], "token", "{event}");
            ok(exomt_buffer_free(payload));
        }
        ok(exomt_operation_free(operation));
    }
}

#[test]
fn freeing_the_app_removes_the_tokens_of_its_provider() {
    let estate = Estate::new(2);
    let options = estate.options().to_string();
    let (mut credential, mut app) = Default::default();
    let none = std::ptr::null_mut();
    // SAFETY: texts are readable for their lengths, out-parameters are writable.
    unsafe {
        ok(exomt_credential_from_provider(&mut credential, none));
        ok(exomt_app_new(
            options.as_ptr(),
            options.len(),
            credential,
            &mut app,
            none,
        ));
        ok(exomt_credential_free(credential));
    }
    run(app, &estate.tenant(0));
    run(app, &estate.tenant(1));
    run(app, &estate.tenant(1));
    assert_eq!(
        (estate.cached_tokens().len(), estate.request_count(1)),
        (2, 1)
    );
    // SAFETY: the handle is checked by the function itself.
    ok(unsafe { exomt_app_free(app) });
    assert_eq!(estate.cached_tokens().len(), 0);
    // The tokens of an app with a secret stay for another app with the same identity.
    let with_secret = estate.app();
    support::estate::ask(&with_secret, &estate.tenant(0)).unwrap();
    drop(with_secret);
    assert_eq!(estate.cached_tokens().len(), 1);
}
