//! A strict stand-in for Microsoft Entra and for the Exchange endpoint behind it, for tests.
//!
//! It checks what Entra checks, in its order, and answers with the same codes: see
//! `README.md` for what it does and does not do. Nothing in it comes from ExoMt's core.

mod admin;
mod assertion;
mod body;
mod client_auth;
mod clouds;
mod config;
mod consent;
mod error_body;
mod exchange;
mod fault;
mod federated;
mod form;
mod issue;
mod jws;
mod key_ring;
mod log;
mod metadata;
mod reply;
mod route;
pub mod scenario;
mod scope;
mod server;
mod signing_key;
mod state;
mod tenant;
mod tls;
mod token_endpoint;

pub use clouds::Cloud;
pub use config::{
    AcceptedDomain, App, Certificate, Config, ConfigError, Consent, Fault, FaultKind, Federated,
    Secret, ServicePrincipal, Tenant,
};
pub use exchange::{ExchangeFault, ExchangeFaultKind};
pub use log::{Entry, Progress};
pub use server::{Limits, Simulator};
