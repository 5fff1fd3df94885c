//! Library
//!
//! What the loaded library is, and the names it knows. Hosts complete and check names with
//! this data.

use serde_json::{Value, json};

use super::boundary::argument::Out;
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use super::status::{Status, exomt_status};
use super::version::EXOMT_ABI_VERSION;
use crate::claims::{DirectoryRole, RoleArea};
use crate::cloud::Cloud;
use crate::error::ErrorCode;
use crate::resource;

/// Describes the library.
///
/// Parameters:
/// - `json`: receives a buffer with `{"name","version","abi","target"}`. The caller frees it.
///
/// # Safety
/// Inputs are readable for their lengths; out-parameters are writable, `error` or null.
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
            "target": format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        }))?);
        Ok(())
    })
}

/// Lists the names and data that this version knows.
///
/// Parameters:
/// - `json`: receives a buffer with `{"clouds","resources","directoryRoles","roleAreas",
///   "errors"}`. Role areas name the roles that are sufficient for a task; errors are the
///   numbers and names of every status. The caller frees the buffer.
///
/// # Safety
/// Inputs are readable for their lengths; out-parameters are writable, `error` or null.
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
            "roleAreas": RoleArea::all(),
            "errors": statuses.chain(codes).collect::<Vec<_>>(),
        }))?);
        Ok(())
    })
}
