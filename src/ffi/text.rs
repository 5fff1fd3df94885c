//! Texts
//!
//! Texts that a host shows to others, such as error messages, logs and evidence, can contain
//! secrets. These functions make such texts safe to show.

use super::boundary::argument::{self, MAX_FILE_BYTES, MAX_JSON_BYTES, Out};
use super::boundary::buffer::publish;
use super::boundary::failure::Failure;
use super::boundary::guard;
use super::handle::exomt_buffer;
use super::status::exomt_status;
use crate::redact::Redactor;

/// Removes secrets from a text: tokens, keys, passwords and anything that looks like one become
/// `[redacted:...]`. Control characters except line feeds are removed.
///
/// A list consists of UTF-8 values, separated by NULs. It has at most 1 MiB. Null with length 0 is
/// an empty list.
///
/// Parameters:
/// - `text`: the text, UTF-8. NUL is allowed. The first 262,144 characters are examined.
/// - `known`: a list of values that look like secrets but aren't, such as the thumbprint of a
///   certificate. They are not removed.
/// - `hidden`: a list of more values to hide. They are found in any letter case, percent-encoded or
///   in base64. The library wipes its copies before it returns.
/// - `shown`: receives a buffer with UTF-8 text, at most 16,384 characters and "...". The caller
///   frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_text_redact(
    text: *const u8,
    text_len: usize,
    known: *const u8,
    known_len: usize,
    hidden: *const u8,
    hidden_len: usize,
    shown: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("shown", shown)?;
        let text = argument::bytes("text", text, text_len, MAX_JSON_BYTES)?;
        let text = argument::utf8("text", text)?;
        let mut redactor = redactor(hidden, hidden_len)?;
        for value in argument::list("known", known, known_len, MAX_FILE_BYTES)? {
            redactor.keep(value);
        }
        out.write(publish(redactor.redact(text).into_bytes())?);
        Ok(())
    })
}

/// Returns a redactor that hides a list of values.
pub(super) fn redactor(hidden: *const u8, hidden_len: usize) -> Result<Redactor, Failure> {
    let mut redactor = Redactor::new()?;
    for value in argument::list("hidden", hidden, hidden_len, MAX_FILE_BYTES)? {
        redactor.hide(value);
    }
    Ok(redactor)
}

#[cfg(test)]
mod tests {
    use super::super::boundary::table;
    use super::*;

    fn redact(text: &[u8], known: &str, hidden: &str) -> Result<String, i32> {
        let (mut shown, mut error) = (exomt_buffer::default(), exomt_buffer::default());
        // SAFETY: the texts are readable for their lengths, the out-parameters are writable.
        let status = unsafe {
            exomt_text_redact(
                text.as_ptr(),
                text.len(),
                known.as_ptr(),
                known.len(),
                hidden.as_ptr(),
                hidden.len(),
                &mut shown,
                &mut error,
            )
        };
        if status != 0 {
            return Err(status);
        }
        let bytes = table::remove(shown).expect("a buffer");
        Ok(String::from_utf8(bytes.to_vec()).expect("UTF-8"))
    }

    #[test]
    fn lists_have_a_nul_between_two_values() {
        let text = b"it was 0F1E2D3C4B5A69788796A5B4C3D2E1F00F1E2D3C\0 at contoso, fabrikam.";
        let shown = redact(
            text,
            "other\x000F1E2D3C4B5A69788796A5B4C3D2E1F00F1E2D3C",
            "Fabrikam\0\0contoso",
        );
        assert_eq!(
            shown.expect("works"),
            "it was 0F1E2D3C4B5A69788796A5B4C3D2E1F00F1E2D3C at [redacted:asked], [redacted:asked]."
        );
        assert!(redact(b"\xff", "", "").is_err());
    }
}
