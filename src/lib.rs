//! ExoMt: app-only tokens for Exchange Online in many customer tenants.
//!
//! The map, from the terms of the domain to the code:
//!
//! | term | where |
//! |---|---|
//! | cloud: its hosts and names | `cloud`, `data/clouds.json` |
//! | authority that issues tokens | `authority` |
//! | tenant | `tenant` |
//! | resolving a tenant: its id and cloud | [`resolve`] |
//! | resource that a token is for | `resource` |
//! | Microsoft's applications and their permissions | `permission`, `data/permissions.json` |
//! | credential of an app | [`credential`] |
//! | client assertion (the JWT that proves the app) | `assertion` |
//! | admin consent: the URL and the answer | `consent` |
//! | app: id, cloud, credential, connections | `app` |
//! | HTTPS: trust, proxy, limits, `Retry-After`, statuses | `http` |
//! | one token request: form, response, errors, validity | `token` |
//! | state that apps with the same identity share | `partition` |
//! | acquiring a token: cache, shared request, retries | `acquire` |
//! | token cache, requests in flight | [`cache`] |
//! | sharded table | `sharded` |
//! | retries and throttling | `retry` |
//! | claims of a token, verdict, directory roles | [`claims`], `data/directory-roles.json` |
//! | role that is enough for a task | [`claims::Task`], `data/role-tasks.json` |
//! | readiness of a tenant, and its fixes | [`readiness`] |
//! | client of Exchange Online's `InvokeCommand` | `exchange` |
//! | connecting: the module's version, the command's arguments | `connect`, `data/exchange-module.json` |
//! | operation: a batch of requests, events, cancellation | [`operation`] |
//! | errors, AADSTS codes | [`error`], `data/aadsts.json` |
//! | explanation of an error text | [`explain`], `data/explanations.json` |
//! | diagnostic for a support ticket | `diagnostic` |
//! | redaction: removing secrets from a text | [`redact`] |
//! | signature of a token | [`signature`] |
//! | spelling of options and commands in messages | [`spelling`] |
//! | secret text | `secret` |
//! | runtime and its threads | `runtime` |
//! | scripts to paste, escaped for their shell | `template`, `templates/` |
//! | C functions | [`ffi`] |
//!
//! The core never uses `ffi`. A module is public only if its items are named with the module's
//! path, as in `claims::Task`. Other items that tests and benchmarks use are re-exported below. All
//! other modules are private, so the compiler reports unused code in them.

mod acquire;
mod app;
mod assertion;
mod audit;
mod authority;
pub mod cache;
pub mod claims;
mod cloud;
mod connect;
mod consent;
pub mod credential;
mod diagnostic;
mod entropy;
pub mod error;
mod exchange;
pub mod explain;
pub mod ffi;
mod guid;
mod http;
mod id;
pub mod operation;
mod partition;
mod permission;
pub mod readiness;
pub mod redact;
pub mod resolve;
mod resource;
mod retry;
mod role;
mod runtime;
mod secret;
mod setup;
mod sharded;
pub mod signature;
pub mod spelling;
mod template;
mod tenant;
mod token;

pub use acquire::acquire_cached;
pub use app::{App, AppOptions};
pub use assertion::sign_assertion;
pub use cloud::Cloud;
pub use http::{NetworkOptions, ProxyOptions};
pub use resource::Resource;
pub use retry::Wait;
pub use secret::SecretText;
pub use tenant::Tenant;
pub use token::Grant;
