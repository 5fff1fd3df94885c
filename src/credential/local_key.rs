//! An RSA private key in memory, parsed once.
//!
//! jsonwebtoken parses its `EncodingKey` again for each signature. [`LocalKey`] implements
//! jsonwebtoken's signer trait with a key that stays parsed. `benches/assertion.rs` compares the
//! two.

use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair};
use jsonwebtoken::Algorithm;
use jsonwebtoken::crypto::JwtSigner;
use jsonwebtoken::signature;

use super::SignatureAlgorithm;

/// A parsed key; aws-lc wipes it when the last reference is dropped.
#[derive(Clone)]
pub(super) struct LocalKey(Arc<RsaKeyPair>);

impl LocalKey {
    /// Parses PKCS#8 or PKCS#1. Returns `None` for any other format, and for a key that isn't an
    /// RSA key of 2048 to 8192 bits.
    pub(super) fn from_der(der: &[u8]) -> Option<LocalKey> {
        let key = RsaKeyPair::from_pkcs8(der)
            .or_else(|_| RsaKeyPair::from_der(der))
            .ok()?;
        Some(LocalKey(Arc::new(key)))
    }

    /// Returns the public key (`RSAPublicKey`, DER).
    pub(super) fn public_key(&self) -> &[u8] {
        self.0.public_key().as_ref()
    }

    /// Returns a signer for one algorithm.
    pub(super) fn signer(&self, algorithm: SignatureAlgorithm) -> BoundKey<'_> {
        BoundKey {
            key: &self.0,
            algorithm,
        }
    }
}

/// A key, and the algorithm to sign with.
pub(super) struct BoundKey<'a> {
    key: &'a RsaKeyPair,
    algorithm: SignatureAlgorithm,
}

impl signature::Signer<Vec<u8>> for BoundKey<'_> {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, signature::Error> {
        let encoding: &'static dyn RsaEncoding = match self.algorithm {
            SignatureAlgorithm::PS256 => &RSA_PSS_SHA256,
            SignatureAlgorithm::RS256 => &RSA_PKCS1_SHA256,
        };
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key
            .sign(encoding, &SystemRandom::new(), message, &mut signature)
            .map_err(signature::Error::from_source)?;
        Ok(signature)
    }
}

impl JwtSigner for BoundKey<'_> {
    fn algorithm(&self) -> Algorithm {
        match self.algorithm {
            SignatureAlgorithm::PS256 => Algorithm::PS256,
            SignatureAlgorithm::RS256 => Algorithm::RS256,
        }
    }
}
