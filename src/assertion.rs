//! The client assertion: a short-lived JWT by which the app proves that it has its key.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, Header};
use serde::Serialize;
use time::OffsetDateTime;
use tokio::time::Instant;
use uuid::Uuid;

use crate::credential::{Caller, SignatureAlgorithm, Signer};
use crate::error::{Error, ErrorCode, Result};
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

/// A signature that took longer (its owner was busy) is made anew, so that what is sent has
/// most of its life before it.
const FRESH: Duration = Duration::from_secs(120);
/// A provider that is always slow gets no further chance.
const MOST_SIGNATURES: usize = 3;

/// Writes and signs an assertion for this token endpoint.
///
/// # Errors
/// What the signer says; `CallerTimeout` when each signature took minutes.
pub async fn sign(
    signer: &dyn Signer,
    app_id: Uuid,
    audience: &str,
    send_chain: bool,
    caller: &dyn Caller,
) -> Result<SecretText> {
    let algorithm = preferred(signer)?;
    for _ in 0..MOST_SIGNATURES {
        let began = Instant::now();
        let message = signing_input(signer, algorithm, app_id, audience, send_chain)?;
        let signature = signer.sign(algorithm, message.as_bytes(), caller).await?;
        if began.elapsed() <= FRESH {
            return Ok(joined(message, &signature));
        }
    }
    Err(Error::new(
        ErrorCode::CallerTimeout,
        format!(
            "Each of {MOST_SIGNATURES} signatures took longer than {} s.",
            FRESH.as_secs()
        ),
        "See whether the certificate's key provider waits for something, such as a smart card or its PIN.",
    ))
}

fn joined(message: String, signature: &[u8]) -> SecretText {
    let mut assertion = message;
    assertion.reserve_exact(1 + signature.len().div_ceil(3) * 4);
    assertion.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut assertion);
    SecretText::new(assertion)
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

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::credential::{BoxFuture, Certificate, Refusal};

    /// A provider that needs so many seconds for each signature.
    struct Slow {
        certificate: Certificate,
        seconds: Mutex<Vec<u64>>,
    }

    impl Signer for Slow {
        fn certificate(&self) -> &Certificate {
            &self.certificate
        }

        fn chain(&self) -> Vec<&[u8]> {
            Vec::new()
        }

        fn algorithms(&self) -> &[SignatureAlgorithm] {
            &[SignatureAlgorithm::PS256]
        }

        fn sign<'a>(
            &'a self,
            _: SignatureAlgorithm,
            _: &'a [u8],
            _: &'a dyn Caller,
        ) -> BoxFuture<'a, Result<Vec<u8>>> {
            let seconds = self.seconds.lock().expect("no panic").remove(0);
            Box::pin(async move {
                tokio::time::sleep(Duration::from_secs(seconds)).await;
                Ok(vec![seconds as u8])
            })
        }
    }

    #[derive(Debug)]
    struct Nobody;

    impl Caller for Nobody {
        fn sign<'a>(
            &'a self,
            _: SignatureAlgorithm,
            _: &'a [u8],
            _: Option<Duration>,
        ) -> BoxFuture<'a, std::result::Result<Vec<u8>, Refusal>> {
            Box::pin(async { Err(Refusal::Gone) })
        }

        fn assertion<'a>(
            &'a self,
            _: &'a str,
            _: &'a str,
            _: Option<Duration>,
        ) -> BoxFuture<'a, std::result::Result<SecretText, Refusal>> {
            Box::pin(async { Err(Refusal::Gone) })
        }
    }

    async fn signed(seconds: &[u64]) -> Result<SecretText> {
        let der = include_bytes!("../tests/fixtures/credential/app.der");
        let slow = Slow {
            certificate: Certificate::from_der(der).expect("fixture"),
            seconds: Mutex::new(seconds.to_vec()),
        };
        sign(&slow, Uuid::nil(), "https://x/token", false, &Nobody).await
    }

    #[tokio::test(start_paused = true)]
    async fn a_signature_that_came_late_is_made_anew() {
        let late_then_soon = signed(&[3_000, 1]).await.expect("signed");
        let signature = URL_SAFE_NO_PAD.encode([1]);
        assert!(late_then_soon.expose().ends_with(&format!(".{signature}")));
        let error = signed(&[500, 500, 500]).await.expect_err("always late");
        assert_eq!(error.code(), ErrorCode::CallerTimeout);
    }
}
