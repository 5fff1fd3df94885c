//! Buffers: bytes that the library owns until the caller frees their handle.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::failure::Failure;
use super::table;
use crate::error::Error;
use crate::ffi::handle::exomt_buffer;

/// Stores bytes in a buffer. The bytes are wiped when the buffer is freed, because they may be a
/// token.
pub(in crate::ffi) fn publish(
    bytes: impl Into<Zeroizing<Vec<u8>>>,
) -> Result<exomt_buffer, Failure> {
    table::insert(Arc::new(bytes.into()))
}

/// Stores a JSON document in a buffer.
pub(in crate::ffi) fn publish_json(value: &impl serde::Serialize) -> Result<exomt_buffer, Failure> {
    let json = serde_json::to_vec(value)
        .map_err(|_| Error::internal("a result could not be written as JSON"))?;
    publish(json)
}

/// Stores a description and its payload in two buffers. If there is no payload, the second handle
/// is 0. If the payload can't be stored, the description is freed, because the caller never
/// receives its handle.
pub(in crate::ffi) fn publish_pair(
    description: &impl serde::Serialize,
    payload: Option<Zeroizing<Vec<u8>>>,
) -> Result<(exomt_buffer, exomt_buffer), Failure> {
    let description = publish_json(description)?;
    match payload.map(publish).transpose() {
        Ok(payload) => Ok((description, payload.unwrap_or_default())),
        Err(failure) => {
            let _ = table::remove(description);
            Err(failure)
        }
    }
}
