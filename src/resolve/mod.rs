//! Resolves a tenant: finds its id and cloud in the metadata that Entra publishes.

mod identify_cloud;
mod metadata;
mod resolved_tenant;
mod resolver;

pub(crate) use identify_cloud::identify_cloud;
pub(crate) use metadata::{Metadata, fetch_metadata};
pub use resolved_tenant::ResolvedTenant;
pub use resolver::{Resolver, ResolverOptions};
