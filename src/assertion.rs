//! The client assertion: a short-lived JWT that proves possession of the app's private key.

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

/// The lifetime of an assertion. Entra recommends 5 to 10 minutes; MSAL uses 10.
pub(crate) const LIFETIME_SECONDS: i64 = 600;

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

/// The longest time that a signature may take. After that, the assertion has lost too much of its
/// lifetime, so a new one is written and signed. External signers can be this slow.
const MAX_SIGNING_TIME: Duration = Duration::from_secs(120);
/// How many signatures to try before giving up on a slow signer.
const MAX_SIGNATURES: usize = 3;

/// Writes and signs an assertion for an audience (a token endpoint).
///
/// # Errors
/// The errors of the signer; `CallerTimeout` if every signature took too long.
pub async fn sign_assertion(
    signer: &dyn Signer,
    app_id: Uuid,
    audience: &str,
    send_chain: bool,
    caller: &dyn Caller,
) -> Result<SecretText> {
    let algorithm = preferred_algorithm(signer)?;
    for _ in 0..MAX_SIGNATURES {
        let began = Instant::now();
        let message = signing_input(signer, algorithm, app_id, audience, send_chain)?;
        let signature = signer.sign(algorithm, message.as_bytes(), caller).await?;
        if began.elapsed() <= MAX_SIGNING_TIME {
            return Ok(assertion(message, &signature));
        }
    }
    Err(Error::new(
        ErrorCode::CallerTimeout,
        format!(
            "Each of {MAX_SIGNATURES} signatures took longer than {} s.",
            MAX_SIGNING_TIME.as_secs()
        ),
        "Check whether the certificate's key provider waits for something, such as a smart card or its PIN.",
    ))
}

fn assertion(message: String, signature: &[u8]) -> SecretText {
    let mut assertion = message;
    assertion.reserve_exact(1 + signature.len().div_ceil(3) * 4);
    assertion.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut assertion);
    SecretText::new(assertion)
}

fn preferred_algorithm(signer: &dyn Signer) -> Result<SignatureAlgorithm> {
    signer
        .algorithms()
        .first()
        .copied()
        .ok_or_else(|| Error::internal("a signer without an algorithm"))
}

/// Returns the string to sign: `base64url(header).base64url(claims)`.
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

/// Builds the header. Entra finds the certificate by the SHA-256 thumbprint for PS256 and by the
/// SHA-1 thumbprint for RS256.
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
    use crate::credential::{BoxFuture, Certificate, NoCaller};

    /// A signer with a list of delays in seconds, one for each signature.
    struct SlowSigner {
        certificate: Certificate,
        seconds: Mutex<Vec<u64>>,
    }

    impl Signer for SlowSigner {
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

    async fn signed(seconds: &[u64]) -> Result<SecretText> {
        let der = include_bytes!("../tests/fixtures/credential/app.der");
        let slow = SlowSigner {
            certificate: Certificate::from_der(der).expect("fixture"),
            seconds: Mutex::new(seconds.to_vec()),
        };
        sign_assertion(&slow, Uuid::nil(), "https://x/token", false, &NoCaller).await
    }

    #[tokio::test(start_paused = true)]
    async fn an_assertion_that_was_signed_too_slowly_is_signed_again() {
        let assertion = signed(&[3_000, 1]).await.expect("signed");
        let signature = URL_SAFE_NO_PAD.encode([1]);
        assert!(assertion.expose().ends_with(&format!(".{signature}")));
        let error = signed(&[500, 500, 500]).await.expect_err("always slow");
        assert_eq!(error.code(), ErrorCode::CallerTimeout);
    }
}
