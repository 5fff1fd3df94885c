//! What one signature costs here and now: the unit of all the goals in milliseconds.

use std::error::Error;
use std::time::Duration;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PSS_SHA256, RsaKeyPair};
use load_shared::usage;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;

/// The goals in milliseconds hold on machines that sign at least this fast.
const USUAL: Duration = Duration::from_micros(350);
/// Enough to be told from the resolution of CPU time, few enough to be taken in every round.
const SIGNATURES: u32 = 200;

/// A key, parsed once.
pub(crate) fn key(pem: &[u8]) -> Result<RsaKeyPair, Box<dyn Error>> {
    let key = PrivateKeyDer::from_pem_slice(pem).map_err(|_| "no key in PEM")?;
    let parsed = match &key {
        PrivateKeyDer::Pkcs8(der) => RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()),
        other => RsaKeyPair::from_der(other.secret_der()),
    };
    Ok(parsed.map_err(|_| "no RSA key")?)
}

/// PS256 over a message as long as an assertion's.
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
    .map_err(|_| "no signature")?;
    Ok(signature)
}

/// The CPU time of one. Nothing else may run in this process meanwhile.
pub(crate) fn cost(key: &RsaKeyPair) -> Result<Duration, Box<dyn Error>> {
    // The first random number of a process waits tens of milliseconds for its seed.
    sign(key, b"").map_err(|error| error.to_string())?;
    let before = usage::cpu();
    for _ in 0..SIGNATURES {
        sign(key, &[b'x'; 400]).map_err(|error| error.to_string())?;
    }
    Ok((usage::cpu() - before) / SIGNATURES)
}

/// By how much the goals in milliseconds are wider here.
pub(crate) fn scale(cost: Duration) -> f64 {
    (cost.as_secs_f64() / USUAL.as_secs_f64()).max(1.0)
}
