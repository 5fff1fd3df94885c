//! The library itself: its version, and the data that wrappers complete names from.

use serde_json::{Value, json};

use super::boundary::argument::Out;
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use super::status::Status;
use crate::claims::{DirectoryRole, RoleArea};
use crate::cloud::Cloud;
use crate::error::ErrorCode;
use crate::resource;

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

/// The clouds, resources, directory roles, task areas with the roles that suffice for them,
/// and error codes that this version knows, as JSON:
/// `{"clouds","resources","directoryRoles","roleAreas","errors"}`.
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
            "roleAreas": RoleArea::all(),
            "errors": statuses.chain(codes).collect::<Vec<_>>(),
        }))?);
        Ok(())
    })
}
