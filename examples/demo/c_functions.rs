//! Runs the demo with the C functions, on a machine without PowerShell.

use std::error::Error;

use entra_sim::scenario;
use exomt::ffi::{
    EXOMT_STATE_DONE, EXOMT_STATE_EVENT, exomt_app_free, exomt_app_new, exomt_buffer,
    exomt_buffer_free, exomt_buffer_read, exomt_credential_free, exomt_credential_from_pfx,
    exomt_operation, exomt_operation_free, exomt_operation_take, exomt_operation_wait,
    exomt_token_acquire, exomt_token_check,
};
use serde_json::{Value, json};

use crate::{PFX, PFX_PASSWORD, Stage, TENANTS};

pub(crate) fn run(stage: &Stage) -> Result<(), Box<dyn Error>> {
    println!("1. The app: exomt_credential_from_pfx, exomt_app_new");
    let (mut credential, mut app, mut operation, mut error) = Default::default();
    // SAFETY: each text is readable for its length, and each out-parameter is writable.
    let status = unsafe {
        exomt_credential_from_pfx(
            PFX.as_ptr(),
            PFX.len(),
            PFX_PASSWORD.as_ptr(),
            PFX_PASSWORD.len(),
            &mut credential,
            &mut error,
        )
    };
    succeed(status, error)?;
    let options = json!({
        "appId": scenario::APP_ID,
        "authority": stage.simulator.authority(),
        "network": {
            "certificateAuthorityPem": std::fs::read_to_string(stage.simulator.ca_file())?,
            "proxy": {"https": null},
        },
    })
    .to_string();
    // SAFETY: as above.
    let status = unsafe {
        exomt_app_new(
            options.as_ptr(),
            options.len(),
            credential,
            &mut app,
            &mut error,
        )
    };
    succeed(status, error)?;
    println!("   {}\n", scenario::APP_ID);

    println!("2. A token for each tenant, checked: exomt_token_acquire, _wait, _take");
    let requests: Vec<Value> = TENANTS
        .iter()
        .map(|tenant| json!({"tenant": tenant}))
        .collect();
    let request = json!({"requests": requests}).to_string();
    // SAFETY: as above.
    let status = unsafe {
        exomt_token_acquire(
            app,
            request.as_ptr(),
            request.len(),
            &mut operation,
            &mut error,
        )
    };
    succeed(status, error)?;
    let mut state = 0;
    while state != EXOMT_STATE_DONE {
        // SAFETY: as above.
        let status = unsafe { exomt_operation_wait(operation, 50, &mut state, &mut error) };
        succeed(status, error)?;
        if state == EXOMT_STATE_EVENT {
            take(operation)?;
        }
    }
    // SAFETY: handles are checked by the functions themselves.
    unsafe {
        exomt_operation_free(operation);
        exomt_app_free(app);
        exomt_credential_free(credential);
    }
    Ok(())
}

/// Takes one event and prints it.
fn take(operation: exomt_operation) -> Result<(), Box<dyn Error>> {
    let (mut description, mut token, mut error) = Default::default();
    // SAFETY: each out-parameter is writable.
    let status =
        unsafe { exomt_operation_take(operation, &mut description, &mut token, &mut error) };
    succeed(status, error)?;
    let event: Value = serde_json::from_slice(&bytes(description)?)?;
    let tenant = event["organization"].as_str().unwrap_or_default();
    if event["kind"] == "error" {
        println!("   {tenant:<28}no token");
        print_problem(&event["error"]);
        return Ok(());
    }
    println!(
        "   {tenant:<28}{}",
        event["verdict"].as_str().unwrap_or_default()
    );
    let checked = check(&bytes(token)?, tenant)?;
    for finding in checked["findings"].as_array().into_iter().flatten() {
        if finding["severity"] != "Information" {
            print_problem(finding);
        }
    }
    if event["verdict"] == "Ready" {
        println!("      Connect-ExchangeOnline would accept this token.");
    }
    Ok(())
}

fn print_problem(what: &Value) {
    for (label, member) in [("", "message"), ("Fix: ", "fix"), ("By:  ", "fixedBy")] {
        println!("      {label}{}", what[member].as_str().unwrap_or_default());
    }
}

fn check(token: &[u8], tenant: &str) -> Result<Value, Box<dyn Error>> {
    let expectations = json!({"tenant": tenant, "appId": scenario::APP_ID}).to_string();
    let (mut json, mut error) = Default::default();
    // SAFETY: both texts are readable for their lengths, and the out-parameters are writable.
    let status = unsafe {
        exomt_token_check(
            token.as_ptr(),
            token.len(),
            expectations.as_ptr(),
            expectations.len(),
            &mut json,
            &mut error,
        )
    };
    succeed(status, error)?;
    Ok(serde_json::from_slice(&bytes(json)?)?)
}

/// Copies a buffer and frees it.
fn bytes(buffer: exomt_buffer) -> Result<Vec<u8>, Box<dyn Error>> {
    let (mut data, mut len) = (std::ptr::null(), 0);
    // SAFETY: each out-parameter is writable; the bytes are copied before the buffer is freed.
    unsafe {
        succeed(
            exomt_buffer_read(buffer, &mut data, &mut len),
            exomt_buffer::default(),
        )?;
        let copy = std::slice::from_raw_parts(data, len).to_vec();
        exomt_buffer_free(buffer);
        Ok(copy)
    }
}

fn succeed(status: i32, error: exomt_buffer) -> Result<(), Box<dyn Error>> {
    match (status, error.value) {
        (0, _) => Ok(()),
        (status, 0) => Err(format!("status {status}").into()),
        (_, _) => Err(String::from_utf8(bytes(error)?)?.into()),
    }
}
