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

/// Renders a diagnostic. At most 100 objects of each array are shown, and 256 KiB of the texts;
/// the diagnostic says how much was left out.
///
/// Parameters:
/// - `document`: JSON, with these members; only `madeBy` and `module` are required, unknown ones
///   are rejected:
///   - `madeBy`: the command or program that creates the diagnostic.
///   - `module`: the name and version of the wrapper.
///   - `format`: `text` (if absent) or `json`.
///   - `versions`: an object with the versions of everything else, as text.
///   - `clock`: `{"local","zone"}`, as text.
///   - `proxy`: an object with a boolean for each proxy variable: whether it is set.
///   - `apps`, `tenants`, `checks`: arrays of objects with the members that the library's JSON has
///     for an app, a resolved tenant or its readiness, and a checked token. Names of members are
///     case-insensitive; members that don't help to explain a problem are ignored.
///   - `tokens`: an array of `{"properties","decoded","failure"}`: the members of a token event,
///     the JSON of `exomt_token_decode` as a text, or why the token could not be decoded.
///   - `errors`: an array of `{"properties","details","exceptions"}`: an object with `id`,
///     `category`, `target`, `command` and `line`; the text that the user saw, if it isn't
///     `message`; and an array of `{"type","message","data"}` from the outermost to the innermost
///     error. `data` can be the JSON of an error.
///   - `texts`: an array of texts, such as the lines of a log. A token among them is decoded.
///   - `more`: the number of objects that the host left out, by the name of their array.
///   - `others`: the number of objects of types that have no array, by type.
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
