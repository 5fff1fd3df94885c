//! Handles
//!
//! A handle is a struct with a number, passed by value. It is not a pointer. Every function checks
//! it, so a stale, foreign or wrong handle produces a status, never undefined behavior. Initialize
//! handles with `{0}`, which means "no handle". Two handles are the same if their values are equal.
//! A caller whose language has no structs can pass a `uint64_t`: on every platform that ExoMt ships
//! for, the ABI is the same.

#![allow(non_camel_case_types, reason = "the names are those of the C header")]

/// Bytes that the library owns, such as a JSON document or a token.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct exomt_buffer {
    /// 0 is none.
    pub value: u64,
}

/// How an app proves its identity.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct exomt_credential {
    /// 0 is none.
    pub value: u64,
}

/// An app registration with its credential, cloud and network options.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct exomt_app {
    /// 0 is none.
    pub value: u64,
}

/// Requests for one or many tenants, their events, and completion.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct exomt_operation {
    /// 0 is none.
    pub value: u64,
}
