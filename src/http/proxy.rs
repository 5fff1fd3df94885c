//! The proxy options that a caller can pass.

use serde::Deserialize;

use crate::error::{Error, ErrorCode, Result};

/// A proxy for `https` requests. The values have the same form as in the environment variables.
///
/// PowerShell on Linux keeps its own copy of the environment, which a native library cannot see, so
/// the module passes `HTTPS_PROXY` and `NO_PROXY` explicitly.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProxyOptions {
    /// `http://[user:password@]host:port`; null means no proxy.
    pub https: Option<String>,
    /// Hosts to connect to directly, as in `NO_PROXY`.
    #[serde(default)]
    pub no_proxy: Option<String>,
}

impl std::fmt::Debug for ProxyOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The URL can contain a password.
        f.debug_struct("ProxyOptions")
            .field("https", &self.https.is_some())
            .finish()
    }
}

impl ProxyOptions {
    pub(super) fn apply(&self, builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder> {
        let Some(url) = self
            .https
            .as_deref()
            .map(str::trim)
            .filter(|url| !url.is_empty())
        else {
            return Ok(builder.no_proxy());
        };
        // The variable is often set without a scheme.
        let url = if url.contains("://") {
            url.to_owned()
        } else {
            format!("http://{url}")
        };
        let invalid = || {
            Error::new(
                ErrorCode::InvalidProxy,
                "The proxy (HTTPS_PROXY) isn't a usable URL.",
                "Write it as http://host:port, or http://user:password@host:port.",
            )
        };
        let parsed = url::Url::parse(&url).map_err(|_| invalid())?;
        if !matches!(parsed.scheme(), "http" | "https") || parsed.host_str().is_none() {
            return Err(invalid());
        }
        let exceptions = self
            .no_proxy
            .as_deref()
            .and_then(reqwest::NoProxy::from_string);
        let proxy = reqwest::Proxy::https(parsed)
            .map_err(|_| invalid())?
            .no_proxy(exceptions);
        Ok(builder.proxy(proxy))
    }
}
