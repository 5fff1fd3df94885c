//! The rungs of the ladder, a file each.

mod initial_domain;
mod probe;
mod roles;
mod service_principal;
mod tenant;
