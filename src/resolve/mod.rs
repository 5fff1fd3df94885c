//! Which tenant, and which cloud, a name belongs to: from the metadata that Entra publishes.

mod document;
mod lookup;
mod place;

pub(crate) use document::{Document, document_of};
pub use lookup::{Lookup, LookupOptions};
pub use place::ResolvedTenant;
pub(crate) use place::cloud_of;
