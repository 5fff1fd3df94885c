//! Caches the keys of issuers, and requests them again when a token names an unknown key.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use once_cell::sync::Lazy;
use tokio::time::Instant;
use uuid::Uuid;

use super::key_set::KeySet;
use crate::authority::Authority;
use crate::cloud::Cloud;
use crate::error::{Error, ErrorCode, Result};
use crate::http::HttpClient;
use crate::resolve::{Metadata, fetch_metadata};
use crate::retry;
use crate::token;

/// How long keys are cached. MSAL caches metadata for the same time.
const CACHE_TTL: Duration = Duration::from_secs(24 * 3_600);
/// The minimum time between two requests that unknown key ids cause. The limit is needed because
/// tokens can contain forged key ids. Entra publishes new keys weeks before it uses them.
const MIN_REFRESH_INTERVAL: Duration = Duration::from_secs(30);
/// The maximum size of a response. A typical key set is 20 KiB.
const MAX_KEY_SET_BYTES: usize = 512 * 1024;
/// The cache is cleared when it holds this many authorities. There are only a few clouds, and
/// private authorities are rare.
const MAX_AUTHORITIES: usize = 64;

/// The keys of an issuer, and its name.
#[derive(Debug)]
pub(super) struct IssuerKeys {
    pub(super) keys: KeySet,
    /// The `iss` of the issuer's tokens, with a placeholder for the tenant if all tenants share the
    /// issuer.
    issuer: String,
}

impl IssuerKeys {
    /// Returns whether `issuer` is the `iss` of this tenant's tokens.
    pub(super) fn is_issuer(&self, issuer: &str, tenant: &str) -> bool {
        // The braces of the placeholder are percent-encoded in a URL.
        let expected = self.issuer.replace("%7Btenantid%7D", tenant);
        expected.trim_end_matches('/') == issuer.trim_end_matches('/')
    }
}

struct Entry {
    keys: Arc<IssuerKeys>,
    fetched_at: Instant,
    /// When an unknown key id last caused a request.
    refreshed_at: Option<Instant>,
}

/// One lock per authority, so that concurrent callers wait for the same response.
type Slot = Arc<tokio::sync::Mutex<Option<Entry>>>;

static SLOTS: Lazy<Mutex<HashMap<String, Slot>>> = Lazy::new(Mutex::default);

fn slot(authority: &Authority) -> Slot {
    let mut slots = SLOTS.lock().unwrap_or_else(PoisonError::into_inner);
    if slots.len() >= MAX_AUTHORITIES {
        slots.clear();
    }
    Arc::clone(slots.entry(authority.to_string()).or_default())
}

/// Returns the keys of an authority. Requests them again if the cached ones lack `key_id`.
///
/// # Errors
/// The network codes, `UnexpectedResponse`.
pub(super) async fn issuer_keys(
    http: &HttpClient,
    authority: &Authority,
    tenant: &str,
    key_id: &str,
    deadline: Instant,
) -> Result<Arc<IssuerKeys>> {
    let slot = slot(authority);
    let mut slot = slot.lock().await;
    let now = Instant::now();
    if let Some(entry) = &*slot {
        let is_fresh = now.duration_since(entry.fetched_at) < CACHE_TTL;
        let refreshed_lately = entry
            .refreshed_at
            .is_some_and(|at| now.duration_since(at) < MIN_REFRESH_INTERVAL);
        if is_fresh && (entry.keys.keys.find(key_id).is_some() || refreshed_lately) {
            return Ok(Arc::clone(&entry.keys));
        }
    }
    let keys = Arc::new(fetch(http, authority, tenant, deadline).await?);
    let refreshed_at = slot.is_some().then_some(now);
    *slot = Some(Entry {
        keys: Arc::clone(&keys),
        fetched_at: now,
        refreshed_at,
    });
    Ok(keys)
}

async fn fetch(
    http: &HttpClient,
    authority: &Authority,
    tenant: &str,
    deadline: Instant,
) -> Result<IssuerKeys> {
    // Entra's keys are the same for all tenants, so the metadata of `common` is enough. Its issuer
    // contains a placeholder.
    let common = || fetch_metadata(http, authority, "common");
    let metadata = match retry::retry_until(deadline, common).await {
        Ok(metadata) => metadata,
        Err(error) if error.report().retryable => return Err(error),
        // Other servers than Entra may have no metadata for `common`.
        Err(_) => retry::retry_until(deadline, || fetch_metadata(http, authority, tenant)).await?,
    };
    let url = key_set_url(&metadata, authority)?;
    let keys = || fetch_key_set(http, &url);
    Ok(IssuerKeys {
        keys: retry::retry_until(deadline, keys).await?,
        issuer: metadata.issuer.as_str().to_owned(),
    })
}

/// Returns the URL of the key set, which has to be on a host of the authority.
fn key_set_url(metadata: &Metadata, authority: &Authority) -> Result<String> {
    let url = &metadata.jwks_uri;
    let host = url.host_str().unwrap_or_default();
    let is_own = url.origin().ascii_serialization() == authority.to_string();
    let is_alias = Cloud::open()
        .any(|cloud| Authority::from_cloud(cloud) == *authority && cloud.has_login_host(host));
    if is_own || is_alias {
        return Ok(url.as_str().to_owned());
    }
    Err(Error::new(
        ErrorCode::CloudUnknown,
        format!("The metadata of {authority} refers to keys on another host ({host})."),
        "Check the authority. Keys from another host prove nothing.",
    ))
}

async fn fetch_key_set(http: &HttpClient, url: &str) -> Result<KeySet> {
    let response = http.get(url, Uuid::new_v4(), MAX_KEY_SET_BYTES).await?;
    let host = url::Url::parse(url)
        .map(|url| url.origin().ascii_serialization())
        .unwrap_or_default();
    if response.status != 200 {
        return Err(token::error_from_response(
            &host,
            &response,
            "there are no keys",
        ));
    }
    KeySet::parse(&response.body)
        .ok_or_else(|| token::unexpected_response(&host, &response, "the body isn't a key set"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_tenant_s_own_issuer_matches() {
        let keys = |issuer: &str| IssuerKeys {
            keys: KeySet::default(),
            issuer: url::Url::parse(issuer).expect("a URL").into(),
        };
        let common = keys("https://login.microsoftonline.com/{tenantid}/v2.0");
        assert!(common.is_issuer("https://login.microsoftonline.com/t-1/v2.0", "t-1"));
        for other in [
            "https://login.microsoftonline.com/t-2/v2.0",
            "https://login.microsoftonline.us/t-1/v2.0",
            "https://login.microsoftonline.com/{tenantid}/v2.0",
            "",
        ] {
            assert!(!common.is_issuer(other, "t-1"), "{other}");
        }
        let own = keys("https://idp.example/t-1");
        assert!(own.is_issuer("https://idp.example/t-1/", "t-1"));
    }
}
