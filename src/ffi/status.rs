//! Status numbers of the boundary itself; the core's begin at 100 (`ErrorCode`).

use strum::IntoStaticStr;

/// What a function returns: `EXOMT_STATUS_OK`, one of these, or an `EXOMT_ERROR_CODE_...`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, strum::VariantArray)]
#[repr(i32)]
pub enum Status {
    /// It worked; out-parameters are written.
    Ok = 0,
    /// A pointer is null, a length is above its maximum, or a text is not UTF-8.
    InvalidArgument = 1,
    /// The handle has been freed.
    StaleHandle = 2,
    /// The handle is of another type than the function takes, or never was one.
    WrongHandleType = 3,
    /// The handle is from another process.
    ForeignHandle = 4,
    /// A fault of ExoMt was caught; nothing was written.
    Internal = 5,
    /// No event is there to be taken.
    NothingToTake = 6,
    /// No such request waits for an answer (any more).
    UnknownRequest = 7,
    /// More handles are alive than can be; free some.
    TooManyHandles = 8,
}

impl Status {
    pub(super) const ALL: &'static [Status] = <Status as strum::VariantArray>::VARIANTS;

    pub(super) const fn number(self) -> i32 {
        self as i32
    }

    pub(super) fn name(self) -> &'static str {
        self.into()
    }
}
