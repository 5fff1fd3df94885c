//! Helpers for the integration tests.

#![allow(dead_code, reason = "each test program uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

pub(crate) mod estate;

use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;

use entra_sim::{FederatedCredential, Simulator, scenario};

/// Returns the path of a committed key or certificate.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/credential")
        .join(name)
}

pub(crate) fn text(name: &str) -> String {
    std::fs::read_to_string(fixture(name)).unwrap()
}

/// The federated issuer whose assertions prove the app.
pub(crate) const ISSUER: &str = "https://token.actions.example";

/// Starts the simulator with its scenarios, for an app with the certificates `app.crt` and
/// `leaf.crt`. The federated issuer also uses `leaf.crt`.
pub(crate) fn simulator() -> Simulator {
    simulator_at(None)
}

/// Starts the same simulator, with an address for its Exchange side.
pub(crate) fn simulator_at(exchange_address: Option<Ipv4Addr>) -> Simulator {
    let mut config = scenario::with_certificate(&text("app.crt"));
    config.exchange_address = exchange_address;
    config.apps[0].certificates.push(entra_sim::Certificate {
        pem: Some(text("leaf.crt")),
        pem_file: None,
    });
    config.apps[0].federated.push(FederatedCredential {
        issuer: ISSUER.to_owned(),
        subject: "workload".to_owned(),
        audience: "api://AzureADTokenExchange".to_owned(),
        pem_file: None,
        pem: Some(text("leaf.crt")),
    });
    config.apps[0]
        .redirect_uris
        .push("http://localhost".to_owned());
    Simulator::start(&config).unwrap()
}

/// Microsoft's ExchangeOnlineManagement, and an address whose port 443 it can connect to.
pub(crate) struct RealExchange {
    pub(crate) modules: PathBuf,
    pub(crate) address: Ipv4Addr,
}

/// Finds Microsoft's module and a free address. Returns `None`, with a report, if
/// `EXOMT_EXO_MODULES` names no folder with the module, or if this process may not listen on port
/// 443. An empty variable skips the tests on purpose.
pub(crate) fn real_exchange(suite: &str) -> Option<RealExchange> {
    let left_out = format!("tests/powershell/{suite}.Tests.ps1 with the real module");
    let modules = std::env::var_os("EXOMT_EXO_MODULES");
    if modules.as_ref().is_some_and(|folder| folder.is_empty()) {
        report(&format!(
            "EXOMT_EXO_MODULES is empty, so {left_out} was SKIPPED."
        ));
        return None;
    }
    let modules = modules
        .map(PathBuf::from)
        .filter(|folder| folder.join("ExchangeOnlineManagement").is_dir());
    let Some(modules) = modules else {
        missing(
            "Microsoft's ExchangeOnlineManagement",
            &left_out,
            "Name the folder that Save-Module ExchangeOnlineManagement -RequiredVersion 3.7.0 wrote to in EXOMT_EXO_MODULES.",
        );
        return None;
    };
    let address = free_exchange_address();
    if address.is_none() {
        missing(
            "The right to listen on port 443",
            &left_out,
            "Run the tests as root.",
        );
    }
    Some(RealExchange {
        modules,
        address: address?,
    })
}

/// Returns a loopback address whose port 443 is free, or `None` without permission to listen there.
fn free_exchange_address() -> Option<Ipv4Addr> {
    for _ in 0..50 {
        let [second, third, ..] = *uuid::Uuid::new_v4().as_bytes();
        let address = Ipv4Addr::new(127, 64, second, third.clamp(1, 254));
        match TcpListener::bind((address, 443)) {
            Ok(_) => return Some(address),
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => return None,
            Err(_) => {}
        }
    }
    panic!("no loopback address has a free port 443");
}

/// Assembles the module as it ships, with `cargo xtask module`. Returns its folder.
pub(crate) fn module(arguments: &[&str]) -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "xtask", "--", "module"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo xtask module: {said}");
    PathBuf::from(String::from_utf8(output.stdout).unwrap().trim())
}

/// Returns the folder of the library that this test run built.
pub(crate) fn library_folder() -> PathBuf {
    std::env::current_exe()
        .unwrap()
        .parent()
        .unwrap()
        .to_owned()
}

/// Reports a missing tool: fails in CI, and otherwise prints which tests were skipped.
pub(crate) fn missing(what: &str, left_out: &str, how: &str) {
    let text = format!("{what} was not found, so {left_out} was SKIPPED. {how}");
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{text}");
    report(&text);
}

/// Prints a line even if the test passes, because the test harness captures `eprintln!`.
fn report(text: &str) {
    let _ = writeln!(std::io::stderr(), "\n*** {text} ***\n");
}
