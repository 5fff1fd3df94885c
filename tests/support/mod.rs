//! Helpers of the tests over TLS.

#![allow(dead_code, reason = "each test program uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

pub(crate) mod estate;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use entra_sim::{Fault, FaultKind, Federated, Simulator, scenario};

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
    let mut config = scenario::with_certificate(&text("app.crt"));
    config.apps[0].certificates.push(entra_sim::Certificate {
        pem: Some(text("leaf.crt")),
        pem_file: None,
    });
    config.apps[0].federated.push(Federated {
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

/// Makes a fault for every request.
pub(crate) fn fault(kind: FaultKind) -> Fault {
    Fault {
        kind,
        status: None,
        retry_after: None,
        delay_ms: None,
        times: None,
        code: None,
    }
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

/// Returns the folder of the library that this test run has built.
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
    // The test harness captures `eprintln!` of a test that passes, but not this.
    let _ = writeln!(std::io::stderr(), "\n*** {text} ***\n");
}
