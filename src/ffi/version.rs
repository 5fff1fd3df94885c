//! Version
//!
//! Compare `exomt_abi_version()` with `EXOMT_ABI_VERSION` before any other call: a library
//! with another ABI version must not be used with this header.

/// The ABI version of this header.
///
/// It increases when a function, parameter, type, constant, status number or documented JSON member
/// is changed or removed. Additions don't change it.
pub const EXOMT_ABI_VERSION: u32 = 2;

/// Returns the ABI version of the library. The signature of this function never changes.
#[unsafe(no_mangle)]
pub extern "C" fn exomt_abi_version() -> u32 {
    EXOMT_ABI_VERSION
}
