//! ExoMt: app-only tokens for Exchange Online in many customer tenants.
//!
//! The map, from the words of the domain to the code:
//!
//! | word | where |
//! |---|---|
//! | which cloud, its hosts and names | [`cloud`], `data/clouds.json` |
//! | where a token comes from | [`authority`] |
//! | which customer | [`tenant`] |
//! | the tenant and cloud of a name, by public metadata | [`resolve`] |
//! | what a token is for | [`resource`] |
//! | Microsoft's applications and their permissions, with ids | [`permission`], `data/permissions.json` |
//! | how the app proves itself | [`credential`] |
//! | the JWT by which it does | [`assertion`] |
//! | admin consent: the URL, and what comes back | [`consent`] |
//! | the app: id, cloud, credential, connections | [`app`] |
//! | HTTPS: trust, proxy, limits, `Retry-After` | `http` |
//! | one token: form, answer, rejection, how long it serves | [`token`] |
//! | what apps of one identity share | [`partition`] |
//! | a token from the cache or by a request, and its retries | `acquire` |
//! | tokens that are there, requests that are shared | [`cache`] |
//! | a table whose parts have locks of their own | `sharded` |
//! | when to ask again, throttling | [`retry`] |
//! | what a token says, verdict, directory roles | [`claims`], `data/directory-roles.json` |
//! | which role is enough for a task | `claims::Task`, `data/role-tasks.json` |
//! | whether a tenant is ready, and what to mend | [`readiness`] |
//! | many at once, events, cancel | [`operation`] |
//! | what goes wrong, AADSTS codes | [`error`], `data/aadsts.json` |
//! | what an error text of others means | [`explain`], `data/explanations.json` |
//! | who signed a token | [`signature`] |
//! | how the host spells options and commands in messages | [`spelling`] |
//! | bytes that must not be seen | [`secret`] |
//! | threads | [`runtime`] |
//! | scripts to paste, quoted for their shell | `template`, `templates/` |
//! | the C functions | `ffi` |
//!
//! The core knows nothing of `ffi`.

pub mod acquire;
pub mod app;
pub mod assertion;
pub mod audit;
pub mod authority;
pub mod cache;
pub mod claims;
pub mod cloud;
pub mod consent;
pub mod credential;
mod entropy;
pub mod error;
mod exchange;
pub mod explain;
pub mod ffi;
mod guid;
pub mod http;
pub mod operation;
pub mod partition;
pub mod permission;
pub mod readiness;
pub mod resolve;
pub mod resource;
pub mod retry;
pub mod role;
pub mod runtime;
pub mod secret;
pub mod setup;
mod sharded;
pub mod signature;
pub mod spelling;
mod template;
pub mod tenant;
pub mod token;
