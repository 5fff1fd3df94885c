//! A signing key and its JWK.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::config::ConfigError;
use crate::jws::PublicKey;

pub(crate) struct SigningKey {
    key: RsaKeyPair,
    kid: String,
}

impl SigningKey {
    pub(crate) fn generate() -> Result<SigningKey, ConfigError> {
        let failed = |_| ConfigError("no signing key could be made".to_owned());
        let key = RsaKeyPair::generate(KeySize::Rsa2048).map_err(failed)?;
        let der = key.public_key().as_der().map_err(failed)?;
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, der.as_ref());
        let kid = URL_SAFE_NO_PAD.encode(&digest.as_ref()[..20]);
        Ok(SigningKey { key, kid })
    }

    pub(crate) fn kid(&self) -> &str {
        &self.kid
    }

    pub(crate) fn public_key(&self) -> PublicKey {
        PublicKey::new(self.key.public_key().as_ref())
    }

    /// Returns a compact RS256 JWS with this `kid` in its header.
    pub(crate) fn sign(&self, claims: &Value, kid: &str) -> String {
        let header = json!({"typ": "JWT", "alg": "RS256", "x5t": kid, "kid": kid});
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let mut token = format!("{}.{}", part(&header), part(claims));
        let mut signature = vec![0; self.key.public_modulus_len()];
        let signed = self.key.sign(
            &RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            token.as_bytes(),
            &mut signature,
        );
        if signed.is_err() {
            signature.clear();
        }
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut token);
        token
    }

    pub(crate) fn jwk(&self, issuer: &str) -> Value {
        let public = self.key.public_key();
        json!({
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": self.kid,
            "x5t": self.kid,
            "n": URL_SAFE_NO_PAD.encode(public.modulus().big_endian_without_leading_zero()),
            "e": URL_SAFE_NO_PAD.encode(public.exponent().big_endian_without_leading_zero()),
            "issuer": issuer,
        })
    }
}
