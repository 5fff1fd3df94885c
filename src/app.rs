//! The partner's multi-tenant app: its id, cloud, credential and connections.

use std::sync::Arc;

use serde::Deserialize;
use url::Url;
use uuid::Uuid;

use crate::authority::{Authority, without_user_info};
use crate::cloud::Cloud;
use crate::credential::Credential;
use crate::entropy;
use crate::error::{Error, ErrorCode, Result};
use crate::guid::parse_app_id;
use crate::http::{HttpClient, NetworkOptions};
use crate::partition::Partition;
use crate::resource::Resource;

/// The options of an app (camelCase JSON); unknown members are rejected.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AppOptions {
    /// The application (client) id.
    pub app_id: String,
    /// The cloud; defaults to Worldwide.
    #[serde(default)]
    pub environment: Option<String>,
    /// The authority; defaults to the cloud's.
    #[serde(default)]
    pub authority: Option<String>,
    /// The Exchange endpoint, as `Connect-ExchangeOnline -ConnectionUri` accepts it; defaults to
    /// the cloud's.
    #[serde(default)]
    pub connection_uri: Option<String>,
    /// Whether assertions carry the certificate chain (`x5c`), for subject-name trust.
    #[serde(default)]
    pub send_certificate_chain: bool,
    /// Network settings: trust, proxy and timeouts.
    #[serde(default)]
    pub network: NetworkOptions,
}

/// An app that can acquire tokens for any number of tenants.
#[derive(Debug)]
pub struct App {
    /// The application (client) id.
    pub id: Uuid,
    /// The cloud of the app's tenants.
    pub cloud: &'static Cloud,
    /// The authority that issues the app's tokens.
    pub authority: Authority,
    /// The Exchange endpoint, if it isn't the cloud's.
    pub connection_uri: Option<Url>,
    /// The credential that proves the app's identity.
    pub credential: Arc<dyn Credential>,
    /// Whether assertions carry the certificate chain (`x5c`).
    pub send_certificate_chain: bool,
    pub(crate) http: HttpClient,
    pub(crate) partition: Arc<Partition>,
}

impl App {
    /// Checks the options and sets up the connection pool; sends nothing.
    ///
    /// # Errors
    /// The error of the first invalid option.
    pub fn new(options: &AppOptions, credential: Arc<dyn Credential>) -> Result<App> {
        entropy::seed_in_background();
        let cloud = Cloud::parse_or_worldwide(options.environment.as_deref())?;
        let authority = match &options.authority {
            Some(text) => Authority::parse(text)?,
            None => Authority::from_cloud(cloud),
        };
        let connection_uri = options
            .connection_uri
            .as_deref()
            .map(parse_connection_uri)
            .transpose()?;
        let id = parse_app_id(&options.app_id)?;
        Ok(App {
            id,
            connection_uri,
            partition: Partition::get_or_create(
                &authority,
                &cloud.name,
                id,
                credential.fingerprint(),
            ),
            cloud,
            authority,
            credential,
            send_certificate_chain: options.send_certificate_chain,
            http: HttpClient::new(&options.network)?,
        })
    }

    /// Returns the endpoint of Exchange Online: `https://host[:port]`.
    pub fn exchange_endpoint(&self, resource: &Resource) -> String {
        match (&self.connection_uri, resource) {
            (Some(uri), _) => uri.origin().ascii_serialization(),
            (None, Resource::Compliance) => self.cloud.compliance.clone(),
            (None, _) => self.cloud.exchange.clone(),
        }
    }
}

fn parse_connection_uri(text: &str) -> Result<Url> {
    let url = Url::parse(text.trim()).ok();
    url.filter(|url| {
        url.scheme() == "https"
            && url.host().is_some()
            && url.username().is_empty()
            && url.password().is_none()
    })
    .ok_or_else(|| {
        Error::new(
            ErrorCode::InvalidConnectionUri,
            format!(
                "'{}' can't be used as a connection URI.",
                without_user_info(text)
            ),
            "Write it as for Connect-ExchangeOnline: https://host/powershell-liveid.",
        )
    })
}
