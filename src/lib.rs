//! ExoMt's core: app-only tokens for Exchange Online in many customer tenants.
pub mod claims;
pub mod cloud;
pub mod credential;
pub mod error;
pub mod resource;
pub mod secret;
pub mod tenant;
