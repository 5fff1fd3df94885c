//! `buffer`: bytes that the library owns; the caller reads, then frees them.

use super::boundary::argument::Out;
use super::boundary::{guard, table};
use super::handle::exomt_buffer;

/// Tells where the bytes of a buffer are and how many.
///
/// The pointer is valid until the buffer is freed; nothing ends the bytes (no NUL). For
/// an empty buffer the pointer is not null but must not be read.
///
/// # Safety
/// `data` and `len` point to writable memory of their types.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_buffer_data(
    buffer: exomt_buffer,
    data: *mut *const u8,
    len: *mut usize,
) -> i32 {
    guard::call(std::ptr::null_mut(), || {
        let data = Out::required("data", data)?;
        let len = Out::required("len", len)?;
        let bytes = table::get(buffer)?;
        data.write(bytes.as_ptr());
        len.write(bytes.len());
        Ok(())
    })
}

/// Frees a buffer and wipes its bytes. A second free is `EXOMT_STATUS_STALE_HANDLE`.
///
/// # Safety
/// No other thread reads the buffer's bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_buffer_free(buffer: exomt_buffer) -> i32 {
    guard::call(std::ptr::null_mut(), || table::remove(buffer).map(drop))
}
