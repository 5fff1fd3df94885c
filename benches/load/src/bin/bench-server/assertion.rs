//! Checks the form and the assertion as Entra does, because a client that skips a part of them
//! would look fast.

use std::borrow::Cow;
use std::error::Error;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{ParsedPublicKey, RSA_PSS_2048_8192_SHA256};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use load_shared::tenants;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use time::OffsetDateTime;
use uuid::Uuid;

const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const MAX_CLOCK_SKEW_SECONDS: i64 = 300;

/// The app's registered certificate, parsed once.
pub(crate) struct RegisteredCertificate {
    key: ParsedPublicKey,
    thumbprint: String,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(rename = "x5t#S256")]
    thumbprint: String,
}

#[derive(Deserialize)]
struct Claims {
    aud: String,
    iss: Uuid,
    sub: Uuid,
    jti: String,
    nbf: i64,
    exp: i64,
}

impl RegisteredCertificate {
    pub(crate) fn from_pem(pem: &[u8]) -> Result<RegisteredCertificate, Box<dyn Error>> {
        let der = CertificateDer::from_pem_slice(pem).map_err(|_| "no certificate in PEM")?;
        let (_, certificate) = x509_parser::parse_x509_certificate(&der)?;
        let spki = certificate.public_key().raw;
        let key = ParsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, spki)
            .map_err(|_| "the certificate has no RSA key of 2048 bits or more")?;
        let thumbprint = URL_SAFE_NO_PAD.encode(digest(&SHA256, &der));
        Ok(RegisteredCertificate { key, thumbprint })
    }

    /// Checks the form of a token request to this endpoint. The error names the fault.
    pub(crate) fn check(&self, form: &[u8], endpoint: &str) -> Result<(), &'static str> {
        let mut assertion = Cow::Borrowed("");
        let mut right = 0;
        for (name, value) in url::form_urlencoded::parse(form) {
            match name.as_ref() {
                "client_assertion" => assertion = value,
                "client_assertion_type" if value == JWT_BEARER => right += 1,
                "grant_type" if value == "client_credentials" => right += 1,
                "scope" if value == "https://outlook.office365.com/.default" => right += 1,
                "client_id" if Uuid::try_parse(&value) == Ok(tenants::APP_ID) => right += 1,
                _ => return Err("the form has a wrong field"),
            }
        }
        if right != 4 {
            return Err("the form is not complete");
        }
        self.check_assertion(&assertion, endpoint)
    }

    fn check_assertion(&self, assertion: &str, endpoint: &str) -> Result<(), &'static str> {
        let (message, signature) = assertion.rsplit_once('.').ok_or("not a JWS")?;
        let (header, claims) = message.split_once('.').ok_or("not a JWS")?;
        let header: Header = part(header).ok_or("the header")?;
        if header.alg != "PS256" || header.thumbprint != self.thumbprint {
            return Err("alg or x5t#S256");
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| "base64")?;
        self.key
            .verify_sig(message.as_bytes(), &signature)
            .map_err(|_| "the signature")?;
        let claims: Claims = part(claims).ok_or("the claims")?;
        if claims.iss != tenants::APP_ID || claims.sub != tenants::APP_ID || claims.jti.is_empty() {
            return Err("iss, sub or jti");
        }
        if claims.aud != endpoint {
            return Err("aud");
        }
        let now = OffsetDateTime::now_utc().unix_timestamp();
        if claims.nbf > now + MAX_CLOCK_SKEW_SECONDS || claims.exp + MAX_CLOCK_SKEW_SECONDS < now {
            return Err("nbf or exp");
        }
        Ok(())
    }
}

fn part<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}
