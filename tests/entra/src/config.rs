//! The configuration file; its schema is `config.schema.json`.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::clouds::Cloud;
use crate::exchange::ExchangeFault;

/// All that the simulator knows at its start.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Config {
    /// For editors; not read.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Refuse an assertion whose `jti` was used before (Entra itself does not).
    pub strict_jti: bool,
    /// Where to write `ca.pem`; a temporary folder if absent.
    pub ca_dir: Option<PathBuf>,
    /// App registrations.
    pub apps: Vec<App>,
    /// Customer tenants.
    pub tenants: Vec<Tenant>,
    /// Resources beside Exchange, Compliance and Graph (identifier URIs).
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
    pub federated: Vec<Federated>,
    /// Where the consent page may send the admin back to.
    #[serde(default)]
    pub redirect_uris: Vec<String>,
    /// The app roles on Exchange that the registration lists; `Exchange.ManageAsApp` if absent.
    #[serde(default)]
    pub requested_roles: Option<Vec<String>>,
}

/// A client secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Secret {
    /// Its value.
    pub value: String,
    /// When it ends.
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

/// A federated credential: who may sign for the app.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Federated {
    /// `iss` of the assertion.
    pub issuer: String,
    /// `sub` of the assertion.
    pub subject: String,
    /// `aud` of the assertion.
    #[serde(default = "usual_audience")]
    pub audience: String,
    /// The issuer's certificate: a file, relative to the configuration file.
    #[serde(default)]
    pub pem_file: Option<PathBuf>,
    /// The issuer's certificate as text.
    #[serde(default)]
    pub pem: Option<String>,
}

fn usual_audience() -> String {
    "api://AzureADTokenExchange".to_owned()
}

/// A customer tenant.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tenant {
    /// The tenant id.
    pub id: Uuid,
    /// Verified domains; the first is the initial one.
    #[serde(default)]
    pub domains: Vec<String>,
    /// What consent has made.
    #[serde(default)]
    pub service_principals: Vec<ServicePrincipal>,
    /// Faults of its token endpoint.
    #[serde(default)]
    pub faults: Vec<Fault>,
    /// Faults of its Exchange endpoint.
    #[serde(default)]
    pub exchange_faults: Vec<ExchangeFault>,
    /// Where it lives; if absent, its documents name the simulator's own origin.
    #[serde(default)]
    pub cloud: Option<Cloud>,
    /// The login host that its documents name instead.
    #[serde(default)]
    pub document_host: Option<String>,
    /// `tenant_region_scope`; the cloud's usual one if absent.
    #[serde(default)]
    pub region_scope: Option<String>,
    /// `tenant_region_sub_scope`; the cloud's if absent.
    #[serde(default)]
    pub region_sub_scope: Option<String>,
    /// What `Get-AcceptedDomain` gives; made from `domains` if empty.
    #[serde(default)]
    pub accepted_domains: Vec<AcceptedDomain>,
    /// What its admin does on a consent page.
    #[serde(default)]
    pub consent: Consent,
}

/// A domain as Exchange knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AcceptedDomain {
    /// Its name.
    pub domain_name: String,
    /// Whether the tenant began with it.
    #[serde(default)]
    pub initial_domain: bool,
    /// Whether new addresses are made in it.
    #[serde(default)]
    pub default: bool,
}

/// What an admin does on a consent page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Consent {
    /// Accepts.
    #[default]
    Grants,
    /// Cancels.
    Declines,
}

/// An app's service principal in a tenant.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ServicePrincipal {
    /// The app.
    pub app_id: Uuid,
    /// Its object id in this tenant.
    pub object_id: Uuid,
    /// App roles on Exchange.
    #[serde(default)]
    pub roles: Vec<String>,
    /// App roles on Graph and on the own resources.
    #[serde(default)]
    pub other_roles: Vec<String>,
    /// Directory roles (template ids).
    #[serde(default)]
    pub wids: Vec<String>,
    /// Whether it may sign in.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Life of its tokens; 60 to 90 minutes at random if absent.
    #[serde(default)]
    pub token_lifetime_seconds: Option<i64>,
    /// Leave out the id that nearly every app-only token has in `wids`.
    #[serde(default)]
    pub omit_pseudo_wid: bool,
    /// Exchange role groups that it is a member of.
    #[serde(default)]
    pub role_groups: Vec<String>,
}

fn yes() -> bool {
    true
}

/// Something that goes wrong at the token endpoint.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// The HTTP status of `status` and `redirect`.
    #[serde(default)]
    pub status: Option<u16>,
    /// The `Retry-After` header, as it is to be sent.
    #[serde(default)]
    pub retry_after: Option<String>,
    /// The wait of `slow` and `stall`.
    #[serde(default)]
    pub delay_ms: Option<u64>,
    /// How many requests it meets; all if absent.
    #[serde(default)]
    pub times: Option<u32>,
    /// The AADSTS code of `aadsts`.
    #[serde(default)]
    pub code: Option<u32>,
}

/// The kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FaultKind {
    /// An error status with a plain body.
    Status,
    /// 429 with Entra's JSON.
    Json429,
    /// 429 with plain text, as Entra sends it for client credentials.
    Text429,
    /// An Entra error of the given code.
    Aadsts,
    /// The right answer, late.
    Slow,
    /// No answer for a long time, then the connection ends.
    Stall,
    /// The connection ends without an answer.
    Reset,
    /// Half of the right answer, then the connection ends.
    HalfBody,
    /// A page of HTML with status 200, as a captive portal sends.
    Html,
    /// A redirect.
    Redirect,
    /// An answer without end.
    Oversize,
    /// 404 with an empty body.
    Empty404,
    /// 200 with JSON that is no token.
    NotAToken,
    /// A token of another tenant.
    WrongTenant,
    /// A token without signature.
    Unsigned,
    /// A token signed by a key that is not published, under the `kid` of one that is.
    ForgedSignature,
    /// A token of a key that is not published.
    UnknownKid,
    /// A user's token.
    Delegated,
    /// A token for another resource.
    WrongAudience,
    /// Another app's token.
    WrongApp,
    /// A token that has ended.
    Expired,
    /// An error text with terminal escapes.
    Escapes,
}

/// Why a configuration can not be used.
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
    /// Names the file and the member.
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
