//! The client assertion: a short-lived JWT by which the app proves that it has its key.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, Header};
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::credential::{Caller, SignatureAlgorithm, Signer};
use crate::error::{Error, Result};
use crate::secret::SecretText;

/// Entra advises 5 to 10 minutes; MSAL uses 10.
pub const LIFETIME_SECONDS: i64 = 600;

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    iss: &'a str,
    sub: &'a str,
    jti: &'a str,
    nbf: i64,
    iat: i64,
    exp: i64,
}

/// Writes and signs an assertion for this token endpoint.
///
/// # Errors
/// What the signer says.
pub async fn sign(
    signer: &dyn Signer,
    app_id: Uuid,
    audience: &str,
    send_chain: bool,
    caller: &dyn Caller,
) -> Result<SecretText> {
    let algorithm = preferred(signer)?;
    let message = signing_input(signer, algorithm, app_id, audience, send_chain)?;
    let signature = signer.sign(algorithm, message.as_bytes(), caller).await?;
    let mut assertion = message;
    assertion.reserve_exact(1 + signature.len().div_ceil(3) * 4);
    assertion.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut assertion);
    Ok(SecretText::new(assertion))
}

fn preferred(signer: &dyn Signer) -> Result<SignatureAlgorithm> {
    signer
        .algorithms()
        .first()
        .copied()
        .ok_or_else(|| Error::internal("a signer without algorithm"))
}

/// `base64url(header).base64url(claims)`.
fn signing_input(
    signer: &dyn Signer,
    algorithm: SignatureAlgorithm,
    app_id: Uuid,
    audience: &str,
    send_chain: bool,
) -> Result<String> {
    let header = header(signer, algorithm, send_chain);
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let app_id = app_id.to_string();
    let claims = Claims {
        aud: audience,
        iss: &app_id,
        sub: &app_id,
        jti: &Uuid::new_v4().to_string(),
        nbf: now,
        iat: now,
        exp: now + LIFETIME_SECONDS,
    };
    let json = |part: serde_json::Result<Vec<u8>>| {
        part.map_err(|_| Error::internal("the assertion could not be written"))
    };
    let header = json(serde_json::to_vec(&header))?;
    let claims = json(serde_json::to_vec(&claims))?;
    let mut input = String::with_capacity((header.len() + claims.len()) * 4 / 3 + 400);
    URL_SAFE_NO_PAD.encode_string(header, &mut input);
    input.push('.');
    URL_SAFE_NO_PAD.encode_string(claims, &mut input);
    Ok(input)
}

/// PS256 goes with the SHA-256 thumbprint, RS256 with the SHA-1 one: Entra looks the
/// certificate up by the form that belongs to the algorithm.
fn header(signer: &dyn Signer, algorithm: SignatureAlgorithm, send_chain: bool) -> Header {
    let certificate = signer.certificate();
    let mut header = match algorithm {
        SignatureAlgorithm::PS256 => Header {
            x5t_s256: Some(certificate.x5t_s256()),
            ..Header::new(Algorithm::PS256)
        },
        SignatureAlgorithm::RS256 => Header {
            x5t: Some(certificate.x5t()),
            ..Header::new(Algorithm::RS256)
        },
    };
    if send_chain {
        // x5c is standard base64, not base64url (RFC 7515, 4.1.6).
        header.x5c = Some(
            signer
                .chain()
                .iter()
                .map(|der| STANDARD.encode(der))
                .collect(),
        );
    }
    header
}
