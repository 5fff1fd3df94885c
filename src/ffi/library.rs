//! The library itself: its version, and the data that wrappers complete names from.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::boundary::argument::{self, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use super::status::Status;
use crate::claims::{DirectoryRole, Task};
use crate::cloud::Cloud;
use crate::error::ErrorCode;
use crate::resource;
use crate::spelling;

/// The version of these functions; a wrapper made for another must not go on.
pub const ABI_VERSION: u32 = 1;

/// The version of the functions in this header (`EXOMT_ABI_VERSION`).
#[unsafe(no_mangle)]
pub extern "C" fn exomt_abi_version() -> u32 {
    ABI_VERSION
}

/// Name, version, ABI and target as JSON: `{"name","version","abi","target"}`.
///
/// # Safety
/// `json` points to a writable `uint64_t`; `error` too, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_library_info(
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let json = Out::required("json", json)?;
        json.write(publish_json(&json!({
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "abi": ABI_VERSION,
            "target": format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        }))?);
        Ok(())
    })
}

/// The clouds, resources, directory roles, tasks with the roles that are enough for them, and
/// error codes that this version knows, as JSON:
/// `{"clouds","resources","directoryRoles","tasks","errors"}`.
///
/// # Safety
/// `json` points to a writable `uint64_t`; `error` too, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_catalog(json: *mut exomt_buffer, error: *mut exomt_buffer) -> i32 {
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

/// Sets how messages spell the options and commands of ExoMt, for the whole process. Without
/// it they are spelled as in this header.
///
/// `names` (JSON) has the host's spelling of each name, for example
/// `{"environment":"--cloud","command:acquireToken":"exo token"}`; a missing name keeps the
/// spelling of this header, and an unknown one fails the call. Options: `environment`,
/// `resource`, `organization`, `forceRefresh`, `timeout`, `totalTimeout`, `certificateKey`,
/// `certificatePassword`, `externalCertificate`, `certificateAuthority`, `connectionUri`,
/// `state`, `probe`, `probeCommand`, `wait`, `appId`, `objectId`, `tenantId`, `tokenId`,
/// `startDate`, `endDate`, `cmdlet`, `certificate`, `certificateSubject`, `consentForm`.
/// Commands: `command:acquireToken`, `command:checkToken`, `command:decodeToken`,
/// `command:consentUrl`, `command:findRole`, `command:adviseRole`, `command:newApp`,
/// `command:resolveTenant`, `command:connectTenant`, `command:clearCache`,
/// `command:showVersion`.
///
/// # Safety
/// `names` is readable for its length; `error` points to a writable `uint64_t`, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_library_set_spelling(
    names: *const u8,
    names_len: usize,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let names: HashMap<String, String> = argument::json("names", names, names_len)?;
        Ok(spelling::set(names)?)
    })
}
