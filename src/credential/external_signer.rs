//! A certificate whose private key is held by an external signer: the caller signs.

use aws_lc_rs::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, UnparsedPublicKey,
};
use time::OffsetDateTime;

use super::fingerprint::fingerprint;
use super::{
    BoxFuture, Caller, Certificate, Credential, CredentialKind, Fingerprint, Proof,
    SignatureAlgorithm, Signer,
};
use crate::error::{Error, ErrorCode, Result};

/// Asks the caller for every signature.
#[derive(Debug)]
pub struct ExternalSigner {
    certificate: Certificate,
    algorithms: Vec<SignatureAlgorithm>,
}

impl ExternalSigner {
    /// Creates a signer from a certificate (DER) and the algorithms that its key supports, the
    /// preferred one first.
    ///
    /// # Errors
    /// The errors of [`Certificate::from_der`] and [`Certificate::check_validity`].
    pub fn new(der: &[u8], algorithms: Vec<SignatureAlgorithm>) -> Result<ExternalSigner> {
        let certificate = Certificate::from_der(der)?;
        certificate.check_validity(OffsetDateTime::now_utc())?;
        Ok(ExternalSigner {
            certificate,
            algorithms,
        })
    }

    /// Verifies a signature locally, because the server would report a wrong key only as an obscure
    /// error.
    fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<()> {
        let parameters = match algorithm {
            SignatureAlgorithm::PS256 => &RSA_PSS_2048_8192_SHA256,
            SignatureAlgorithm::RS256 => &RSA_PKCS1_2048_8192_SHA256,
        };
        UnparsedPublicKey::new(parameters, self.certificate.public_key())
            .verify(message, signature)
            .map_err(|_| {
                Error::new(
                    ErrorCode::SigningFailed,
                    format!(
                        "The {algorithm:?} signature doesn't match the certificate '{}' ({}).",
                        self.certificate.subject(),
                        self.certificate.thumbprint()
                    ),
                    "Sign with the private key of this certificate: SHA-256 over the whole message. PS256 is RSA-PSS with a salt of 32 bytes, RS256 is PKCS#1 v1.5.",
                )
            })
    }
}

impl Signer for ExternalSigner {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn chain(&self) -> Vec<&[u8]> {
        vec![self.certificate.der()]
    }

    fn algorithms(&self) -> &[SignatureAlgorithm] {
        &self.algorithms
    }

    fn sign<'a>(
        &'a self,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
        caller: &'a dyn Caller,
    ) -> BoxFuture<'a, Result<Vec<u8>>> {
        Box::pin(async move {
            let signature = caller.sign(algorithm, message, None).await?;
            self.verify(algorithm, message, &signature)?;
            Ok(signature)
        })
    }
}

impl Credential for ExternalSigner {
    fn kind(&self) -> CredentialKind {
        CredentialKind::ExternalSigner
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

    fn rejection_code(&self) -> ErrorCode {
        ErrorCode::CertificateRejected
    }
}
