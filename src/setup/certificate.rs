//! Reads the public part of the certificate in a .cer, .crt or PEM file, and ignores everything
//! else in the file.

use time::OffsetDateTime;
use x509_parser::prelude::{FromDer, X509Certificate};

use super::distinguished_name::DistinguishedName;
use crate::credential::{Certificate, first_pem_certificate};
use crate::error::{Error, ErrorCode, Result};
use crate::spelling::CERTIFICATE;

/// A certificate to upload.
pub(super) struct PublicCertificate {
    pub(super) der: Vec<u8>,
    pub(super) subject: DistinguishedName,
    pub(super) thumbprint: String,
    pub(super) not_after: OffsetDateTime,
}

impl PublicCertificate {
    /// Reads DER, or the first certificate in PEM text.
    ///
    /// # Errors
    /// `CertificateUnreadable`, `UnsupportedKey`, `CertificateExpired`.
    pub(super) fn read(bytes: &[u8], now: OffsetDateTime) -> Result<PublicCertificate> {
        let der = match bytes {
            [0x30, ..] => bytes.to_vec(),
            text => first_pem_certificate(text).ok_or_else(missing)?,
        };
        if is_pfx(&der) {
            return Err(Error::new(
                ErrorCode::CertificateUnreadable,
                format!("The file of {CERTIFICATE} is a PFX, which contains the private key."),
                "Use a file with only the certificate (.cer, .crt or PEM), because only the public part is uploaded.",
            ));
        }
        let Ok((_, parsed)) = X509Certificate::from_der(&der) else {
            return Err(missing());
        };
        let subject = DistinguishedName::from_x509(parsed.subject());
        let certificate = Certificate::from_der(&der)?;
        match certificate.check_validity(now) {
            Err(error) if error.code() == ErrorCode::CertificateExpired => return Err(error),
            // A certificate that isn't valid yet can be uploaded already.
            _ => {}
        }
        Ok(PublicCertificate {
            subject,
            thumbprint: certificate.thumbprint(),
            not_after: certificate.not_after(),
            der,
        })
    }
}

/// Returns whether DER (or BER) is a PFX: a sequence that begins with the version 3.
fn is_pfx(der: &[u8]) -> bool {
    let header = match der.get(1) {
        Some(length @ 0x81..=0x84) => 2 + usize::from(length & 0x7F),
        _ => 2,
    };
    der.get(header..)
        .is_some_and(|content| content.starts_with(&[0x02, 0x01, 0x03]))
}

fn missing() -> Error {
    Error::new(
        ErrorCode::CertificateUnreadable,
        format!("The file of {CERTIFICATE} contains no certificate."),
        "Give an X.509 certificate as .cer, .crt (DER) or PEM.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixture(name: &str) -> Vec<u8> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/credential");
        std::fs::read(format!("{folder}/{name}")).expect(name)
    }

    fn read(bytes: &[u8]) -> Result<PublicCertificate> {
        PublicCertificate::read(bytes, OffsetDateTime::now_utc())
    }

    #[test]
    fn the_first_certificate_is_read_from_der_pem_and_a_chain() {
        let pem = read(&fixture("app.crt")).expect("PEM");
        let der = read(&fixture("app.der")).expect("DER");
        assert_eq!(pem.der, der.der);
        assert_eq!(pem.subject.to_string(), "CN=app, O=ExoMt tests");
        assert_eq!(pem.thumbprint, "6BAE96D97DDC6613E3938B639368DB9635200BE3");
        assert!(read(&fixture("chain.crt")).is_ok());
    }

    #[test]
    fn a_private_key_in_the_same_file_is_ignored() {
        let both = [fixture("app.key"), fixture("app.crt")].concat();
        assert_eq!(read(&both).expect("both").der, fixture("app.der"));
    }

    #[test]
    fn other_files_are_refused_with_a_specific_error() {
        for (name, code) in [
            ("modern.pfx", ErrorCode::CertificateUnreadable),
            ("app.key", ErrorCode::CertificateUnreadable),
            ("README.md", ErrorCode::CertificateUnreadable),
            ("ec.crt", ErrorCode::UnsupportedKey),
            ("small.crt", ErrorCode::UnsupportedKey),
            ("expired.crt", ErrorCode::CertificateExpired),
        ] {
            let error = read(&fixture(name)).map(|_| ()).expect_err(name);
            assert_eq!(error.code(), code, "{name}");
        }
        let error = read(&fixture("modern.pfx")).map(|_| ()).expect_err("a PFX");
        assert!(error.to_string().contains("private key"));
        for bytes in [
            &b""[..],
            b"\x30",
            b"\x30\x80\x00",
            b"\x30\x84\xff\xff\xff\xff",
        ] {
            assert!(read(bytes).is_err(), "{bytes:?}");
        }
    }
}
