//! Certificates with their keys from PFX (PKCS#12) files.

use p12_keystore::{Pkcs12Archive, error::Error as P12Error};

use super::local_key::LocalKey;
use super::{Certificate, LocalSigner};
use crate::error::{Error, ErrorCode, Result};
use crate::secret::SecretText;
use crate::spelling::{CERTIFICATE_PASSWORD, EXTERNAL_CERTIFICATE};

/// DER's mark of a sequence, with which every PFX begins.
const SEQUENCE: u8 = 0x30;
const REMAKE: &str = "Make the file anew: openssl pkcs12 -export -in app.crt -inkey app.key -out app.pfx, or Export-PfxCertificate.";

/// Reads a PFX file: modern ones (AES) and old ones (RC2, 3DES), with chains.
///
/// # Errors
/// `PfxUnreadable`, `PfxWrongPassword`, `PfxWithoutKey`, `CertificateKeyMismatch`,
/// `UnsupportedKey`, `CertificateExpired`, `CertificateNotYetValid`.
pub fn from_pfx(bytes: &[u8], password: Option<&SecretText>) -> Result<LocalSigner> {
    if bytes.first() != Some(&SEQUENCE) {
        return Err(not_a_pfx(bytes));
    }
    let text = password.map_or("", SecretText::expose);
    let archive =
        Pkcs12Archive::from_pkcs12(bytes, text).map_err(|error| translate(&error, password))?;
    if archive.keys.is_empty() {
        return Err(Error::new(
            ErrorCode::PfxWithoutKey,
            "The PFX file holds no private key.",
            format!(
                "Export the certificate together with its private key (in Windows: \"Yes, export the private key\"). If the key cannot be exported, use the certificate where its key is: {EXTERNAL_CERTIFICATE}."
            ),
        ));
    }
    let keys: Vec<LocalKey> = archive
        .keys
        .iter()
        .filter_map(|bag| LocalKey::from_der(bag.key.as_der()))
        .collect();
    if keys.is_empty() {
        return Err(Error::new(
            ErrorCode::UnsupportedKey,
            "The private key in the PFX file is not RSA of 2048 to 8192 bits; Entra takes no other.",
            "Make an RSA certificate: New-SelfSignedCertificate -KeyAlgorithm RSA -KeyLength 2048 ..., or openssl req -x509 -newkey rsa:2048 ...",
        ));
    }
    // A chain may hold certificates with keys that are not RSA: those are not the leaf.
    let certificates: Vec<Certificate> = archive
        .certs
        .iter()
        .filter_map(|bag| Certificate::from_der(bag.cert.as_der()).ok())
        .collect();
    let joined = keys
        .into_iter()
        .map(|key| LocalSigner::join(key, certificates.clone()));
    let (good, faults): (Vec<_>, Vec<_>) = joined.partition(Result::is_ok);
    let latest = good
        .into_iter()
        .filter_map(Result::ok)
        .max_by_key(|signer| super::Signer::certificate(signer).not_after());
    match latest {
        Some(signer) => Ok(signer),
        None => Err(faults
            .into_iter()
            .find_map(Result::err)
            .unwrap_or_else(|| Error::internal("a PFX without outcome"))),
    }
}

fn not_a_pfx(bytes: &[u8]) -> Error {
    let looks = if bytes.is_empty() {
        "it is empty"
    } else if bytes.windows(11).any(|window| window == b"-----BEGIN ") {
        "it is PEM text"
    } else {
        "it does not begin like one"
    };
    Error::new(
        ErrorCode::PfxUnreadable,
        format!("This is not a PFX (PKCS#12) file: {looks}."),
        format!("PEM files are read as PEM. {REMAKE}"),
    )
}

fn translate(error: &P12Error, password: Option<&SecretText>) -> Error {
    match error {
        // The MAC tells; without one, decryption goes wrong in its padding or its content.
        P12Error::MacError(_)
        | P12Error::UnpadError
        | P12Error::Pkcs5Error(_)
        | P12Error::InvalidPrivateKey => {
            let message = if password.is_some_and(|text| !text.expose().is_empty()) {
                "The password of the PFX file is wrong."
            } else {
                "The PFX file needs a password, and none was given."
            };
            Error::new(
                ErrorCode::PfxWrongPassword,
                message,
                format!(
                    "Pass the password that the file was exported with ({CERTIFICATE_PASSWORD}). Open a file that is protected to a Windows group or user on Windows, and export it again with a password."
                ),
            )
        }
        P12Error::UnsupportedEncryptionScheme | P12Error::UnsupportedMacAlgorithm => Error::new(
            ErrorCode::PfxUnreadable,
            "The PFX file is encrypted in a way that ExoMt does not know.",
            REMAKE,
        )
        .with_detail(error.to_string()),
        _ => Error::new(
            ErrorCode::PfxUnreadable,
            "This is not a PFX (PKCS#12) file, or it is damaged.",
            format!("A certificate without key (.cer, .der) does not serve. {REMAKE}"),
        )
        .with_detail(error.to_string()),
    }
}
