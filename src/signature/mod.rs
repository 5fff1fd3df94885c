//! Who signed a token: its issuer's published keys decide.

mod key_set;
mod store;
mod verify;

pub use verify::SignatureCheck;
pub(crate) use verify::VerifiedSignature;
