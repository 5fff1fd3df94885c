//! Credentials: three kinds of proof behind one trait.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use serde::Serialize;

use crate::error::{Error, ErrorCode, Result};
use crate::secret::SecretText;

mod assertion_provider;
mod certificate;
mod client_secret;
mod external_signer;
mod file;
mod fingerprint;
mod local_key;
mod local_signer;
mod no_caller;
mod pem;
mod pfx;

#[cfg(test)]
mod tests;

pub use assertion_provider::{CallerAssertion, ReadyAssertion};
pub use certificate::{Certificate, CertificateSummary, expiry_warning};
pub use client_secret::ClientSecret;
pub use external_signer::ExternalSigner;
pub use file::from_file;
pub use local_signer::LocalSigner;
pub use no_caller::NoCaller;
pub(crate) use pem::first_certificate as first_pem_certificate;
pub use pem::from_pem;
pub use pfx::from_pfx;

/// A boxed future, for traits that are used as trait objects.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A credential, which proves the identity of an app.
pub trait Credential: Send + Sync + fmt::Debug {
    /// Returns the kind to show to users.
    fn kind(&self) -> CredentialKind;

    /// Returns the proof for a token request.
    fn proof(&self) -> Proof<'_>;

    /// Returns a value that identifies the credential without revealing it. Within this process,
    /// the same material has the same fingerprint. Outside the process, it is meaningless.
    fn fingerprint(&self) -> Fingerprint;

    /// Returns the certificate, if the credential has one.
    fn certificate(&self) -> Option<&Certificate> {
        None
    }

    /// Returns whether the credential works without a caller. If it does, a cached token can be
    /// renewed in the background.
    fn can_renew_in_background(&self) -> bool {
        false
    }

    /// Returns true if no other credential can ever be equal to this one. The tokens of such a
    /// credential become unusable when its app is dropped.
    fn is_unique(&self) -> bool {
        false
    }

    /// Returns the error code to report if the server rejects the proof.
    fn rejection_code(&self) -> ErrorCode;
}

/// A keyed hash of a credential's material.
pub type Fingerprint = [u8; 32];

/// The kind of a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum CredentialKind {
    /// A client secret.
    ClientSecret,
    /// A certificate with its private key.
    Certificate,
    /// A certificate whose private key is held by an external signer.
    ExternalSigner,
    /// A ready client assertion from another issuer.
    Assertion,
    /// An assertion provider: it returns an assertion for each request.
    AssertionProvider,
}

/// The three ways to prove an app's identity.
pub enum Proof<'a> {
    /// Sent as `client_secret`.
    Secret(&'a SecretText),
    /// Signs an assertion that ExoMt writes.
    Signer(&'a dyn Signer),
    /// Supplies a complete assertion.
    Assertion(&'a dyn AssertionProvider),
}

/// A signature algorithm that Entra accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum SignatureAlgorithm {
    /// RSASSA-PSS with SHA-256 and a salt of 32 bytes.
    PS256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RS256,
}

/// Signs with the RSA key of a certificate.
pub trait Signer: Send + Sync {
    /// Returns the certificate of the key.
    fn certificate(&self) -> &Certificate;

    /// Returns the certificates for `x5c` as DER, the leaf first.
    fn chain(&self) -> Vec<&[u8]>;

    /// Returns the algorithms that the key supports, the preferred one first. Never empty.
    fn algorithms(&self) -> &[SignatureAlgorithm];

    /// Hashes and signs `message`.
    fn sign<'a>(
        &'a self,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
        caller: &'a dyn Caller,
    ) -> BoxFuture<'a, Result<Vec<u8>>>;
}

/// Supplies client assertions that another issuer has signed.
pub trait AssertionProvider: Send + Sync {
    /// Returns an assertion for a tenant and an audience (the tenant's token endpoint).
    fn assertion<'a>(
        &'a self,
        tenant: &'a str,
        audience: &'a str,
        caller: &'a dyn Caller,
    ) -> BoxFuture<'a, Result<SecretText>>;
}

/// The caller of an operation. The operation can ask it for a signature or an assertion. If the
/// caller doesn't take the question within `take_timeout`, the question is withdrawn. Without a
/// timeout, the question stays open.
pub trait Caller: Send + Sync + fmt::Debug {
    /// Asks for a signature over `message`.
    fn sign<'a>(
        &'a self,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
        take_timeout: Option<Duration>,
    ) -> BoxFuture<'a, Result<Vec<u8>, Refusal>>;

    /// Asks for an assertion.
    fn assertion<'a>(
        &'a self,
        tenant: &'a str,
        audience: &'a str,
        take_timeout: Option<Duration>,
    ) -> BoxFuture<'a, Result<SecretText, Refusal>>;
}

/// Why a caller didn't answer a question.
#[derive(Debug)]
pub enum Refusal {
    /// The caller didn't take the question in time.
    NotTaken,
    /// The caller no longer waits for the result.
    Gone,
    /// The caller tried and failed.
    Failed(Error),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        match refusal {
            Refusal::Failed(error) => error,
            Refusal::Gone | Refusal::NotTaken => Error::cancelled(),
        }
    }
}
