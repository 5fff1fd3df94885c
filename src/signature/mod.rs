//! Who signed a token: its issuer's published keys decide.

mod key_cache;
mod key_set;
mod verify;

pub use verify::SignatureCheck;
pub(crate) use verify::VerifiedSignature;
