//! A certificate with its private key.

use std::fmt;

use jsonwebtoken::signature::Signer as _;
use time::OffsetDateTime;

use super::fingerprint::fingerprint;
use super::local_key::LocalKey;
use super::{
    BoxFuture, Caller, Certificate, Credential, CredentialKind, Fingerprint, Proof,
    SignatureAlgorithm, Signer,
};
use crate::error::{Error, ErrorCode, Result};

/// Signs with a private key in memory.
pub struct LocalSigner {
    certificate: Certificate,
    /// Intermediate certificates in issuing order, without the root.
    intermediates: Vec<Certificate>,
    key: LocalKey,
}

impl LocalSigner {
    /// Creates a signer from a private key and certificates in any order. The certificate with the
    /// key's public key becomes the leaf. The chain is built from the other certificates.
    ///
    /// # Errors
    /// `CertificateKeyMismatch` if no certificate belongs to the key; `CertificateExpired` or
    /// `CertificateNotYetValid` if the leaf is not valid now.
    pub(super) fn from_parts(key: LocalKey, certificates: Vec<Certificate>) -> Result<LocalSigner> {
        let (mut own, others): (Vec<_>, Vec<_>) = certificates
            .into_iter()
            .partition(|certificate| certificate.public_key() == key.public_key());
        // A renewed certificate can share its key with the old one: use the one that expires
        // last.
        own.sort_by_key(Certificate::not_after);
        let certificate = own.pop().ok_or_else(|| mismatch(&others))?;
        certificate.check_validity(OffsetDateTime::now_utc())?;
        let intermediates = chain(&certificate, others);
        Ok(LocalSigner {
            certificate,
            intermediates,
            key,
        })
    }
}

/// Returns the chain from the leaf's issuer upward. The chain ends at the first issuer that is
/// missing or is a root.
fn chain(leaf: &Certificate, mut others: Vec<Certificate>) -> Vec<Certificate> {
    let mut chain: Vec<Certificate> = Vec::new();
    loop {
        let issuer = chain.last().unwrap_or(leaf).issuer().to_owned();
        let next = others
            .iter()
            .position(|other| other.subject() == issuer && !other.is_root());
        match next {
            Some(index) => chain.push(others.swap_remove(index)),
            None => return chain,
        }
    }
}

fn mismatch(others: &[Certificate]) -> Error {
    let found: Vec<String> = others
        .iter()
        .map(|certificate| format!("'{}' ({})", certificate.subject(), certificate.thumbprint()))
        .collect();
    let found = if found.is_empty() {
        "no certificate".to_owned()
    } else {
        found.join(", ")
    };
    Error::new(
        ErrorCode::CertificateKeyMismatch,
        format!("No certificate belongs to the private key. Found: {found}."),
        "Pass the certificate and the key that were created together. To compare them, run openssl x509 -noout -modulus -in app.crt and openssl rsa -noout -modulus -in app.key: both must print the same.",
    )
}

impl Signer for LocalSigner {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn chain(&self) -> Vec<&[u8]> {
        std::iter::once(&self.certificate)
            .chain(&self.intermediates)
            .map(|certificate| certificate.der())
            .collect()
    }

    fn algorithms(&self) -> &[SignatureAlgorithm] {
        &[SignatureAlgorithm::PS256, SignatureAlgorithm::RS256]
    }

    fn sign<'a>(
        &'a self,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
        _caller: &'a dyn Caller,
    ) -> BoxFuture<'a, Result<Vec<u8>>> {
        Box::pin(async move {
            self.key
                .signer(algorithm)
                .try_sign(message)
                .map_err(|_| Error::internal("the private key did not sign"))
        })
    }
}

impl Credential for LocalSigner {
    fn kind(&self) -> CredentialKind {
        CredentialKind::Certificate
    }

    fn proof(&self) -> Proof<'_> {
        Proof::Signer(self)
    }

    fn fingerprint(&self) -> Fingerprint {
        fingerprint(self.kind(), self.certificate.der())
    }

    fn certificate(&self) -> Option<&Certificate> {
        Some(&self.certificate)
    }

    fn can_renew_in_background(&self) -> bool {
        true
    }

    fn rejection_code(&self) -> ErrorCode {
        ErrorCode::CertificateRejected
    }
}

impl fmt::Debug for LocalSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalSigner")
            .field("subject", &self.certificate.subject())
            .finish()
    }
}
