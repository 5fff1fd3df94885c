//! Reads a certificate and its key from a PFX (PKCS#12) file.

use p12_keystore::{Pkcs12Archive, error::Error as P12Error};

use super::local_key::LocalKey;
use super::{Certificate, LocalSigner};
use crate::error::{Error, ErrorCode, Result};
use crate::secret::SecretText;
use crate::spelling::{CERTIFICATE_PASSWORD, EXTERNAL_CERTIFICATE};

/// The DER tag of a sequence, which every PFX file starts with.
const SEQUENCE_TAG: u8 = 0x30;
const EXPORT_AGAIN: &str = "Export the file again: openssl pkcs12 -export -in app.crt -inkey app.key -out app.pfx, or Export-PfxCertificate.";

/// Reads a PFX file. Accepts current (AES) and older (RC2, 3DES) encryption, and certificate
/// chains.
///
/// # Errors
/// `PfxUnreadable`, `PfxWrongPassword`, `PfxWithoutKey`, `CertificateKeyMismatch`,
/// `UnsupportedKey`, `CertificateExpired`, `CertificateNotYetValid`.
pub fn from_pfx(bytes: &[u8], password: Option<&SecretText>) -> Result<LocalSigner> {
    if bytes.first() != Some(&SEQUENCE_TAG) {
        return Err(not_a_pfx(bytes));
    }
    let text = password.map_or("", SecretText::expose);
    let archive =
        Pkcs12Archive::from_pkcs12(bytes, text).map_err(|error| open_error(&error, password))?;
    if archive.keys.is_empty() {
        return Err(Error::new(
            ErrorCode::PfxWithoutKey,
            "The PFX file contains no private key.",
            format!(
                "Export the certificate together with its private key (in Windows: \"Yes, export the private key\"). If the key can't be exported, use the certificate where its key is: {EXTERNAL_CERTIFICATE}."
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
            "The private key in the PFX file isn't an RSA key of 2048 to 8192 bits. Entra accepts no other.",
            "Create an RSA certificate: New-SelfSignedCertificate -KeyAlgorithm RSA -KeyLength 2048 ..., or openssl req -x509 -newkey rsa:2048 ...",
        ));
    }
    // A chain can contain certificates whose keys aren't RSA. None of those is the leaf.
    let certificates: Vec<Certificate> = archive
        .certs
        .iter()
        .filter_map(|bag| Certificate::from_der(bag.cert.as_der()).ok())
        .collect();
    let mut signers = Vec::new();
    let mut first_error = None;
    for key in keys {
        match LocalSigner::from_parts(key, certificates.clone()) {
            Ok(signer) => signers.push(signer),
            Err(error) => _ = first_error.get_or_insert(error),
        }
    }
    // Of several certificates, use the one that expires last.
    let latest = signers
        .into_iter()
        .max_by_key(|signer| super::Signer::certificate(signer).not_after());
    latest.ok_or_else(|| {
        first_error.unwrap_or_else(|| Error::internal("a PFX file without a result"))
    })
}

fn not_a_pfx(bytes: &[u8]) -> Error {
    let reason = if bytes.is_empty() {
        "it is empty"
    } else if bytes.windows(11).any(|window| window == b"-----BEGIN ") {
        "it is PEM text"
    } else {
        "it doesn't begin like a PFX file"
    };
    Error::new(
        ErrorCode::PfxUnreadable,
        format!("This isn't a PFX (PKCS#12) file: {reason}."),
        format!("Pass a PEM file as PEM. {EXPORT_AGAIN}"),
    )
}

fn open_error(error: &P12Error, password: Option<&SecretText>) -> Error {
    match error {
        // A wrong password fails the MAC check. In a file without a MAC, it garbles the padding or
        // the content.
        P12Error::MacError(_)
        | P12Error::UnpadError
        | P12Error::Pkcs5Error(_)
        | P12Error::InvalidPrivateKey => {
            let message = if password.is_some_and(|text| !text.expose().is_empty()) {
                "The password of the PFX file is wrong."
            } else {
                "The PFX file needs a password, and none was passed."
            };
            Error::new(
                ErrorCode::PfxWrongPassword,
                message,
                format!(
                    "Pass the password that the file was exported with ({CERTIFICATE_PASSWORD}). If the file is protected for a Windows user or group, open it on Windows and export it again with a password."
                ),
            )
        }
        P12Error::UnsupportedEncryptionScheme | P12Error::UnsupportedMacAlgorithm => Error::new(
            ErrorCode::PfxUnreadable,
            "The PFX file is encrypted in a way that ExoMt doesn't support.",
            EXPORT_AGAIN,
        )
        .with_detail(error.to_string()),
        _ => Error::new(
            ErrorCode::PfxUnreadable,
            "This isn't a PFX (PKCS#12) file, or it is damaged.",
            format!("A certificate without its key (.cer, .der) isn't enough. {EXPORT_AGAIN}"),
        )
        .with_detail(error.to_string()),
    }
}
