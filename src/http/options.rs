//! Settings of a client, as the C boundary gives them.

use std::time::Duration;

use serde::Deserialize;

use super::client::HttpOptions;
use super::proxy::ProxyOptions;

/// How the network is used, as the C boundary gives it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NetworkOptions {
    /// PEM text of roots to trust beside the system's.
    #[serde(default)]
    pub certificate_authority_pem: Option<String>,
    /// A proxy; without it the environment's and then the system's are used.
    #[serde(default)]
    pub proxy: Option<ProxyOptions>,
    /// From the first packet to the end of the TLS handshake, in milliseconds.
    #[serde(default)]
    pub connect_timeout_ms: Option<u64>,
    /// Between two reads, in milliseconds.
    #[serde(default)]
    pub read_timeout_ms: Option<u64>,
    /// One whole request, in milliseconds.
    #[serde(default)]
    pub timeout_ms: Option<u64>,
}

impl NetworkOptions {
    /// The same with what is usual where nothing was given.
    pub fn http(&self) -> HttpOptions {
        let usual = HttpOptions::default();
        let time = |given: Option<u64>, usual| given.map_or(usual, Duration::from_millis);
        HttpOptions {
            certificate_authority_pem: self.certificate_authority_pem.clone(),
            proxy: self.proxy.clone(),
            connect_timeout: time(self.connect_timeout_ms, usual.connect_timeout),
            read_timeout: time(self.read_timeout_ms, usual.read_timeout),
            timeout: time(self.timeout_ms, usual.timeout),
        }
    }
}
