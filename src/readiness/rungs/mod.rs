//! The rungs of the ladder, one file for each topic.

mod initial_domain;
mod probe;
mod roles;
mod service_principal;
mod tenant;
