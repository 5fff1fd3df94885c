//! Status
//!
//! Every function that can fail returns an `exomt_status`: `EXOMT_STATUS_OK`, another
//! `EXOMT_STATUS_` number when the call itself was invalid, or an `EXOMT_ERROR_CODE_` number (100
//! and up, see "Errors") when the work failed.

#![allow(non_camel_case_types, reason = "the names are those of the C header")]

use strum::IntoStaticStr;

/// An `EXOMT_STATUS_` or `EXOMT_ERROR_CODE_` number.
pub type exomt_status = i32;

/// The status of a call: success, or the fault in the call itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, strum::VariantArray)]
#[repr(i32)]
pub enum Status {
    /// The call succeeded; its out-parameters are written.
    Ok = 0,
    /// A pointer is null or misaligned, a handle is 0, a length is above its maximum, or a
    /// text is not UTF-8 or contains NUL.
    InvalidArgument = 1,
    /// The handle has been freed.
    StaleHandle = 2,
    /// The handle is of another type.
    WrongHandleType = 3,
    /// The handle is from another process, or isn't a handle.
    ForeignHandle = 4,
    /// The library caught an internal error; no out-parameter but `error` was written.
    Internal = 5,
    /// The operation has no event to take.
    NothingToTake = 6,
    /// The request id is unknown, or its event has been answered.
    UnknownRequest = 7,
    /// The process has 1,048,576 live handles, the maximum.
    TooManyHandles = 8,
}

impl Status {
    pub(super) const ALL: &'static [Status] = <Status as strum::VariantArray>::VARIANTS;

    pub(super) const fn number(self) -> exomt_status {
        self as exomt_status
    }

    pub(super) fn name(self) -> &'static str {
        self.into()
    }
}
