//! Verifies a token's signature with the keys that its issuer publishes.

mod key_cache;
mod key_set;
mod verify;

pub use verify::{SignatureCheck, VerifiedSignature};
