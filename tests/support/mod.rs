//! What the tests over TLS share.

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

/// The committed keys and certificates.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/credential")
        .join(name)
}

pub(crate) fn text(name: &str) -> String {
    std::fs::read_to_string(fixture(name)).unwrap()
}

/// Whose assertions the app takes beside its own.
pub(crate) const ISSUER: &str = "https://token.actions.example";

/// The scenarios for an app with the certificates `app.crt` and `leaf.crt`; `leaf` is the
/// federated issuer's too.
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

/// A fault for every request.
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

/// The module as it ships, assembled in a folder by the chore that users call.
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

/// The folder with the library that this test run built.
pub(crate) fn library_folder() -> PathBuf {
    std::env::current_exe()
        .unwrap()
        .parent()
        .unwrap()
        .to_owned()
}

/// A tool that is missing: fails in CI, else says loudly what was left out.
pub(crate) fn missing(what: &str, left_out: &str, how: &str) {
    let text = format!("{what} was not found, so {left_out} was LEFT OUT. {how}");
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{text}");
    // The test harness keeps what eprintln! says of a test that passes; this it lets through.
    let _ = writeln!(std::io::stderr(), "\n*** {text} ***\n");
}
