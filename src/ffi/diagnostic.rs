//! Diagnostics
//!
//! A diagnostic is the text for a support ticket. The host collects plain data. The library selects
//! the data that explains a problem, removes secrets (as `exomt_text_redact` does) and adds its own
//! version, the time and the statistics of the token cache.

use super::boundary::argument::{self, Out};
use super::boundary::buffer::publish;
use super::boundary::guard;
use super::handle::exomt_buffer;
use super::status::exomt_status;
use super::{library, text};
use crate::diagnostic::{Document, render};

/// Renders a diagnostic. It shows at most 100 objects of each array, and at most 256 KiB of
/// `texts`. It says how much was left out.
///
/// Parameters:
/// - `document`: JSON, with these members. Only `madeBy` and `module` are required. Unknown members
///   are rejected.
///   - `madeBy`: the command or program that creates the diagnostic.
///   - `module`: the name and version of the wrapper.
///   - `format`: `text` (if absent) or `json`.
///   - `versions`: an object with the versions of everything else, as strings.
///   - `clock`: `{"local","zone"}`, as strings.
///   - `proxy`: an object with a boolean for each proxy variable, which says whether it is set.
///   - `apps`: an array of objects with the members that the library's JSON has for an app.
///   - `tenants`: the same for resolved tenants, or for their readiness.
///   - `checks`: the same for checked tokens. In these three arrays, names of members are
///     case-insensitive, and members that don't help to explain a problem are ignored.
///   - `tokens`: an array of `{"properties","decoded","failure"}`. `properties` has the members of
///     a token event. `decoded` is the JSON of `exomt_token_decode`, as a string. `failure` says
///     why the token could not be decoded.
///   - `errors`: an array of `{"properties","details","exceptions"}`. `properties` is an object
///     with `id`, `category`, `target`, `command` and `line`. `details` is the text that the user
///     saw, if it isn't `message`. `exceptions` is an array of `{"type","message","data"}`, from
///     the outermost to the innermost error; `data` can be the JSON of an error.
///   - `texts`: an array of strings, such as the lines of a log. A string can be a token,
///     which is decoded.
///   - `more`: an object with the number of objects that the host left out of each array, by the
///     array's name.
///   - `others`: an object with the number of objects of each type that has no array, by type.
/// - `hidden`: a list of values to hide, as for `exomt_text_redact`.
/// - `shown`: receives a buffer with UTF-8 text or JSON. The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_diagnostic_render(
    document: *const u8,
    document_len: usize,
    hidden: *const u8,
    hidden_len: usize,
    shown: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("shown", shown)?;
        let document: Document<'_> = argument::json("document", document, document_len)?;
        let redactor = text::redactor(hidden, hidden_len)?;
        let rendered = render(&document, &library::describe(), redactor)?;
        out.write(publish(rendered.into_bytes())?);
        Ok(())
    })
}
