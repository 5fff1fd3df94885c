//! Checks the pointers, lengths and strings of arguments. An invalid pointer that is neither null
//! nor misaligned cannot be detected.

use std::slice;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::failure::Failure;
use crate::error::{Error, ErrorCode, clean_line};
use crate::operation::Request;
use crate::redact::Redactor;

/// The limit for secrets, passwords, assertions and tokens: 64 KiB.
pub(in crate::ffi) const MAX_TEXT_BYTES: usize = 64 * 1024;
/// The limit for PFX, PEM and DER input: 1 MiB.
pub(in crate::ffi) const MAX_FILE_BYTES: usize = 1024 * 1024;
/// The limit for JSON documents: 64 MiB, enough for 100,000 requests.
pub(in crate::ffi) const MAX_JSON_BYTES: usize = 64 * 1024 * 1024;

/// An out-parameter that is neither null nor misaligned.
pub(in crate::ffi) struct Out<T>(*mut T);

impl<T> Out<T> {
    /// Checks the pointer of an out-parameter.
    ///
    /// # Errors
    /// `InvalidArgument` with the argument's name if the pointer is null or misaligned.
    pub(in crate::ffi) fn required(name: &str, pointer: *mut T) -> Result<Out<T>, Failure> {
        if pointer.is_null() {
            return Err(Failure::argument(name, "is a null pointer"));
        }
        if !pointer.is_aligned() {
            return Err(Failure::argument(name, "isn't aligned for its type"));
        }
        Ok(Out(pointer))
    }

    pub(in crate::ffi) fn optional(pointer: *mut T) -> Option<Out<T>> {
        (!pointer.is_null() && pointer.is_aligned()).then_some(Out(pointer))
    }

    pub(in crate::ffi) fn write(self, value: T) {
        // SAFETY: the constructors check that the pointer is neither null nor misaligned, and
        // the header requires that it points to memory that the caller owns during the call.
        unsafe { self.0.write(value) }
    }
}

/// Returns the bytes of a required argument.
pub(in crate::ffi) fn bytes<'a>(
    name: &str,
    pointer: *const u8,
    len: usize,
    max: usize,
) -> Result<&'a [u8], Failure> {
    if pointer.is_null() {
        return Err(Failure::argument(name, "is a null pointer"));
    }
    if len > max {
        return Err(Failure::argument(
            name,
            &format!("has {len} bytes; the maximum is {max}"),
        ));
    }
    // SAFETY: the pointer is not null and the length is bounded; the header requires that
    // `len` bytes are readable there and stay unchanged during the call.
    Ok(unsafe { slice::from_raw_parts(pointer, len) })
}

/// Returns the bytes of an optional argument. A null pointer with length 0 means that the argument
/// is absent.
pub(in crate::ffi) fn optional_bytes<'a>(
    name: &str,
    pointer: *const u8,
    len: usize,
    max: usize,
) -> Result<Option<&'a [u8]>, Failure> {
    match (pointer.is_null(), len) {
        (true, 0) => Ok(None),
        (true, _) => Err(Failure::argument(
            name,
            "is a null pointer with a length above 0",
        )),
        (false, _) => bytes(name, pointer, len, max).map(Some),
    }
}

/// Returns bytes as a string. They must be UTF-8, and may contain NUL.
pub(in crate::ffi) fn utf8<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Failure> {
    std::str::from_utf8(bytes).map_err(|_| Failure::argument(name, "isn't UTF-8"))
}

/// Returns the values of a list, which is UTF-8 with values separated by NUL. A null pointer with
/// length 0 is an empty list.
pub(in crate::ffi) fn list<'a>(
    name: &str,
    pointer: *const u8,
    len: usize,
    max: usize,
) -> Result<impl Iterator<Item = &'a str> + use<'a>, Failure> {
    let bytes = optional_bytes(name, pointer, len, max)?.unwrap_or_default();
    let values = utf8(name, bytes)?.split('\0');
    Ok(values.filter(|value| !value.is_empty()))
}

/// Returns bytes as a string. They must be UTF-8 without NUL.
pub(in crate::ffi) fn text<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Failure> {
    let text = utf8(name, bytes)?;
    if text.contains('\0') {
        return Err(Failure::argument(name, "contains a NUL character"));
    }
    Ok(text)
}

/// Returns a request from a tenant and an optional resource.
pub(in crate::ffi) fn request(
    (tenant, tenant_len): (*const u8, usize),
    (resource, resource_len): (*const u8, usize),
) -> Result<Request, Failure> {
    let tenant = bytes("tenant", tenant, tenant_len, MAX_TEXT_BYTES)?;
    let resource = optional_bytes("resource", resource, resource_len, MAX_TEXT_BYTES)?;
    let resource = resource.map(|bytes| text("resource", bytes)).transpose()?;
    Ok(Request::parse(text("tenant", tenant)?, resource)?)
}

/// Parses a JSON document.
pub(in crate::ffi) fn json<'a, T: Deserialize<'a>>(
    name: &str,
    pointer: *const u8,
    len: usize,
) -> Result<T, Failure> {
    let bytes = bytes(name, pointer, len, MAX_JSON_BYTES)?;
    let text = text(name, bytes)?;
    serde_json::from_str(text).map_err(|error| {
        // serde's message quotes values of a wrong type, which may be secrets.
        let why = match Redactor::new() {
            Ok(redactor) => redactor.redact(&error.to_string()),
            Err(error) => return error.into(),
        };
        Error::new(
            ErrorCode::InvalidOptions,
            format!(
                "The argument '{name}' can't be parsed: {}.",
                clean_line(&why)
            ),
            "Pass the JSON document that include/exomt.h describes.",
        )
        .into()
    })
}

/// Parses an optional JSON document. A null pointer with length 0 means the defaults.
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
