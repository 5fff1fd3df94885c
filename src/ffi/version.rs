//! Version
//!
//! Compare `exomt_abi_version()` with `EXOMT_ABI_VERSION` before any other call: a library
//! with another ABI version must not be used with this header.

/// The ABI version of this header.
///
/// It is raised when a function, parameter, type, constant or status number is changed or
/// removed, or when a documented JSON member is. Additions don't raise it.
pub const EXOMT_ABI_VERSION: u32 = 2;

/// Returns the ABI version of the library. Its own signature never changes.
#[unsafe(no_mangle)]
pub extern "C" fn exomt_abi_version() -> u32 {
    EXOMT_ABI_VERSION
}
