//! Library
//!
//! Describes the loaded library and lists the names it knows. Hosts use the names for completion
//! and validation.
//!
//! The general flow: once after loading, a host calls `exomt_library_set_spelling` if messages
//! should use the names of its own options and commands. The rest is optional.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::boundary::argument::{self, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use super::status::{Status, exomt_status};
use super::version::EXOMT_ABI_VERSION;
use crate::claims::{DirectoryRole, Task};
use crate::cloud::Cloud;
use crate::error::{Error, ErrorCode, clean_line};
use crate::resource;
use crate::spelling;

/// Describes the library.
///
/// Parameters:
/// - `json`: receives a buffer with `{"name","version","abi","target"}`. The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_library_describe(
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let json = Out::required("json", json)?;
        json.write(publish_json(&json!({
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "abi": EXOMT_ABI_VERSION,
            "target": target(),
        }))?);
        Ok(())
    })
}

fn target() -> String {
    format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS)
}

/// Returns the library's description as one readable line.
pub(super) fn describe() -> String {
    let (name, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    format!(
        "{name} {version}, interface {EXOMT_ABI_VERSION}, {}",
        target()
    )
}

/// Lists the names and data that this version knows.
///
/// Parameters:
/// - `json`: receives a buffer with `{"clouds","resources","directoryRoles","tasks",
///   "errors"}`. Each task names the roles that are sufficient for it. `errors` has the number and
///   the name of every status except `EXOMT_STATUS_OK`. The caller frees the buffer.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_library_catalog(
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let json = Out::required("json", json)?;
        let statuses = Status::ALL
            .iter()
            .filter(|status| **status != Status::Ok)
            .map(|status| json!({"code": status.number(), "name": status.name()}));
        let codes = ErrorCode::ALL
            .iter()
            .map(|code| json!({"code": code.number(), "name": code.name()}));
        let roles: Vec<Value> = DirectoryRole::all()
            .iter()
            .map(|role| {
                json!({
                    "name": role.name,
                    "templateId": role.template_id,
                    "privileged": role.privileged,
                    "exchange": role.exchange,
                    "compliance": role.compliance,
                })
            })
            .collect();
        json.write(publish_json(&json!({
            "clouds": Cloud::all(),
            "resources": resource::NAMES,
            "directoryRoles": roles,
            "tasks": Task::all(),
            "errors": statuses.chain(codes).collect::<Vec<_>>(),
        }))?);
        Ok(())
    })
}

/// Sets how messages spell the options and commands of ExoMt, for the whole process. By default
/// they are spelled as in this header.
///
/// Parameters:
/// - `names`: JSON with the host's spelling of each name, such as
///   `{"environment":"--cloud","command:acquireToken":"exo token"}`. A missing name keeps the
///   spelling of this header; an unknown name fails the call. Options: `environment`,
///   `resource`, `organization`, `forceRefresh`, `timeout`, `totalTimeout`, `certificateKey`,
///   `certificatePassword`, `externalCertificate`, `certificateAuthority`, `connectionUri`,
///   `state`, `redirectUri`, `probe`, `probeCommand`, `wait`, `appId`, `objectId`, `tenantId`,
///   `tokenId`, `startDate`, `endDate`, `cmdlet`, `certificate`, `certificateSubject`,
///   `consentForm`. Commands: `command:acquireToken`, `command:checkToken`,
///   `command:waitForTenant`, `command:decodeToken`, `command:buildConsentUrl`,
///   `command:findRole`, `command:adviseRole`, `command:newApp`, `command:resolveTenant`,
///   `command:connectTenant`, `command:clearCache`, `command:showVersion`.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_library_set_spelling(
    names: *const u8,
    names_len: usize,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let names: HashMap<String, String> = argument::json("names", names, names_len)?;
        spelling::set(names).map_err(|unknown| {
            Error::new(
                ErrorCode::InvalidOptions,
                clean_line(&unknown.to_string()),
                "Use the names that the header lists for this function.",
            )
        })?;
        Ok(())
    })
}
