//! Simulates Microsoft Entra ID and Exchange Online for tests.
//!
//! The simulator makes the same checks as Entra, in the same order, and returns the same codes.
//! `README.md` describes what it covers and what it doesn't. It shares no code with ExoMt's core.

mod admin;
mod body;
mod clouds;
mod config;
mod consent;
mod error_body;
mod exchange;
mod fault;
mod jws;
mod key_ring;
mod limits;
mod log;
mod metadata;
mod reply;
mod resource;
mod route;
pub mod scenario;
mod server;
mod signing_key;
mod state;
mod tenant;
mod tls;
mod token;

pub use clouds::Cloud;
pub use config::{
    AcceptedDomain, App, Certificate, Config, ConfigError, Consent, Fault, FaultKind,
    FederatedCredential, Mailbox, Secret, ServicePrincipal, Tenant,
};
pub use limits::Limits;
pub use log::{Entry, Progress};
pub use server::Simulator;
