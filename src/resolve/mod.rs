//! Which tenant, and which cloud, a name belongs to: from the metadata that Entra publishes.

mod metadata;
mod resolved_tenant;
mod resolver;

pub(crate) use metadata::{Metadata, fetch_metadata};
pub use resolved_tenant::ResolvedTenant;
pub(crate) use resolved_tenant::identify_cloud;
pub use resolver::{Resolver, ResolverOptions};
