//! Measures the CPU time of a signature on this machine, which scales the goals in milliseconds.

use std::error::Error;
use std::time::Duration;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PSS_SHA256, RsaKeyPair};
use load_shared::usage;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;

/// The goals in milliseconds apply to machines that sign at least this fast.
const REFERENCE_COST: Duration = Duration::from_micros(350);
/// Enough for the resolution of CPU time, and few enough to repeat in every round.
const SAMPLE_SIGNATURES: u32 = 200;

/// Parses a key.
pub(crate) fn key(pem: &[u8]) -> Result<RsaKeyPair, Box<dyn Error>> {
    let key = PrivateKeyDer::from_pem_slice(pem).map_err(|_| "no key in PEM")?;
    let parsed = match &key {
        PrivateKeyDer::Pkcs8(der) => RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()),
        other => RsaKeyPair::from_der(other.secret_der()),
    };
    Ok(parsed.map_err(|_| "no RSA key")?)
}

/// Signs a message with PS256.
pub(crate) fn sign(
    key: &RsaKeyPair,
    message: &[u8],
) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(
        &RSA_PSS_SHA256,
        &SystemRandom::new(),
        message,
        &mut signature,
    )
    .map_err(|_| "signing failed")?;
    Ok(signature)
}

/// Measures the CPU time of a signature. Nothing else may run in this process during the
/// measurement.
pub(crate) fn cost(key: &RsaKeyPair) -> Result<Duration, Box<dyn Error>> {
    // Sign once before, because seeding the random generator takes tens of milliseconds.
    sign(key, b"").map_err(|error| error.to_string())?;
    let before = usage::cpu();
    for _ in 0..SAMPLE_SIGNATURES {
        sign(key, &[b'x'; 400]).map_err(|error| error.to_string())?;
    }
    Ok((usage::cpu() - before) / SAMPLE_SIGNATURES)
}

/// Returns the factor for the goals in milliseconds on this machine.
pub(crate) fn scale(cost: Duration) -> f64 {
    (cost.as_secs_f64() / REFERENCE_COST.as_secs_f64()).max(1.0)
}
