//! Parses a compact JWS and verifies it with an RSA public key.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use aws_lc_rs::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, UnparsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde_json::{Map, Value};
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::config::ConfigError;

/// An RSA public key (`RSAPublicKey`, DER).
#[derive(Debug, Clone)]
pub(crate) struct PublicKey(Vec<u8>);

impl PublicKey {
    pub(crate) fn new(der: &[u8]) -> PublicKey {
        PublicKey(der.to_vec())
    }
}

/// A parsed, unverified JWS.
pub(crate) struct Jws<'a> {
    pub(crate) header: Map<String, Value>,
    pub(crate) claims: Map<String, Value>,
    signed: &'a str,
    signature: Vec<u8>,
}

impl<'a> Jws<'a> {
    /// Parses a compact JWS. It has exactly three base64url parts without padding, with JSON
    /// objects in the first two.
    pub(crate) fn parse(text: &'a str) -> Option<Jws<'a>> {
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        if claims.contains('.') {
            return None;
        }
        let object = |part: &str| -> Option<Map<String, Value>> {
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
        };
        Some(Jws {
            header: object(header)?,
            claims: object(claims)?,
            signed,
            signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
        })
    }

    pub(crate) fn alg(&self) -> &str {
        self.header
            .get("alg")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    pub(crate) fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim)?.as_str()
    }

    /// Returns a time claim in seconds. It can be a number, with a fraction as in MSAL Python (RFC
    /// 7519 allows that), or a string as in MSAL.NET.
    pub(crate) fn seconds(&self, claim: &str) -> Option<i64> {
        match self.claims.get(claim)? {
            Value::Number(number) => number
                .as_i64()
                .or_else(|| Some(number.as_f64().filter(|at| at.is_finite())?.floor() as i64)),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    pub(crate) fn verify(&self, key: &PublicKey) -> bool {
        let algorithm = match self.alg() {
            "PS256" => &RSA_PSS_2048_8192_SHA256,
            "RS256" => &RSA_PKCS1_2048_8192_SHA256,
            _ => return false,
        };
        let key = UnparsedPublicKey::new(algorithm, &key.0);
        key.verify(self.signed.as_bytes(), &self.signature).is_ok()
    }
}

/// A registered certificate, parsed once.
#[derive(Debug, Clone)]
pub(crate) struct RegisteredCertificate {
    pub(crate) key: PublicKey,
    pub(crate) sha1: Vec<u8>,
    pub(crate) sha256: Vec<u8>,
    pub(crate) der: Vec<u8>,
    pub(crate) not_before: i64,
    pub(crate) not_after: i64,
}

impl RegisteredCertificate {
    /// Reads a certificate from PEM text.
    pub(crate) fn from_pem(pem: &str) -> Result<RegisteredCertificate, ConfigError> {
        let bad = |what: &str| ConfigError(format!("a certificate of an app {what}"));
        let der = CertificateDer::from_pem_slice(pem.as_bytes())
            .map_err(|_| bad("is no PEM certificate"))?
            .to_vec();
        let (_, parsed) = X509Certificate::from_der(&der).map_err(|_| bad("can't be parsed"))?;
        let validity = parsed.validity();
        Ok(RegisteredCertificate {
            key: PublicKey(parsed.public_key().subject_public_key.data.to_vec()),
            sha1: digest(&SHA1_FOR_LEGACY_USE_ONLY, &der).as_ref().to_vec(),
            sha256: digest(&SHA256, &der).as_ref().to_vec(),
            not_before: validity.not_before.timestamp(),
            not_after: validity.not_after.timestamp(),
            der: der.clone(),
        })
    }
}
