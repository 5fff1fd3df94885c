//! What is asked of an operation.

use serde::Deserialize;

use crate::error::Result;
use crate::resource::Resource;

/// A set of requests and how many may be under way at once.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestSet {
    /// The pairs; one is the smallest set.
    pub requests: Vec<Request>,
    /// How many are under way at once.
    #[serde(default)]
    pub concurrency: Option<usize>,
}

/// One (tenant, resource) pair, as the caller wrote it.
#[derive(Debug, Deserialize)]
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
const MOST_CONCURRENCY: usize = 512;

impl RequestSet {
    pub(super) fn window(&self) -> usize {
        self.concurrency
            .unwrap_or(USUAL_CONCURRENCY)
            .clamp(1, MOST_CONCURRENCY)
    }
}
