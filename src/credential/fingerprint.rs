//! Fingerprints that tell credentials apart without telling what they are.

use aws_lc_rs::hmac::{self, HMAC_SHA256, Key};
use once_cell::sync::Lazy;
use uuid::Uuid;

use super::{CredentialKind, Fingerprint};

/// Random, so that a fingerprint says nothing outside of this process.
static KEY: Lazy<Key> = Lazy::new(|| {
    let random = [*Uuid::new_v4().as_bytes(), *Uuid::new_v4().as_bytes()].concat();
    Key::new(HMAC_SHA256, &random)
});

/// The fingerprint of some material; the kind keeps equal bytes of two kinds apart.
pub(super) fn of(kind: CredentialKind, material: &[u8]) -> Fingerprint {
    let mut context = hmac::Context::with_key(&KEY);
    context.update(&[kind as u8]);
    context.update(material);
    let mut fingerprint = [0; 32];
    fingerprint.copy_from_slice(context.sign().as_ref());
    fingerprint
}

/// A fingerprint that nothing else has.
pub(super) fn unique(kind: CredentialKind) -> Fingerprint {
    of(kind, Uuid::new_v4().as_bytes())
}
