//! Server trust: verifies certificates with the caller's root certificates first, then with the
//! system's.

use std::sync::Arc;

use once_cell::sync::OnceCell;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore,
    SignatureScheme,
};

use crate::error::{Error, ErrorCode, Result};

/// Creates a TLS configuration for TLS 1.2 and 1.3 that trusts the caller's and the system's roots.
pub(super) fn client_config(extra_roots: Option<&str>) -> Result<ClientConfig> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let extra = extra_roots
        .map(|pem| verifier_from_pem(pem, &provider))
        .transpose()?;
    let verifier = LayeredVerifier {
        extra,
        system: OnceCell::new(),
        provider: provider.clone(),
    };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::internal("the TLS settings").with_detail(error.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

fn verifier_from_pem(
    pem: &str,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<WebPkiServerVerifier>> {
    let invalid = |why: &str| {
        Error::new(
            ErrorCode::InvalidCertificateAuthority,
            format!("The extra root certificates can't be used: {why}."),
            "Pass a PEM file with the root certificates (-----BEGIN CERTIFICATE-----). To convert a DER file: openssl x509 -inform der -in root.cer -out root.pem",
        )
    };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
        let certificate = certificate.map_err(|_| invalid("the file isn't valid PEM"))?;
        roots
            .add(certificate)
            .map_err(|_| invalid("the file contains something that isn't a certificate"))?;
    }
    if roots.is_empty() {
        return Err(invalid("the file contains no certificate"));
    }
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone())
        .build()
        .map_err(|error| invalid(&error.to_string()))
}

/// Verifies with the caller's roots first, then with the system's.
///
/// These are two verifiers because the extra roots of rustls-platform-verifier fail under Wine
/// ("Invalid parameter"), and because a private authority must work where no system store can
/// be loaded (a container without ca-certificates).
#[derive(Debug)]
struct LayeredVerifier {
    extra: Option<Arc<WebPkiServerVerifier>>,
    /// Loaded on first use, because loading takes milliseconds.
    system: OnceCell<rustls_platform_verifier::Verifier>,
    provider: Arc<CryptoProvider>,
}

impl LayeredVerifier {
    fn system(&self) -> std::result::Result<&rustls_platform_verifier::Verifier, TlsError> {
        self.system.get_or_try_init(|| {
            rustls_platform_verifier::Verifier::new(self.provider.clone())
                .map_err(|error| TlsError::General(format!("system trust store: {error}")))
        })
    }
}

impl ServerCertVerifier for LayeredVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, TlsError> {
        let mut first_error = None;
        if let Some(extra) = &self.extra {
            match extra.verify_server_cert(
                end_entity,
                intermediates,
                server_name,
                ocsp_response,
                now,
            ) {
                Ok(verified) => return Ok(verified),
                Err(error) => first_error = Some(error),
            }
        }
        let system = self.system().and_then(|verifier| {
            verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        });
        // The first error is more precise if the issuer was known (wrong name, expired), or if the
        // system's roots can't be loaded.
        let unknown = TlsError::InvalidCertificate(CertificateError::UnknownIssuer);
        system.map_err(|error| match first_error {
            Some(first) if first != unknown || matches!(error, TlsError::General(_)) => first,
            _ => error,
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, TlsError> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, TlsError> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_roots_is_rejected_and_the_fix_shows_the_conversion() {
        for bad in [
            "",
            "hello",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ] {
            let error = client_config(Some(bad)).expect_err(bad);
            assert_eq!(error.code(), ErrorCode::InvalidCertificateAuthority);
            assert!(error.report().fix.contains("openssl x509"));
        }
    }
}
