//! What an operation does for each of its requests.

use std::sync::Arc;

use super::{Event, EventKind, Request};
use crate::acquire::{AcquireOptions, acquire};
use crate::app::App;
use crate::error::Result;
use crate::readiness::Ladder;
use crate::resolve::Resolver;
use crate::resource::Resource;
use crate::signature::SignatureCheck;
use crate::tenant::Tenant;

/// The kinds of work.
#[derive(Debug, Clone)]
pub enum Work {
    /// Gets tokens.
    Tokens(Arc<App>),
    /// Finds tenants and their clouds.
    Tenants(Arc<Resolver>),
    /// Looks whether tenants are ready.
    Readiness(Arc<Ladder>),
    /// Verifies the signature of a token.
    Signature(Arc<SignatureCheck>),
}

impl Work {
    /// What is there already and needs no task.
    pub(super) fn at_hand(&self, request: &Request) -> Option<Event> {
        match self {
            Work::Tokens(app) => Event::cached(app, request).ok().flatten(),
            _ => None,
        }
    }

    pub(super) async fn one(
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
                let (tenant, resource) = named(request, &app)?;
                let acquired = acquire(&app, &tenant, &resource, options).await?;
                Ok(Event::token(
                    index, request, &app, &tenant, &resource, &acquired,
                ))
            }
            Work::Tenants(resolver) => {
                let tenant = Tenant::parse(&request.tenant)?;
                let found = resolver.resolve(&tenant, options.deadline).await?;
                Ok(Event::plain(EventKind::Tenant {
                    index,
                    tenant: Box::new(found),
                }))
            }
            Work::Readiness(ladder) => {
                let (tenant, resource) = named(request, ladder.app())?;
                // What was true a moment ago is not what is asked here.
                let options = AcquireOptions {
                    force_refresh: true,
                    ..options
                };
                let found = ladder.climb(index, &tenant, &resource, options).await;
                Ok(Event::plain(EventKind::Readiness(Box::new(found))))
            }
            Work::Signature(check) => {
                let verified = check.verify(index, options.deadline).await;
                Ok(Event::plain(EventKind::Signature(Box::new(verified))))
            }
        }
    }
}

fn named(request: &Request, app: &App) -> Result<(Tenant, Resource)> {
    let tenant = Tenant::parse(&request.tenant)?;
    let resource = request.resource()?;
    resource.check_in(app.cloud)?;
    Ok((tenant, resource))
}
