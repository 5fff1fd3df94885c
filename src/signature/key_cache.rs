//! Key sets that are there: asked for once, and again when a key is missing.

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

/// As long as MSAL keeps metadata.
const SERVES: Duration = Duration::from_secs(24 * 3_600);
/// Entra rolls keys weeks ahead; tokens with made-up key ids must not make requests.
const PAUSE: Duration = Duration::from_secs(30);
/// Real ones have about 20 KiB.
const LARGEST: usize = 512 * 1024;
/// An authority is a private one at most; more are let go.
const MANY: usize = 64;

/// What an issuer publishes of itself.
#[derive(Debug)]
pub(super) struct Published {
    pub(super) keys: KeySet,
    /// Its `iss`, with a placeholder for the tenant where it is the same for all.
    issuer: String,
}

impl Published {
    /// Whether this is its `iss` for a tenant.
    pub(super) fn is_issuer(&self, issuer: &str, tenant: &str) -> bool {
        // How a URL writes braces.
        let own = self.issuer.replace("%7Btenantid%7D", tenant);
        own.trim_end_matches('/') == issuer.trim_end_matches('/')
    }
}

struct Kept {
    published: Arc<Published>,
    came: Instant,
    /// When a missing key made it be asked for again.
    renewed: Option<Instant>,
}

/// One lock for each authority: those who come at once wait for one answer.
type Place = Arc<tokio::sync::Mutex<Option<Kept>>>;

static PLACES: Lazy<Mutex<HashMap<String, Place>>> = Lazy::new(Mutex::default);

fn place(authority: &Authority) -> Place {
    let mut places = PLACES.lock().unwrap_or_else(PoisonError::into_inner);
    if places.len() >= MANY {
        places.clear();
    }
    Arc::clone(places.entry(authority.to_string()).or_default())
}

/// What an authority publishes, with this key if there is such a key.
///
/// # Errors
/// The network codes, `UnexpectedResponse`.
pub(super) async fn with_key(
    http: &HttpClient,
    authority: &Authority,
    tenant: &str,
    key_id: &str,
    deadline: Instant,
) -> Result<Arc<Published>> {
    let place = place(authority);
    let mut kept = place.lock().await;
    let now = Instant::now();
    if let Some(kept) = &*kept {
        let fresh = now.duration_since(kept.came) < SERVES;
        let asked_lately = kept
            .renewed
            .is_some_and(|renewed| now.duration_since(renewed) < PAUSE);
        if fresh && (kept.published.keys.find(key_id).is_some() || asked_lately) {
            return Ok(Arc::clone(&kept.published));
        }
    }
    let published = Arc::new(fetch(http, authority, tenant, deadline).await?);
    let renewed = kept.is_some().then_some(now);
    *kept = Some(Kept {
        published: Arc::clone(&published),
        came: now,
        renewed,
    });
    Ok(published)
}

async fn fetch(
    http: &HttpClient,
    authority: &Authority,
    tenant: &str,
    deadline: Instant,
) -> Result<Published> {
    // The keys are the same for all tenants, and `common` says so by its placeholder.
    let common = || fetch_metadata(http, authority, "common");
    let document = match retry::retry_until(deadline, common).await {
        Ok(document) => document,
        Err(error) if error.report().retryable => return Err(error),
        // Other servers than Entra may know their tenants only.
        Err(_) => retry::retry_until(deadline, || fetch_metadata(http, authority, tenant)).await?,
    };
    let url = own(&document, authority)?;
    let keys = || keys(http, &url);
    Ok(Published {
        keys: retry::retry_until(deadline, keys).await?,
        issuer: document.issuer.as_str().to_owned(),
    })
}

/// The key set's URL, which has to be the authority's own.
fn own(document: &Metadata, authority: &Authority) -> Result<String> {
    let url = &document.jwks_uri;
    let host = url.host_str().unwrap_or_default();
    let is_own = url.origin().ascii_serialization() == authority.to_string();
    let is_alias = Cloud::open()
        .any(|cloud| Authority::from_cloud(cloud) == *authority && cloud.has_login_host(host));
    if is_own || is_alias {
        return Ok(url.as_str().to_owned());
    }
    Err(Error::new(
        ErrorCode::CloudUnknown,
        format!("The metadata of {authority} names keys of another host ({host})."),
        "Check the authority; keys of another host prove nothing.",
    ))
}

async fn keys(http: &HttpClient, url: &str) -> Result<KeySet> {
    let answer = http.get(url, Uuid::new_v4(), LARGEST).await?;
    let host = url::Url::parse(url)
        .map(|url| url.origin().ascii_serialization())
        .unwrap_or_default();
    if answer.status != 200 {
        return Err(token::error_from_response(
            &host,
            &answer,
            "there are no keys",
        ));
    }
    KeySet::parse(&answer.body)
        .ok_or_else(|| token::unexpected_response(&host, &answer, "the body is no key set"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_is_that_of_the_tenant_or_none() {
        let published = |issuer: &str| Published {
            keys: KeySet::default(),
            issuer: url::Url::parse(issuer).expect("a URL").into(),
        };
        let common = published("https://login.microsoftonline.com/{tenantid}/v2.0");
        assert!(common.is_issuer("https://login.microsoftonline.com/t-1/v2.0", "t-1"));
        for other in [
            "https://login.microsoftonline.com/t-2/v2.0",
            "https://login.microsoftonline.us/t-1/v2.0",
            "https://login.microsoftonline.com/{tenantid}/v2.0",
            "",
        ] {
            assert!(!common.is_issuer(other, "t-1"), "{other}");
        }
        let own = published("https://idp.example/t-1");
        assert!(own.is_issuer("https://idp.example/t-1/", "t-1"));
    }
}
