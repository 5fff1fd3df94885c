//! Checks of pointers and lengths. A wild pointer can not be told from a good one.

use std::slice;

use serde::de::DeserializeOwned;

use super::failure::Failure;
use crate::error::{Error, ErrorCode, clean_line};
use crate::operation::Request;

/// Longest secret, password, assertion or token: 64 KiB.
pub(in crate::ffi) const MAX_TEXT_BYTES: usize = 64 * 1024;
/// Largest PFX, PEM or DER input: 1 MiB.
pub(in crate::ffi) const MAX_FILE_BYTES: usize = 1024 * 1024;
/// Largest JSON document (100,000 requests fit): 64 MiB.
pub(in crate::ffi) const MAX_JSON_BYTES: usize = 64 * 1024 * 1024;

/// A place to write to, not null.
pub(in crate::ffi) struct Out<T>(*mut T);

impl<T> Out<T> {
    /// # Errors
    /// `INVALID_ARGUMENT` naming the argument when it is null or not aligned.
    pub(in crate::ffi) fn required(name: &str, pointer: *mut T) -> Result<Out<T>, Failure> {
        if pointer.is_null() {
            return Err(Failure::argument(name, "is a null pointer"));
        }
        if !pointer.is_aligned() {
            return Err(Failure::argument(name, "is not aligned for its type"));
        }
        Ok(Out(pointer))
    }

    pub(in crate::ffi) fn optional(pointer: *mut T) -> Option<Out<T>> {
        (!pointer.is_null() && pointer.is_aligned()).then_some(Out(pointer))
    }

    pub(in crate::ffi) fn write(self, value: T) {
        // SAFETY: the pointer is neither null nor unaligned (checked when made), and the
        // header demands that it points to memory that the caller owns during the call.
        unsafe { self.0.write(value) }
    }
}

/// Bytes that must be there.
pub(in crate::ffi) fn bytes<'a>(
    name: &str,
    pointer: *const u8,
    len: usize,
    most: usize,
) -> Result<&'a [u8], Failure> {
    if pointer.is_null() {
        return Err(Failure::argument(name, "is a null pointer"));
    }
    if len > most {
        return Err(Failure::argument(
            name,
            &format!("has {len} bytes, more than {most}"),
        ));
    }
    // SAFETY: the pointer is not null and the length is bounded; the header demands that
    // `len` bytes can be read there and stay unchanged during the call.
    Ok(unsafe { slice::from_raw_parts(pointer, len) })
}

/// Bytes that may be left out by a null pointer with length 0.
pub(in crate::ffi) fn optional_bytes<'a>(
    name: &str,
    pointer: *const u8,
    len: usize,
    most: usize,
) -> Result<Option<&'a [u8]>, Failure> {
    match (pointer.is_null(), len) {
        (true, 0) => Ok(None),
        (true, _) => Err(Failure::argument(
            name,
            "is a null pointer with a length above 0",
        )),
        (false, _) => bytes(name, pointer, len, most).map(Some),
    }
}

/// UTF-8 text without NUL.
pub(in crate::ffi) fn text<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Failure> {
    let text = std::str::from_utf8(bytes).map_err(|_| Failure::argument(name, "is not UTF-8"))?;
    if text.contains('\0') {
        return Err(Failure::argument(name, "holds a NUL character"));
    }
    Ok(text)
}

/// A tenant and a resource (Exchange if left out) as a request.
pub(in crate::ffi) fn request(
    (tenant, tenant_len): (*const u8, usize),
    (resource, resource_len): (*const u8, usize),
) -> Result<Request, Failure> {
    let tenant = bytes("tenant", tenant, tenant_len, MAX_TEXT_BYTES)?;
    let resource = optional_bytes("resource", resource, resource_len, MAX_TEXT_BYTES)?;
    Ok(Request {
        tenant: text("tenant", tenant)?.to_owned(),
        resource: resource
            .map(|bytes| text("resource", bytes).map(str::to_owned))
            .transpose()?,
    })
}

/// A JSON document of a known shape.
pub(in crate::ffi) fn json<T: DeserializeOwned>(
    name: &str,
    pointer: *const u8,
    len: usize,
) -> Result<T, Failure> {
    let bytes = bytes(name, pointer, len, MAX_JSON_BYTES)?;
    let text = text(name, bytes)?;
    serde_json::from_str(text).map_err(|error| {
        Error::new(
            ErrorCode::InvalidOptions,
            format!(
                "The argument '{name}' can not be read: {}.",
                clean_line(&error.to_string())
            ),
            "Pass the JSON document that include/exomt.h describes.",
        )
        .into()
    })
}

/// A JSON document that may be left out by a null pointer with length 0.
pub(in crate::ffi) fn optional_json<T: DeserializeOwned + Default>(
    name: &str,
    pointer: *const u8,
    len: usize,
) -> Result<T, Failure> {
    match (pointer.is_null(), len) {
        (true, 0) => Ok(T::default()),
        _ => json(name, pointer, len),
    }
}
