//! An X.509 certificate: what Entra and users need to know of it.

/// A parsed certificate.
#[derive(Debug, Clone)]
pub struct Certificate {
    der: Vec<u8>,
}
