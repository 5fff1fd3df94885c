//! The partner's multi-tenant app: who it is, how it proves itself, where it asks.

use std::sync::Arc;

use serde::Deserialize;
use url::Url;
use uuid::Uuid;

use crate::authority::Authority;
use crate::cloud::Cloud;
use crate::credential::Credential;
use crate::entropy;
use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::guid::parse_app_id;
use crate::http::{HttpClient, NetworkOptions};
use crate::partition::Partition;
use crate::resource::Resource;

/// How an app is set up, as the C boundary gives it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AppOptions {
    /// The application (client) id.
    pub app_id: String,
    /// The cloud; worldwide if absent.
    #[serde(default)]
    pub environment: Option<String>,
    /// Another authority than the cloud's.
    #[serde(default)]
    pub authority: Option<String>,
    /// Another Exchange endpoint than the cloud's, as for `Connect-ExchangeOnline`.
    #[serde(default)]
    pub connection_uri: Option<String>,
    /// Whether assertions carry the certificate (`x5c`), for subject-name trust.
    #[serde(default)]
    pub send_certificate_chain: bool,
    /// Trust, proxy and timeouts.
    #[serde(default)]
    pub network: NetworkOptions,
}

/// An app, ready to ask for tokens in any number of tenants.
#[derive(Debug)]
pub struct App {
    /// The application (client) id.
    pub id: Uuid,
    /// The cloud of its tenants.
    pub cloud: &'static Cloud,
    /// Where tokens come from.
    pub authority: Authority,
    /// Another Exchange endpoint than the cloud's.
    pub connection_uri: Option<Url>,
    /// How it proves itself.
    pub credential: Arc<dyn Credential>,
    /// Whether assertions carry `x5c`.
    pub send_certificate_chain: bool,
    pub(crate) http: HttpClient,
    pub(crate) partition: Arc<Partition>,
}

impl App {
    /// Checks the options and sets up the connection pool; nothing is sent.
    ///
    /// # Errors
    /// The codes of the options (100 to 107).
    pub fn new(options: &AppOptions, credential: Arc<dyn Credential>) -> Result<App> {
        entropy::gather();
        let cloud = match &options.environment {
            Some(name) => Cloud::parse(name)?,
            None => Cloud::worldwide()?,
        };
        let authority = match &options.authority {
            Some(text) => Authority::parse(text)?,
            None => Authority::from_cloud(cloud),
        };
        let connection_uri = options
            .connection_uri
            .as_deref()
            .map(connection_uri)
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
            http: HttpClient::new(&options.network.http())?,
        })
    }

    /// Where Exchange Online is: `https://host[:port]`.
    pub fn exchange_endpoint(&self, resource: &Resource) -> String {
        match (&self.connection_uri, resource) {
            (Some(uri), _) => uri.origin().ascii_serialization(),
            (None, Resource::Compliance) => self.cloud.compliance.clone(),
            (None, _) => self.cloud.exchange.clone(),
        }
    }
}

fn connection_uri(text: &str) -> Result<Url> {
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
                "'{}' can not be used as a connection URI.",
                // It could hold user:password@.
                clean_line(text.rsplit_once('@').map_or(text, |(_, host)| host))
            ),
            "Write it as for Connect-ExchangeOnline: https://host/powershell-liveid.",
        )
    })
}
