//! What an operation does for each of its requests.

use std::sync::Arc;

use super::{Event, EventKind, Request};
use crate::acquire::{How, provide};
use crate::app::App;
use crate::error::Result;
use crate::readiness::Ladder;
use crate::resolve::Lookup;
use crate::resource::Resource;
use crate::signature::SignatureCheck;
use crate::tenant::Tenant;

/// The kinds of work.
#[derive(Debug, Clone)]
pub enum Work {
    /// Gets tokens.
    Tokens(Arc<App>),
    /// Finds tenants and their clouds.
    Tenants(Arc<Lookup>),
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

    pub(super) async fn one(self, index: usize, request: Arc<Request>, how: How) -> Event {
        match self.result(index, &request, how).await {
            Ok(event) => event,
            Err(error) => Event::error(index, &request, error),
        }
    }

    async fn result(self, index: usize, request: &Request, how: How) -> Result<Event> {
        match self {
            Work::Tokens(app) => {
                let (tenant, resource) = named(request, &app)?;
                let provided = provide(&app, &tenant, &resource, how).await?;
                Ok(Event::token(
                    index, request, &app, &tenant, &resource, &provided,
                ))
            }
            Work::Tenants(lookup) => {
                let tenant = Tenant::parse(&request.tenant)?;
                let found = lookup.resolve(&tenant, how.deadline).await?;
                Ok(Event::plain(EventKind::Tenant {
                    index,
                    tenant: Box::new(found),
                }))
            }
            Work::Readiness(ladder) => {
                let (tenant, resource) = named(request, ladder.app())?;
                // What was true a moment ago is not what is asked here.
                let how = How {
                    force_refresh: true,
                    ..how
                };
                let found = ladder.climb(index, &tenant, &resource, how).await;
                Ok(Event::plain(EventKind::Readiness(Box::new(found))))
            }
            Work::Signature(check) => {
                let verified = check.verify(index, how.deadline).await;
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
