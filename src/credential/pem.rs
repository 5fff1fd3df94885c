//! Reads a certificate and its key from PEM text, in one file or two.

use pkcs8::{EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef};
use rustls::pki_types::pem::{PemObject, SectionKind};
use zeroize::Zeroizing;

use super::local_key::LocalKey;
use super::{Certificate, LocalSigner};
use crate::error::{Error, ErrorCode, Result};
use crate::secret::SecretText;
use crate::spelling::{CERTIFICATE_KEY, CERTIFICATE_PASSWORD};

const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";
const CONVERT: &str = "Convert it: openssl pkcs8 -topk8 -in app.key -out app-pkcs8.key (add -nocrypt for a key without a password).";

/// Reads a certificate and its key. `key` is an optional second file that contains the private key.
///
/// Accepts PKCS#1, PKCS#8 and encrypted PKCS#8 keys, chains in any order, text around the
/// blocks, a byte order mark and UTF-16.
///
/// # Errors
/// `PemUnreadable`, `PemPasswordNeeded`, `PemWrongPassword`, `CertificateUnreadable`,
/// `CertificateKeyMismatch`, `UnsupportedKey`, `CertificateExpired`,
/// `CertificateNotYetValid`.
pub fn from_pem(
    certificate: &[u8],
    key: Option<&[u8]>,
    password: Option<&SecretText>,
) -> Result<LocalSigner> {
    let mut certificates = Vec::new();
    let mut keys = Vec::new();
    for (name, bytes) in [("certificate", Some(certificate)), ("key", key)] {
        let Some(bytes) = bytes else { continue };
        let text = text(name, bytes)?;
        reject_legacy_encryption(&text)?;
        for (kind, der) in sections(name, &text)? {
            match kind {
                Section::Certificate => certificates.push(der),
                Section::Key(key) => keys.push((key, der)),
            }
        }
    }
    let (kind, der) = keys.into_iter().next().ok_or_else(|| {
        missing(
            "private key",
            &format!("Pass the key too ({CERTIFICATE_KEY}), or one file with both."),
        )
    })?;
    if certificates.is_empty() {
        return Err(missing(
            "certificate",
            "Pass the certificate's file (-----BEGIN CERTIFICATE-----), or one file with both.",
        ));
    }
    let key = private_key(kind, &der, password)?;
    let mut readable = Vec::new();
    let mut first_error = None;
    for der in &certificates {
        match Certificate::from_der(der) {
            Ok(certificate) => readable.push(certificate),
            Err(error) => _ = first_error.get_or_insert(error),
        }
    }
    match first_error {
        Some(error) if readable.is_empty() => Err(error),
        _ => LocalSigner::from_parts(key, readable),
    }
}

/// Returns the first certificate in PEM text, and ignores everything else.
pub(crate) fn first_certificate(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = text("certificate", bytes).ok()?;
    let mut sections = sections("certificate", &text).ok()?.into_iter();
    sections.find_map(|(section, der)| match section {
        Section::Certificate => Some(der.to_vec()),
        Section::Key(_) => None,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum KeyKind {
    Plain,
    Encrypted,
    Ec,
}

enum Section {
    Certificate,
    Key(KeyKind),
}

type Sections = Vec<(Section, Zeroizing<Vec<u8>>)>;

fn sections(name: &str, text: &str) -> Result<Sections> {
    let mut found = Sections::new();
    // pki-types skips the labels of encrypted keys and trusted certificates, so these are changed
    // to labels that it reads.
    let relabelled = text
        .replace("ENCRYPTED PRIVATE KEY", "PRIVATE KEY")
        .replace("TRUSTED CERTIFICATE", "CERTIFICATE");
    let relabelled = Zeroizing::new(relabelled);
    for section in <(SectionKind, Vec<u8>)>::pem_slice_iter(relabelled.as_bytes()) {
        let (kind, der) = section.map_err(|_| {
            Error::new(
                ErrorCode::PemUnreadable,
                format!("The {name} file is damaged: one of its PEM blocks can't be decoded."),
                "Export or copy the file again. Each block needs its complete BEGIN and END lines.",
            )
        })?;
        let der = Zeroizing::new(der);
        match kind {
            SectionKind::Certificate => found.push((Section::Certificate, der)),
            SectionKind::RsaPrivateKey => found.push((Section::Key(KeyKind::Plain), der)),
            SectionKind::EcPrivateKey => found.push((Section::Key(KeyKind::Ec), der)),
            SectionKind::PrivateKey => {
                let encrypted = EncryptedPrivateKeyInfoRef::try_from(der.as_slice()).is_ok();
                let kind = if encrypted {
                    KeyKind::Encrypted
                } else {
                    KeyKind::Plain
                };
                found.push((Section::Key(kind), der));
            }
            _ => {}
        }
    }
    Ok(found)
}

fn private_key(kind: KeyKind, der: &[u8], password: Option<&SecretText>) -> Result<LocalKey> {
    let decrypted;
    let der = match kind {
        KeyKind::Plain => der,
        KeyKind::Ec => return Err(unsupported("an elliptic curve key")),
        KeyKind::Encrypted => {
            decrypted = decrypt(der, password)?;
            decrypted.as_bytes()
        }
    };
    if let Ok(info) = PrivateKeyInfoRef::try_from(der)
        && info.algorithm.oid.to_string() != RSA_ENCRYPTION
    {
        return Err(unsupported("not RSA"));
    }
    LocalKey::from_der(der).ok_or_else(|| unsupported("damaged, or not of 2048 to 8192 bits"))
}

fn decrypt(der: &[u8], password: Option<&SecretText>) -> Result<pkcs8::SecretDocument> {
    let unreadable = || {
        Error::new(
            ErrorCode::PemUnreadable,
            "The private key is encrypted in a way that ExoMt doesn't support.",
            CONVERT,
        )
    };
    let info = EncryptedPrivateKeyInfoRef::try_from(der).map_err(|_| unreadable())?;
    let password = password
        .filter(|text| !text.expose().is_empty())
        .ok_or_else(|| {
            Error::new(
                ErrorCode::PemPasswordNeeded,
                "The private key is encrypted, and no password was passed.",
                format!("Pass its password ({CERTIFICATE_PASSWORD})."),
            )
        })?;
    info.decrypt(password.expose())
        .map_err(|error| match error {
            pkcs8::Error::EncryptedPrivateKey(
                pkcs8::pkcs5::Error::UnsupportedAlgorithm { .. }
                | pkcs8::pkcs5::Error::AlgorithmParametersInvalid { .. }
                | pkcs8::pkcs5::Error::NoPbes1CryptSupport,
            ) => unreadable(),
            _ => Error::new(
                ErrorCode::PemWrongPassword,
                "The password of the private key is wrong.",
                format!(
                    "Pass the password that the key was encrypted with ({CERTIFICATE_PASSWORD})."
                ),
            ),
        })
}

/// Decodes a PEM file: UTF-8, or UTF-16 with a byte order mark, as Windows editors save it.
fn text(name: &str, bytes: &[u8]) -> Result<Zeroizing<String>> {
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let units: Zeroizing<Vec<u16>> = Zeroizing::new(
            bytes[2..]
                .chunks_exact(2)
                .map(|pair| unit([pair[0], pair[1]]))
                .collect(),
        );
        String::from_utf16_lossy(&units)
    };
    let text = Zeroizing::new(match bytes {
        [0xFF, 0xFE, ..] => utf16(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => utf16(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    });
    if text.contains("-----BEGIN ") {
        return Ok(text);
    }
    let (reason, fix) = if bytes.first() == Some(&0x30) {
        (
            "it is binary: a PFX file or DER",
            "Pass a PFX file without a separate key, or convert DER: openssl x509 -inform der -in app.cer -out app.crt",
        )
    } else {
        (
            "it has no BEGIN line",
            "Pass a file with -----BEGIN CERTIFICATE----- and the private key, or a PFX file.",
        )
    };
    Err(Error::new(
        ErrorCode::PemUnreadable,
        format!("The {name} file isn't PEM: {reason}."),
        fix,
    ))
}

/// Rejects OpenSSL's legacy encryption, because its key derivation (MD5) is weak.
fn reject_legacy_encryption(text: &str) -> Result<()> {
    if text.contains("Proc-Type: 4,ENCRYPTED") {
        return Err(Error::new(
            ErrorCode::PemUnreadable,
            "The private key is encrypted in the old OpenSSL format (Proc-Type: 4,ENCRYPTED), which ExoMt doesn't support.",
            CONVERT,
        ));
    }
    Ok(())
}

fn missing(what: &str, fix: &str) -> Error {
    Error::new(
        ErrorCode::PemUnreadable,
        format!("The PEM text contains no {what}."),
        fix,
    )
}

fn unsupported(what: &str) -> Error {
    Error::new(
        ErrorCode::UnsupportedKey,
        format!(
            "The private key can't be used: it is {what}. Entra accepts RSA keys of at least 2048 bits."
        ),
        "Create an RSA certificate: openssl req -x509 -newkey rsa:2048 -nodes -keyout app.key -out app.crt -days 365 -subj /CN=ExoMt",
    )
}
