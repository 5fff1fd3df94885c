//! Tests the core against the simulator over TLS: every credential, verdict and fault.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod answers;
mod cache;
mod credentials;
mod flow;
mod many;
mod network;
mod provider;
mod readiness;
mod resolve;
mod retry;
mod signature;
mod single_flight;
#[path = "../support/mod.rs"]
mod support;

use std::sync::Arc;
use std::time::Duration;

use entra_sim::{Simulator, scenario};
use exomt::App;
use exomt::SecretText;
use exomt::credential::{ClientSecret, Credential};
use exomt::error::Report;
use exomt::operation::{Event, EventKind, Operation, RequestSet, TokenEvent, WaitState};
use serde_json::json;

use support::estate::{app_with, next, operation};

fn secret() -> Arc<dyn Credential> {
    support::estate::secret(scenario::SECRET)
}

fn options(simulator: &Simulator) -> serde_json::Value {
    json!({
        "appId": scenario::APP_ID,
        "authority": simulator.authority(),
        "network": {"certificateAuthorityPem": simulator.ca_pem(), "proxy": {"https": null}},
    })
}

fn app(simulator: &Simulator, credential: Arc<dyn Credential>) -> Arc<App> {
    app_with(options(simulator), credential)
}

fn begin(app: &Arc<App>, tenants: &[&str]) -> Operation {
    let requests: Vec<_> = tenants
        .iter()
        .map(|tenant| json!({"tenant": tenant}))
        .collect();
    // These tests bypass the cache, and don't wait long for a fault to pass.
    operation(
        app,
        json!({"requests": requests, "forceRefresh": true, "timeoutMs": 2_000}),
    )
}

fn token(app: &Arc<App>, tenant: &str) -> Result<Box<TokenEvent>, Box<Report>> {
    let operation = begin(app, &[tenant]);
    match next(&operation).unwrap().kind {
        EventKind::Token(token) => Ok(token),
        EventKind::Error { error, .. } => Err(error),
        other => panic!("{other:?}"),
    }
}
