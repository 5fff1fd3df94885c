//! Requests, and the settings of a batch of requests.

use std::time::Duration;

use serde::Deserialize;

use crate::error::{Result, clean_line};
use crate::resource::Resource;
use crate::tenant::Tenant;

/// A batch of requests and how to run it (camelCase JSON); unknown members are rejected.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestSet {
    /// The requests to start with.
    #[serde(default)]
    pub requests: Vec<RequestText>,
    /// Whether more requests can be added, until the operation is closed.
    #[serde(default)]
    pub open: bool,
    /// Maximum number of requests in flight.
    #[serde(default)]
    pub concurrency: Option<usize>,
    /// Whether results come in the order of the requests.
    #[serde(default)]
    pub ordered: bool,
    /// Whether to skip cached tokens.
    #[serde(default)]
    pub force_refresh: bool,
    /// Timeout of each request including its retries, in milliseconds.
    #[serde(default)]
    pub timeout_ms: Option<u64>,
    /// Timeout of the whole batch, in milliseconds.
    #[serde(default)]
    pub total_timeout_ms: Option<u64>,
    /// After this many milliseconds without a wait, the operation cancels its requests in flight.
    /// It sends them again at the next wait. This is for callers that can stop without notice.
    #[serde(default)]
    pub lease_ms: Option<u64>,
}

/// A (tenant, resource) pair as the caller wrote it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestText {
    /// A tenant id or a domain.
    pub tenant: String,
    /// A resource; defaults to Exchange.
    #[serde(default)]
    pub resource: Option<String>,
}

/// A (tenant, resource) pair, parsed once, when the caller passes it.
#[derive(Debug, Clone)]
pub struct Request {
    /// The tenant as the caller wrote it, and as the events of the request show it.
    pub(super) organization: String,
    /// The parsed tenant. An invalid tenant is an error that fails this request, but not the batch.
    tenant: Result<Tenant>,
    pub(super) resource: Resource,
}

impl Request {
    /// Parses a tenant and a resource, which defaults to Exchange. An invalid tenant becomes the
    /// error event of this request.
    ///
    /// # Errors
    /// `InvalidResource`, because an invalid resource would fail for every tenant.
    pub fn parse(tenant: &str, resource: Option<&str>) -> Result<Request> {
        Ok(Request {
            organization: clean_line(tenant),
            tenant: Tenant::parse(tenant),
            resource: Resource::parse(resource.unwrap_or_default())?,
        })
    }

    /// Returns the tenant.
    ///
    /// # Errors
    /// `InvalidTenant`.
    pub(super) fn tenant(&self) -> Result<&Tenant> {
        self.tenant.as_ref().map_err(Clone::clone)
    }
}

impl TryFrom<&RequestText> for Request {
    type Error = crate::error::Error;

    fn try_from(text: &RequestText) -> Result<Request> {
        Request::parse(&text.tenant, text.resource.as_deref())
    }
}

/// Enough to keep two cores busy with signatures while responses are in transit.
const DEFAULT_CONCURRENCY: usize = 32;
/// Each request uses a socket, and a process may have 1,024 open files by default.
const MAX_CONCURRENCY: usize = 512;
/// Enough for one Retry-After of Entra (60 s) and the attempts around it.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(120);
/// The lower bound of `max_untaken_results`, whatever the concurrency.
const MIN_UNTAKEN_RESULTS: usize = 64;

/// The settings of an operation, with defaults filled in.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) concurrency: usize,
    pub(super) ordered: bool,
    pub(super) force_refresh: bool,
    pub(super) timeout: Duration,
    pub(super) total_timeout: Option<Duration>,
    pub(super) lease: Option<Duration>,
}

impl Settings {
    /// Returns how many results can wait to be taken before the operation pauses its requests.
    pub(super) fn max_untaken_results(&self) -> usize {
        (self.concurrency * 2).max(MIN_UNTAKEN_RESULTS)
    }
}

impl From<&RequestSet> for Settings {
    fn from(set: &RequestSet) -> Settings {
        Settings {
            concurrency: set
                .concurrency
                .unwrap_or(DEFAULT_CONCURRENCY)
                .clamp(1, MAX_CONCURRENCY),
            ordered: set.ordered,
            force_refresh: set.force_refresh,
            timeout: set
                .timeout_ms
                .map_or(DEFAULT_TIMEOUT, Duration::from_millis),
            total_timeout: set.total_timeout_ms.map(Duration::from_millis),
            lease: set.lease_ms.map(Duration::from_millis),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn an_invalid_tenant_fails_its_own_request_and_an_invalid_resource_the_call() {
        let request = Request::parse(" not a tenant\n", None).expect("the resource is valid");
        assert_eq!(request.organization, "not a tenant");
        let error = request.tenant().expect_err("invalid");
        assert_eq!(error.code(), ErrorCode::InvalidTenant);
        let error = Request::parse("contoso.com", Some("mail.read")).expect_err("invalid");
        assert_eq!(error.code(), ErrorCode::InvalidResource);
    }

    #[test]
    fn a_request_has_exchange_as_its_default_resource() {
        let request = Request::parse("Contoso.com", None).expect("valid");
        assert_eq!(request.resource, Resource::Exchange);
        assert_eq!(request.tenant().expect("valid").to_string(), "contoso.com");
    }
}
