//! Network options: trust, proxy and timeouts.

use std::time::Duration;

use serde::Deserialize;

use super::proxy::ProxyOptions;

const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const DEFAULT_READ_TIMEOUT: Duration = Duration::from_secs(20);
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// Network options (camelCase JSON); unknown members are rejected.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NetworkOptions {
    /// PEM text of root certificates to trust in addition to the system's.
    #[serde(default)]
    pub certificate_authority_pem: Option<String>,
    /// The proxy; defaults to the proxy of the environment variables, or the system's.
    #[serde(default)]
    pub proxy: Option<ProxyOptions>,
    /// Timeout from the first packet to the end of the TLS handshake, in milliseconds.
    #[serde(default)]
    pub connect_timeout_ms: Option<u64>,
    /// Timeout between two reads, in milliseconds.
    #[serde(default)]
    pub read_timeout_ms: Option<u64>,
    /// Timeout of a whole HTTP request, in milliseconds.
    #[serde(default)]
    pub timeout_ms: Option<u64>,
}

impl NetworkOptions {
    pub(super) fn connect_timeout(&self) -> Duration {
        self.connect_timeout_ms
            .map_or(DEFAULT_CONNECT_TIMEOUT, Duration::from_millis)
    }

    pub(super) fn read_timeout(&self) -> Duration {
        self.read_timeout_ms
            .map_or(DEFAULT_READ_TIMEOUT, Duration::from_millis)
    }

    pub(super) fn timeout(&self) -> Duration {
        self.timeout_ms
            .map_or(DEFAULT_TIMEOUT, Duration::from_millis)
    }
}
