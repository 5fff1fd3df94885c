//! Key sets that are there: asked for once, and again when a key is missing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use once_cell::sync::Lazy;
use tokio::time::Instant;
use uuid::Uuid;

use super::key_set::KeySet;
use crate::authority::Authority;
use crate::discovery::{Document, document_of};
use crate::error::{Error, ErrorCode, Result};
use crate::http::HttpClient;
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

struct Kept {
    keys: Arc<KeySet>,
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

/// The key set of an authority that has this key, if there is such a key.
///
/// # Errors
/// The network codes, `UnexpectedResponse`.
pub(super) async fn with_key(
    http: &HttpClient,
    authority: &Authority,
    tenant: &str,
    key_id: &str,
    deadline: Instant,
) -> Result<Arc<KeySet>> {
    let place = place(authority);
    let mut kept = place.lock().await;
    let now = Instant::now();
    if let Some(kept) = &*kept {
        let fresh = now.duration_since(kept.came) < SERVES;
        let asked_lately = kept
            .renewed
            .is_some_and(|renewed| now.duration_since(renewed) < PAUSE);
        if fresh && (kept.keys.find(key_id).is_some() || asked_lately) {
            return Ok(Arc::clone(&kept.keys));
        }
    }
    let keys = Arc::new(fetch(http, authority, tenant, deadline).await?);
    let renewed = kept.is_some().then_some(now);
    *kept = Some(Kept {
        keys: Arc::clone(&keys),
        came: now,
        renewed,
    });
    Ok(keys)
}

async fn fetch(
    http: &HttpClient,
    authority: &Authority,
    tenant: &str,
    deadline: Instant,
) -> Result<KeySet> {
    // The keys are the same for all tenants, and `common` says so by its placeholder.
    let common = || document_of(http, authority, "common");
    let document = match retry::patiently(deadline, common).await {
        Ok(document) => document,
        Err(error) if error.report().retryable => return Err(error),
        // Other servers than Entra may know their tenants only.
        Err(_) => retry::patiently(deadline, || document_of(http, authority, tenant)).await?,
    };
    let url = own(&document, authority)?;
    let keys = || keys(http, &url);
    retry::patiently(deadline, keys).await
}

/// The key set's URL, which has to be the authority's own.
fn own(document: &Document, authority: &Authority) -> Result<String> {
    let url = &document.jwks_uri;
    if url.origin().ascii_serialization() == authority.to_string() {
        return Ok(url.as_str().to_owned());
    }
    Err(Error::new(
        ErrorCode::CloudUnknown,
        format!(
            "The metadata of {authority} names keys of another host ({}).",
            url.host_str().unwrap_or_default()
        ),
        "Check the authority; keys of another host prove nothing.",
    ))
}

async fn keys(http: &HttpClient, url: &str) -> Result<KeySet> {
    let answer = http.get(url, Uuid::new_v4(), LARGEST).await?;
    let host = url::Url::parse(url)
        .map(|url| url.origin().ascii_serialization())
        .unwrap_or_default();
    if answer.status != 200 {
        return Err(token::rejection_of(&host, &answer, "there are no keys"));
    }
    KeySet::parse(&answer.body)
        .ok_or_else(|| token::unexpected(&host, &answer, "the body is no key set"))
}
