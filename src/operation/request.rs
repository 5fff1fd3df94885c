//! What is asked of an operation, and how.

use std::time::Duration;

use serde::Deserialize;

use crate::error::Result;
use crate::resource::Resource;

/// How an operation works, and its first requests.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestSet {
    /// The pairs; one is the smallest set.
    #[serde(default)]
    pub requests: Vec<Request>,
    /// Whether more will be added, until it is closed.
    #[serde(default)]
    pub open: bool,
    /// How many are in flight at once.
    #[serde(default)]
    pub concurrency: Option<usize>,
    /// Whether results come in the order of the requests.
    #[serde(default)]
    pub ordered: bool,
    /// Whether the cache is left aside.
    #[serde(default)]
    pub force_refresh: bool,
    /// How long each request may take with its retries, in milliseconds.
    #[serde(default)]
    pub timeout_ms: Option<u64>,
    /// How long all may take together, in milliseconds.
    #[serde(default)]
    pub total_timeout_ms: Option<u64>,
    /// After how many milliseconds without a wait nothing stays in flight: what was is sent
    /// again once the owner waits again. For owners that can end without a word.
    #[serde(default)]
    pub lease_ms: Option<u64>,
}

/// One (tenant, resource) pair, as the caller wrote it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Request {
    /// A tenant id or a domain.
    pub tenant: String,
    /// A resource; Exchange if absent.
    #[serde(default)]
    pub resource: Option<String>,
}

impl Request {
    /// The resource that it names.
    pub(super) fn resource(&self) -> Result<Resource> {
        Resource::parse(self.resource.as_deref().unwrap_or_default())
    }
}

/// Enough to keep two cores signing while answers are on their way.
const USUAL_CONCURRENCY: usize = 32;
/// Each takes a socket, and a process may have 1,024 files by default.
const MOST_CONCURRENCY: usize = 512;
/// Long enough for one Retry-After of Entra (60 s) and the attempts around it.
const USUAL_TIMEOUT: Duration = Duration::from_secs(120);

/// The settings of an operation.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) window: usize,
    pub(super) ordered: bool,
    pub(super) force_refresh: bool,
    pub(super) timeout: Duration,
    pub(super) total_timeout: Option<Duration>,
    pub(super) lease: Option<Duration>,
}

impl Settings {
    pub(super) fn of(set: &RequestSet) -> Settings {
        Settings {
            window: set
                .concurrency
                .unwrap_or(USUAL_CONCURRENCY)
                .clamp(1, MOST_CONCURRENCY),
            ordered: set.ordered,
            force_refresh: set.force_refresh,
            timeout: set.timeout_ms.map_or(USUAL_TIMEOUT, Duration::from_millis),
            total_timeout: set.total_timeout_ms.map(Duration::from_millis),
            lease: set.lease_ms.map(Duration::from_millis),
        }
    }

    /// Results that wait to be taken, before nothing more is sent.
    pub(super) fn most_results(&self) -> usize {
        (self.window * 2).max(64)
    }
}
