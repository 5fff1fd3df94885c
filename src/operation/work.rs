//! The work that an operation does for each of its requests.

use std::sync::Arc;

use super::{Event, EventKind, Request};
use crate::acquire::{AcquireOptions, acquire};
use crate::app::App;
use crate::consent::ConsentListener;
use crate::error::Result;
use crate::readiness::Ladder;
use crate::resolve::Resolver;
use crate::signature::SignatureCheck;

/// The kinds of work.
#[derive(Debug, Clone)]
pub enum Work {
    /// Acquires tokens.
    Tokens(Arc<App>),
    /// Resolves tenants: their ids and clouds.
    Tenants(Arc<Resolver>),
    /// Checks whether tenants are ready.
    Readiness(Arc<Ladder>),
    /// Verifies the signature of a token.
    Signature(Arc<SignatureCheck>),
    /// Waits for the response to a consent request.
    Consent(Arc<ConsentListener>),
}

impl From<Arc<App>> for Work {
    fn from(app: Arc<App>) -> Work {
        Work::Tokens(app)
    }
}

impl Work {
    /// Returns the result from the cache, if this work uses the cache and a valid token exists.
    pub(super) fn cached(&self, index: usize, request: &Request) -> Option<Event> {
        match self {
            Work::Tokens(app) => Event::from_cache(app, index, request).ok().flatten(),
            _ => None,
        }
    }

    /// Frees the port of a consent listener that hasn't started to wait.
    pub(super) fn release(&self) {
        if let Work::Consent(listener) = self {
            listener.close();
        }
    }

    /// Runs one request and returns its result, which may be an error event.
    pub(super) async fn run(
        self,
        index: usize,
        request: Arc<Request>,
        options: AcquireOptions,
    ) -> Event {
        match self.result(index, &request, options).await {
            Ok(event) => event,
            Err(error) => Event::error(index, &request, error),
        }
    }

    async fn result(
        self,
        index: usize,
        request: &Request,
        options: AcquireOptions,
    ) -> Result<Event> {
        match self {
            Work::Tokens(app) => {
                let (tenant, resource) = (request.tenant()?, &request.resource);
                resource.check_in(app.cloud)?;
                let acquired = acquire(&app, tenant, resource, options).await?;
                Event::token(index, request, &app, &acquired)
            }
            Work::Tenants(resolver) => {
                let tenant = resolver
                    .resolve(request.tenant()?, options.deadline)
                    .await?;
                Ok(Event::without_payload(EventKind::Tenant {
                    index,
                    tenant: Box::new(tenant),
                }))
            }
            Work::Readiness(ladder) => {
                let (tenant, resource) = (request.tenant()?, &request.resource);
                resource.check_in(ladder.app().cloud)?;
                // A cached token only shows the roles and permissions at the time it was issued.
                let options = AcquireOptions {
                    force_refresh: true,
                    ..options
                };
                let readiness = ladder.climb(index, tenant, resource, options).await;
                Ok(Event::without_payload(EventKind::Readiness(Box::new(
                    readiness,
                ))))
            }
            Work::Signature(check) => {
                let verified = check.verify(index, options.deadline).await;
                Ok(Event::without_payload(EventKind::Signature(Box::new(
                    verified,
                ))))
            }
            Work::Consent(listener) => {
                let answer = listener.answer(options.deadline).await?;
                Ok(Event::without_payload(EventKind::Consent {
                    index,
                    answer: Box::new(answer),
                }))
            }
        }
    }
}
