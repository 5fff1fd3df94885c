//! Buffers
//!
//! Every document, event, token and error arrives in a buffer. Its bytes are wiped when it is
//! freed.
//!
//! The general flow: read a buffer with `exomt_buffer_read`, use or copy its bytes, free it
//! with `exomt_buffer_free`.

use super::boundary::argument::Out;
use super::boundary::{guard, table};
use super::handle::exomt_buffer;
use super::status::exomt_status;

/// Writes the address and the length of a buffer's bytes.
///
/// Parameters:
/// - `data`: receives the address. It is never null, and it is valid until the buffer is freed.
///   If the length is 0, nothing may be read from it.
/// - `len`: receives the number of bytes. No NUL follows them.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_buffer_read(
    buffer: exomt_buffer,
    data: *mut *const u8,
    len: *mut usize,
) -> exomt_status {
    guard::call(std::ptr::null_mut(), || {
        let data = Out::required("data", data)?;
        let len = Out::required("len", len)?;
        let bytes = table::get(buffer)?;
        data.write(bytes.as_ptr());
        len.write(bytes.len());
        Ok(())
    })
}

/// Frees a buffer and wipes its bytes. No other thread may be reading them.
///
/// # Safety
/// No other thread reads the bytes of the buffer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_buffer_free(buffer: exomt_buffer) -> exomt_status {
    guard::call(std::ptr::null_mut(), || table::remove(buffer).map(drop))
}
