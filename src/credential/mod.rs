//! How the app proves itself: three kinds of proof behind one trait.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::secret::SecretText;

mod assertion_provider;
mod certificate;
mod client_secret;
mod external_signer;
mod fingerprint;
mod local_key;
mod local_signer;
mod pem;
mod pfx;

#[cfg(test)]
mod tests;

pub use assertion_provider::{CallerAssertion, ReadyAssertion};
pub use certificate::{Certificate, CertificateSummary, expiry_warning};
pub use client_secret::ClientSecret;
pub use external_signer::ExternalSigner;
pub use local_signer::LocalSigner;
pub(crate) use pem::first_certificate as first_pem_certificate;
pub use pem::from_pem;
pub use pfx::from_pfx;

/// A future in a box, for traits that are used as objects.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What the app holds to prove itself.
pub trait Credential: Send + Sync + fmt::Debug {
    /// The kind, as users see it.
    fn kind(&self) -> CredentialKind;

    /// The proof that it gives.
    fn proof(&self) -> Proof<'_>;

    /// Tells credentials apart without telling what they are: the same for the same
    /// material within this process, and of no use outside of it.
    fn fingerprint(&self) -> Fingerprint;

    /// The certificate, for those that have one.
    fn certificate(&self) -> Option<&Certificate> {
        None
    }
}

/// A keyed hash of a credential's material.
pub type Fingerprint = [u8; 32];

/// The kind of a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum CredentialKind {
    /// A client secret.
    ClientSecret,
    /// A certificate whose private key ExoMt holds.
    Certificate,
    /// A certificate whose private key stays with its provider.
    ExternalSigner,
    /// A ready assertion.
    Assertion,
    /// Something that gives an assertion when asked.
    AssertionProvider,
}

/// The three ways to prove an app.
pub enum Proof<'a> {
    /// Sent as `client_secret`.
    Secret(&'a SecretText),
    /// Signs an assertion that ExoMt writes.
    Signer(&'a dyn Signer),
    /// Gives a finished assertion.
    Assertion(&'a dyn AssertionProvider),
}

/// A signature algorithm that Entra takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum SignatureAlgorithm {
    /// RSASSA-PSS with SHA-256 and a salt of 32 bytes.
    PS256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RS256,
}

/// Signs with an RSA key that belongs to a certificate.
pub trait Signer: Send + Sync {
    /// The certificate of the key.
    fn certificate(&self) -> &Certificate;

    /// Certificates for `x5c`, the leaf first, DER.
    fn chain(&self) -> Vec<&[u8]>;

    /// What the key can do, the preferred first; never empty.
    fn algorithms(&self) -> &[SignatureAlgorithm];

    /// Signs `message` (it is hashed by the signer).
    fn sign<'a>(
        &'a self,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
        caller: &'a dyn Caller,
    ) -> BoxFuture<'a, Result<Vec<u8>>>;
}

/// Gives assertions that somebody else has signed.
pub trait AssertionProvider: Send + Sync {
    /// An assertion for this audience (the token endpoint), asked for a tenant.
    fn assertion<'a>(
        &'a self,
        tenant: &'a str,
        audience: &'a str,
        caller: &'a dyn Caller,
    ) -> BoxFuture<'a, Result<SecretText>>;
}

/// Whoever began the work, asked for what only that side can do. A question that nobody
/// looked at within `patience` is withdrawn; without it, it waits.
pub trait Caller: Send + Sync + fmt::Debug {
    /// Asks for a signature over `message`.
    fn sign<'a>(
        &'a self,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
        patience: Option<Duration>,
    ) -> BoxFuture<'a, Result<Vec<u8>, Refusal>>;

    /// Asks for an assertion.
    fn assertion<'a>(
        &'a self,
        tenant: &'a str,
        audience: &'a str,
        patience: Option<Duration>,
    ) -> BoxFuture<'a, Result<SecretText, Refusal>>;
}

/// Why a caller gave no answer.
#[derive(Debug)]
pub enum Refusal {
    /// It did not look at the question in time.
    NotTaken,
    /// It does not want the result any more.
    Gone,
    /// It tried, and failed.
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
