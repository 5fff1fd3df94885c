//! Roles
//!
//! Find directory roles, and the roles and role groups that are enough for a task. Works offline,
//! from the tables of this version.

use serde_json::json;

use super::boundary::argument::{self, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use super::status::exomt_status;
use crate::role::{AdviseOptions, FindOptions, advise, find};

/// Finds directory roles. A pattern may match no role; a name must exist.
///
/// Parameters:
/// - `options`: JSON: `name` (a name, a pattern with `*` and `?`, or a template id); optional
///   `resource` (`Exchange` or `Compliance`: only roles that its PowerShell accepts from an app)
///   and `privileged` (true for the roles that Entra marks as privileged, false for the others).
/// - `json`: receives a buffer with `roles` (`name`, `templateId`, `privileged`, `exchange`,
///   `compliance`). The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_role_find(
    options: *const u8,
    options_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let options: FindOptions = argument::json("options", options, options_len)?;
        out.write(publish_json(&json!({"roles": find(&options)?}))?);
        Ok(())
    })
}

/// Lists the directory roles and role groups that are enough for a task, least privilege first.
///
/// Parameters:
/// - `options`: JSON: `task` (a name or a pattern with `*` and `?`); optional `resource`
///   (`Exchange` or `Compliance`), and the values to insert into the commands: `appId`, `objectId`
///   (of the service principal in the customer tenant) and `displayName`.
/// - `json`: receives a buffer with `advice`, an array with one object per task: `name`,
///   `aliases`, `description`, `resource`, `directoryRoles` (`name`, `templateId`, `privileged`,
///   `confidence`, `note`), `roleGroups` (`name`, `roles`, `confidence`, `note`), `notes`, and
///   `commands`: the commands that add the app to the first role group. The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_role_advise(
    options: *const u8,
    options_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let options: AdviseOptions = argument::json("options", options, options_len)?;
        out.write(publish_json(&json!({"advice": advise(&options)?}))?);
        Ok(())
    })
}
