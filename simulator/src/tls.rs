//! The simulator's own CA and its server certificate.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::config::ConfigError;

pub(crate) struct Tls {
    pub(crate) config: Arc<ServerConfig>,
    pub(crate) ca_pem: String,
    pub(crate) ca_file: PathBuf,
    /// Removes the temporary folder when dropped.
    _folder: Option<tempfile::TempDir>,
}

/// Creates the CA and the server certificate. The certificate is valid for localhost, and for
/// `more` if present.
pub(crate) fn make(ca_dir: Option<&PathBuf>, more: Option<IpAddr>) -> Result<Tls, ConfigError> {
    let failed = |error: &dyn std::fmt::Display| ConfigError(format!("TLS: {error}"));
    let ca_key = KeyPair::generate().map_err(|error| failed(&error))?;
    let mut ca = CertificateParams::default();
    ca.distinguished_name
        .push(DnType::CommonName, "entra-sim test CA");
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let ca_certificate = ca.self_signed(&ca_key).map_err(|error| failed(&error))?;
    let issuer = Issuer::new(ca, ca_key);

    let mut names = ["localhost", "127.0.0.1", "::1"]
        .map(str::to_owned)
        .to_vec();
    names.extend(more.map(|address| address.to_string()));
    let mut leaf = CertificateParams::new(names).map_err(|error| failed(&error))?;
    leaf.distinguished_name
        .push(DnType::CommonName, "localhost");
    leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    // Strict verifiers, such as Python 3.13, refuse a leaf without this extension.
    leaf.use_authority_key_identifier_extension = true;
    let leaf_key = KeyPair::generate().map_err(|error| failed(&error))?;
    let leaf = leaf
        .signed_by(&leaf_key, &issuer)
        .map_err(|error| failed(&error))?;

    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(leaf_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| {
            builder
                .with_no_client_auth()
                .with_single_cert(vec![leaf.der().clone()], key)
        })
        .map_err(|error| failed(&error))?;

    let ca_pem = ca_certificate.pem();
    let (folder, path) = match ca_dir {
        Some(path) => (None, path.clone()),
        None => {
            let folder = tempfile::tempdir().map_err(|error| failed(&error))?;
            let path = folder.path().to_owned();
            (Some(folder), path)
        }
    };
    std::fs::create_dir_all(&path).map_err(|error| failed(&error))?;
    let ca_file = path.join("ca.pem");
    std::fs::write(&ca_file, &ca_pem).map_err(|error| failed(&error))?;
    Ok(Tls {
        config: Arc::new(config),
        ca_pem,
        ca_file,
        _folder: folder,
    })
}
