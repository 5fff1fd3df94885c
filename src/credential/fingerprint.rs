//! Fingerprints identify credentials without revealing them.

use aws_lc_rs::hmac::{self, HMAC_SHA256, Key};
use once_cell::sync::Lazy;
use uuid::Uuid;

use super::{CredentialKind, Fingerprint};

/// A random key, which makes fingerprints meaningless outside this process.
static KEY: Lazy<Key> = Lazy::new(|| {
    let random = [*Uuid::new_v4().as_bytes(), *Uuid::new_v4().as_bytes()].concat();
    Key::new(HMAC_SHA256, &random)
});

/// Returns the fingerprint of secret material. The hash includes the kind, so equal bytes have
/// different fingerprints for different kinds of credentials.
pub(super) fn fingerprint(kind: CredentialKind, material: &[u8]) -> Fingerprint {
    let mut context = hmac::Context::with_key(&KEY);
    context.update(&[kind as u8]);
    context.update(material);
    let mut fingerprint = [0; 32];
    fingerprint.copy_from_slice(context.sign().as_ref());
    fingerprint
}

/// Returns a fingerprint that no other credential has.
pub(super) fn unique_fingerprint(kind: CredentialKind) -> Fingerprint {
    fingerprint(kind, Uuid::new_v4().as_bytes())
}
