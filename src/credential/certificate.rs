//! An X.509 certificate, with the properties that Entra and users need.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::public_key::PublicKey;

use crate::error::{Error, ErrorCode, Result, clean_line};

/// How far this computer's clock may be behind that of the certificate's issuer.
const MAX_CLOCK_SKEW: Duration = Duration::minutes(5);
/// How long before expiry the warning appears.
const EXPIRY_WARNING_PERIOD: Duration = Duration::days(30);
/// The key sizes that Entra accepts and aws-lc supports.
const KEY_BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

/// A certificate with an RSA key.
#[derive(Debug, Clone)]
pub struct Certificate {
    der: Vec<u8>,
    subject: String,
    issuer: String,
    serial_number: String,
    not_before: OffsetDateTime,
    not_after: OffsetDateTime,
    public_key: Vec<u8>,
    self_issued: bool,
    authority: bool,
}

/// The properties of a certificate that are safe to show.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateSummary {
    subject: String,
    issuer: String,
    serial_number: String,
    thumbprint: String,
    thumbprint_sha256: String,
    #[serde(with = "time::serde::rfc3339")]
    not_before: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    not_after: OffsetDateTime,
}

impl Certificate {
    /// Parses DER.
    ///
    /// # Errors
    /// `CertificateUnreadable`, or `UnsupportedKey` if the key is not an RSA key of 2048 to 8192
    /// bits.
    pub fn from_der(der: &[u8]) -> Result<Certificate> {
        let parsed = match X509Certificate::from_der(der) {
            Ok(([], parsed)) => parsed,
            _ => return Err(unreadable()),
        };
        let subject = name(parsed.subject());
        let public_key = match parsed.public_key().parsed() {
            Ok(PublicKey::RSA(key)) => {
                let bits = key.key_size();
                if !KEY_BITS.contains(&bits) {
                    return Err(unsupported_key(&subject, &format!("RSA of {bits} bits")));
                }
                parsed.public_key().subject_public_key.data.to_vec()
            }
            Ok(_) => return Err(unsupported_key(&subject, "not an RSA key")),
            Err(_) => return Err(unreadable()),
        };
        let validity = parsed.validity();
        Ok(Certificate {
            issuer: name(parsed.issuer()),
            serial_number: parsed
                .raw_serial()
                .iter()
                .map(|byte| format!("{byte:02X}"))
                .collect(),
            not_before: validity.not_before.to_datetime(),
            not_after: validity.not_after.to_datetime(),
            self_issued: parsed.subject() == parsed.issuer(),
            authority: parsed.is_ca(),
            der: der.to_vec(),
            subject,
            public_key,
        })
    }

    /// Returns the certificate as DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Returns the subject as Windows shows it (`CN=..., O=...`).
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Returns the issuer.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Returns the time at which the certificate expires.
    pub fn not_after(&self) -> OffsetDateTime {
        self.not_after
    }

    /// Returns the RSA public key (`RSAPublicKey`, DER).
    pub fn public_key(&self) -> &[u8] {
        &self.public_key
    }

    /// Returns the SHA-1 hash in upper-case hex, which portals and Windows call the thumbprint.
    pub fn thumbprint(&self) -> String {
        hex(digest(&SHA1_FOR_LEGACY_USE_ONLY, &self.der).as_ref())
    }

    /// Returns the SHA-256 hash in upper-case hex.
    pub fn thumbprint_sha256(&self) -> String {
        hex(digest(&SHA256, &self.der).as_ref())
    }

    /// Returns `x5t` for a JWT header: the SHA-1 hash in base64url. Used with RS256.
    pub fn x5t(&self) -> String {
        URL_SAFE_NO_PAD.encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, &self.der))
    }

    /// Returns `x5t#S256` for a JWT header: the SHA-256 hash in base64url. Used with PS256.
    pub fn x5t_s256(&self) -> String {
        URL_SAFE_NO_PAD.encode(digest(&SHA256, &self.der))
    }

    /// Returns whether this is a root certificate: self-signed, and a certificate authority.
    pub(super) fn is_root(&self) -> bool {
        self.self_issued && self.authority
    }

    /// Checks that the certificate is valid at a time.
    ///
    /// # Errors
    /// `CertificateExpired`, `CertificateNotYetValid`.
    pub fn check_validity(&self, now: OffsetDateTime) -> Result<()> {
        let certificate = format!("The certificate '{}' ({})", self.subject, self.thumbprint());
        if self.not_after < now {
            return Err(Error::new(
                ErrorCode::CertificateExpired,
                format!("{certificate} expired on {}.", date(self.not_after)),
                "Create a new certificate, upload it to the app registration (Certificates & secrets), and use that one.",
            ));
        }
        if self.not_before > now + MAX_CLOCK_SKEW {
            return Err(Error::new(
                ErrorCode::CertificateNotYetValid,
                format!(
                    "{certificate} isn't valid before {}.",
                    date(self.not_before)
                ),
                "Check this computer's clock. If it is right, wait or use another certificate.",
            ));
        }
        Ok(())
    }

    /// Returns the properties that are safe to show.
    pub fn summary(&self) -> CertificateSummary {
        CertificateSummary {
            subject: self.subject.clone(),
            issuer: self.issuer.clone(),
            serial_number: self.serial_number.clone(),
            thumbprint: self.thumbprint(),
            thumbprint_sha256: self.thumbprint_sha256(),
            not_before: self.not_before,
            not_after: self.not_after,
        }
    }
}

/// Returns a warning (message, fix) if the certificate expires within 30 days.
pub fn expiry_warning(certificate: &Certificate, now: OffsetDateTime) -> Option<(String, String)> {
    let left = certificate.not_after - now;
    (left <= EXPIRY_WARNING_PERIOD).then(|| {
        (
            format!(
                "The certificate '{}' ({}) expires in {} days, on {}.",
                certificate.subject,
                certificate.thumbprint(),
                left.whole_days().max(0),
                date(certificate.not_after)
            ),
            "Create a new certificate now, upload it to the app registration in addition to this one, and then switch to it."
                .to_owned(),
        )
    })
}

fn name(name: &x509_parser::x509::X509Name<'_>) -> String {
    clean_line(&name.to_string())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn date(time: OffsetDateTime) -> String {
    time.format(&Rfc3339).unwrap_or_default()
}

fn unreadable() -> Error {
    Error::new(
        ErrorCode::CertificateUnreadable,
        "The certificate can't be parsed.",
        "Pass an X.509 certificate as DER, such as X509Certificate2.RawData.",
    )
}

fn unsupported_key(subject: &str, what: &str) -> Error {
    Error::new(
        ErrorCode::UnsupportedKey,
        format!(
            "The key of the certificate '{subject}' can't be used ({what}): Entra accepts RSA keys of at least 2048 bits."
        ),
        "Create an RSA certificate, for example: openssl req -x509 -newkey rsa:2048 -nodes -keyout app.key -out app.crt -days 365 -subj /CN=ExoMt",
    )
}
