//! Roles
//!
//! Find directory roles, and the roles and role groups that are enough for a task. Works offline,
//! from the tables of this version.

use serde_json::json;

use super::boundary::json_call;
use super::handle::exomt_buffer;
use super::status::exomt_status;
use crate::role::{AdviseOptions, FindOptions, advise, find};

/// Finds directory roles. A pattern may match no role; a name must exist.
///
/// Parameters:
/// - `options`: JSON, with these members:
///   - `name`: a name, a pattern with `*` and `?`, or a template id.
///   - `resource`: `Exchange` or `Compliance`, to find only the roles that this resource's
///     PowerShell accepts from an app. Optional.
///   - `privileged`: true to find only the roles that Entra marks as privileged, false to find only
///     the others. Optional.
/// - `json`: receives a buffer with `roles`, an array of `{"name","templateId","privileged",
///   "exchange","compliance"}`. The caller frees the buffer.
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
    json_call::call::<FindOptions, _>((options, options_len), json, error, |options| {
        Ok(json!({"roles": find(options)?}))
    })
}

/// Lists the directory roles and role groups that are enough for a task, least privilege first.
///
/// Parameters:
/// - `options`: JSON, with these members:
///   - `task`: a name, or a pattern with `*` and `?`.
///   - `resource`: `Exchange` or `Compliance`, to list only the tasks of this resource's
///     PowerShell. Optional.
///   - `appId`, `objectId`: the ids of the app, and of its service principal in the customer
///     tenant. The commands contain them, or placeholders if they are absent.
///   - `displayName`: the app's name in the commands; `ExoMt` if absent.
/// - `json`: receives a buffer with `advice`, an array with one object for each task. The caller
///   frees the buffer. The members of an object:
///   - `name`, `aliases`, `description`, `resource`: the task.
///   - `directoryRoles`: an array of `{"name","templateId","privileged","confidence","note"}`.
///   - `roleGroups`: an array of `{"name","roles","confidence","note"}`.
///   - `notes`: an array of strings.
///   - `commands`: the commands that add the app to the first role group.
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
    json_call::call::<AdviseOptions, _>((options, options_len), json, error, |options| {
        Ok(json!({"advice": advise(options)?}))
    })
}
