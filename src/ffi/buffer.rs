//! `buffer`: bytes that ExoMt owns and the caller reads, then frees.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::boundary::argument::Out;
use super::boundary::failure::Failure;
use super::boundary::guard;
use super::boundary::handle::{self, Kind, Object};

/// Bytes that are wiped when they are freed; any of them can be a token.
pub(super) struct Buffer(Zeroizing<Vec<u8>>);

impl Buffer {
    pub(super) fn new(bytes: impl Into<Zeroizing<Vec<u8>>>) -> Buffer {
        Buffer(bytes.into())
    }
}

/// Gives bytes a handle.
pub(super) fn publish(bytes: impl Into<Zeroizing<Vec<u8>>>) -> Result<u64, Failure> {
    handle::insert(Object::Buffer(Arc::new(Buffer::new(bytes))))
}

/// Gives a JSON document a handle.
pub(super) fn publish_json(value: &impl serde::Serialize) -> Result<u64, Failure> {
    let json = serde_json::to_vec(value)
        .map_err(|_| crate::error::Error::internal("a result could not be written as JSON"))?;
    publish(json)
}

/// Gives a description and the bytes that belong to it handles (0 for none): both or none,
/// since one without the other would be a leak.
pub(super) fn publish_pair(
    description: &impl serde::Serialize,
    payload: Option<Zeroizing<Vec<u8>>>,
) -> Result<(u64, u64), Failure> {
    let description = publish_json(description)?;
    match payload.map(publish).transpose() {
        Ok(payload) => Ok((description, payload.unwrap_or(0))),
        Err(failure) => {
            let _ = handle::remove(description, Kind::Buffer);
            Err(failure)
        }
    }
}

/// Tells where the bytes of a buffer are and how many.
///
/// The pointer is valid until the buffer is freed; nothing ends the bytes (no NUL). For
/// an empty buffer the pointer is not null but must not be read.
///
/// # Safety
/// `data` and `len` point to writable memory of their types.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_buffer_data(
    buffer: u64,
    data: *mut *const u8,
    len: *mut usize,
) -> i32 {
    guard::call(std::ptr::null_mut(), || {
        let data = Out::required("data", data)?;
        let len = Out::required("len", len)?;
        let buffer = handle::buffer(buffer)?;
        data.write(buffer.0.as_ptr());
        len.write(buffer.0.len());
        Ok(())
    })
}

/// Frees a buffer and wipes its bytes. A second free is `EXOMT_STATUS_STALE_HANDLE`.
///
/// # Safety
/// No other thread reads the buffer's bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_buffer_free(buffer: u64) -> i32 {
    guard::call(std::ptr::null_mut(), || {
        handle::remove(buffer, Kind::Buffer).map(drop)
    })
}
