//! The configuration file. `config.schema.json` is its schema.

mod fault;
mod tenant;

use std::fmt;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

pub(crate) use fault::FaultySide;
pub use fault::{Fault, FaultKind};
pub use tenant::{AcceptedDomain, Consent, Mailbox, ServicePrincipal, Tenant};

/// The configuration of a simulator.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Config {
    /// The path of the schema, for editors. The simulator ignores it.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Refuses an assertion whose `jti` was used before. Entra doesn't.
    pub strict_jti: bool,
    /// Folder for `ca.pem`; defaults to a temporary one.
    pub ca_dir: Option<PathBuf>,
    /// Loopback address whose port 443 answers as Exchange Online, for Microsoft's module.
    pub exchange_address: Option<Ipv4Addr>,
    /// App registrations.
    pub apps: Vec<App>,
    /// Customer tenants.
    pub tenants: Vec<Tenant>,
    /// Resources in addition to Exchange, Compliance and Graph (identifier URIs).
    pub resources: Vec<String>,
}

/// An app registration.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct App {
    /// The application (client) id.
    pub app_id: Uuid,
    /// Client secrets.
    #[serde(default)]
    pub secrets: Vec<Secret>,
    /// Certificates.
    #[serde(default)]
    pub certificates: Vec<Certificate>,
    /// Federated credentials.
    #[serde(default)]
    pub federated: Vec<FederatedCredential>,
    /// Redirect URIs that the consent page accepts.
    #[serde(default)]
    pub redirect_uris: Vec<String>,
    /// App roles on Exchange that the registration lists; defaults to `Exchange.ManageAsApp`.
    #[serde(default)]
    pub requested_roles: Option<Vec<String>>,
}

/// A client secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Secret {
    /// The secret.
    pub value: String,
    /// When the secret expires.
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub expires: Option<OffsetDateTime>,
}

/// A certificate as PEM text or file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Certificate {
    /// A PEM file, relative to the configuration file.
    pub pem_file: Option<PathBuf>,
    /// PEM text.
    pub pem: Option<String>,
}

/// A federated credential: another issuer that may sign for the app.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FederatedCredential {
    /// `iss` of the assertion.
    pub issuer: String,
    /// `sub` of the assertion.
    pub subject: String,
    /// `aud` of the assertion.
    #[serde(default = "default_audience")]
    pub audience: String,
    /// The issuer's certificate: a file, relative to the configuration file.
    #[serde(default)]
    pub pem_file: Option<PathBuf>,
    /// The issuer's certificate as text.
    #[serde(default)]
    pub pem: Option<String>,
}

fn default_audience() -> String {
    "api://AzureADTokenExchange".to_owned()
}

/// The error for a configuration that can't be used; contains the reason.
#[derive(Debug)]
pub struct ConfigError(pub(crate) String);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads a file; PEM files are read relative to its folder.
    ///
    /// # Errors
    /// Fails if a file can't be read or parsed. The error names the file and the member.
    pub fn load(path: &Path) -> Result<Config, ConfigError> {
        let text = read(path)?;
        let mut config: Config = serde_json::from_str(&text)
            .map_err(|error| ConfigError(format!("{}: {error}", path.display())))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        for app in &mut config.apps {
            for certificate in &mut app.certificates {
                inline(folder, &mut certificate.pem_file, &mut certificate.pem)?;
            }
            for federated in &mut app.federated {
                inline(folder, &mut federated.pem_file, &mut federated.pem)?;
            }
        }
        Ok(config)
    }
}

fn inline(
    folder: &Path,
    file: &mut Option<PathBuf>,
    text: &mut Option<String>,
) -> Result<(), ConfigError> {
    match (file.take(), &text) {
        (Some(file), None) => *text = Some(read(&folder.join(file))?),
        (None, Some(_)) => {}
        _ => {
            return Err(ConfigError(
                "a certificate needs either pemFile or pem".to_owned(),
            ));
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path)
        .map_err(|error| ConfigError(format!("{}: {error}", path.display())))
}
