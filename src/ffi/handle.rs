//! The handle types: one-member structs, so a handle of the wrong kind doesn't compile.
//!
//! Every ABI that ExoMt ships for passes such a struct by value exactly like the integer
//! inside, so a caller without structs (P/Invoke in PowerShell) passes a `uint64_t`.

#![allow(non_camel_case_types, reason = "the names are those of the C header")]

/// Bytes that the library owns, such as a JSON document or a token.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct exomt_buffer {
    /// The handle's number; 0 is none.
    pub value: u64,
}

/// How an app proves its identity.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct exomt_credential {
    /// The handle's number; 0 is none.
    pub value: u64,
}

/// An app registration together with its credential, cloud and network options.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct exomt_app {
    /// The handle's number; 0 is none.
    pub value: u64,
}

/// Requests for one or many tenants, their events, and completion.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct exomt_operation {
    /// The handle's number; 0 is none.
    pub value: u64,
}
