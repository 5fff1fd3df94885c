//! `role`: directory roles, and the least roles for a task.

use serde_json::json;

use super::boundary::argument::{self, Out};
use super::boundary::buffer::publish_json;
use super::boundary::guard;
use super::handle::exomt_buffer;
use crate::role::{AdviseOptions, FindOptions, advise, find};

/// Finds directory roles. Options (JSON): `name` (a name, a pattern with `*` and `?`, or a
/// template id); optional `resource` (`Exchange` or `Compliance`: only roles that its PowerShell
/// accepts from an app) and `privileged`. A pattern may match no role; a name must exist.
///
/// Returns JSON: `roles` (`name`, `templateId`, `privileged`, `exchange`, `compliance`).
///
/// # Safety
/// `options` is readable for its length; `json` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_role_find(
    options: *const u8,
    options_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let options: FindOptions = argument::json("options", options, options_len)?;
        out.write(publish_json(&json!({"roles": find(&options)?}))?);
        Ok(())
    })
}

/// Says which directory roles and role groups are enough for a task, least privilege first.
/// Options (JSON): `task` (a name or a pattern with `*` and `?`); optional `resource`
/// (`Exchange` or `Compliance`), `appId`, `objectId` (of the service principal in the customer
/// tenant) and `displayName`, for the commands.
///
/// Returns JSON: `advice`, for each task `name`, `aliases`, `description`, `resource`,
/// `directoryRoles` (`name`, `templateId`, `privileged`, `confidence`, `note`), `roleGroups`
/// (`name`, `roles`, `confidence`, `note`), `notes`, and `commands`: the lines that make the app
/// a member of the first role group.
///
/// # Safety
/// `options` is readable for its length; `json` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_role_advise(
    options: *const u8,
    options_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let options: AdviseOptions = argument::json("options", options, options_len)?;
        out.write(publish_json(&json!({"advice": advise(&options)?}))?);
        Ok(())
    })
}
