//! Tests the module in PowerShell, with a test for each Pester file in `tests/powershell/`. The
//! Connect suites also run with Microsoft's ExchangeOnlineManagement.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Finds a PowerShell that starts: `EXOMT_PWSH`, or else `pwsh` on the `PATH`.
fn shell() -> Option<PathBuf> {
    let named = std::env::var_os("EXOMT_PWSH").map_or_else(|| "pwsh".into(), PathBuf::from);
    // Suites run in another folder, so a relative path is resolved against the current one.
    let path = if named.components().count() > 1 {
        std::path::absolute(&named).unwrap()
    } else {
        named
    };
    let works = Command::new(&path)
        .args(["-NoProfile", "-NonInteractive", "-Command", "exit 0"])
        .status()
        .is_ok_and(|status| status.success());
    works.then_some(path)
}

/// Returns the folder of the module as it ships, assembled once for all these tests.
fn module() -> &'static Path {
    static MODULE: OnceLock<PathBuf> = OnceLock::new();
    MODULE.get_or_init(|| support::module(&[]))
}

/// The ExchangeOnlineManagement that a suite connects with.
enum ExchangeModule {
    /// The stand-in in `tests/powershell/ExchangeOnlineManagement`.
    StandIn,
    /// Microsoft's module.
    #[cfg(target_os = "linux")]
    Real(support::RealExchange),
}

fn suite(name: &str) {
    run(name, &ExchangeModule::StandIn);
}

/// Runs a suite with Microsoft's module. Only on Linux, where .NET reads the simulator's CA from an
/// environment variable.
#[cfg(target_os = "linux")]
fn suite_with_real_module(name: &str) {
    if let Some(real) = support::real_exchange(name) {
        run(name, &ExchangeModule::Real(real));
    }
}

fn run(name: &str, exchange: &ExchangeModule) {
    let Some(shell) = shell() else {
        support::missing(
            "PowerShell",
            &format!("tests/powershell/{name}.Tests.ps1"),
            "Install PowerShell 7.2 or later, or name its pwsh in EXOMT_PWSH.",
        );
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let simulator = match exchange {
        ExchangeModule::StandIn => support::simulator(),
        #[cfg(target_os = "linux")]
        ExchangeModule::Real(real) => support::simulator_at(Some(real.address)),
    };
    // Use a temporary home, so the certificate stores, histories and caches of the account don't
    // change.
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(&shell);
    command
        .args(["-NoProfile", "-NonInteractive", "-File"])
        .arg(root.join("tests/powershell/Run.ps1"))
        .arg(root.join(format!("tests/powershell/{name}.Tests.ps1")))
        .current_dir(home.path())
        .env("HOME", home.path())
        .env("EXOMT_TEST_SHELL", &shell)
        .env("EXOMT_TEST_ROOT", root)
        .env("EXOMT_TEST_MODULE", module())
        .env("EXOMT_TEST_AUTHORITY", simulator.authority())
        .env("EXOMT_TEST_CA", simulator.ca_file())
        .env_remove("HTTPS_PROXY")
        .env_remove("https_proxy")
        .env_remove("ALL_PROXY")
        .env_remove("all_proxy");
    match exchange {
        ExchangeModule::StandIn => command.args(["-ExcludeTag", "Real"]),
        #[cfg(target_os = "linux")]
        ExchangeModule::Real(real) => command
            .args(["-ExcludeTag", "StandIn"])
            .env("EXOMT_TEST_EXCHANGE_MODULES", &real.modules)
            .env(
                "EXOMT_TEST_EXCHANGE_URI",
                simulator.exchange_origin().unwrap(),
            )
            .env("SSL_CERT_FILE", simulator.ca_file()),
    };
    let output = command.output().unwrap();
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    if output.status.code() == Some(3) {
        support::missing(
            "Pester 5",
            &format!("tests/powershell/{name}.Tests.ps1"),
            "Install-Module Pester -MinimumVersion 5.0",
        );
        return;
    }
    println!("{said}");
    assert!(output.status.success(), "{name}: {}", output.status);
}

/// Defines a test for each file, and a test that no file is missing.
macro_rules! suites {
    ($($test:ident: $file:literal),+ $(,)?) => {
        $(#[test] fn $test() { suite($file); })+

        #[test]
        fn every_file_is_run() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/powershell");
            let mut found: Vec<String> = std::fs::read_dir(folder)
                .unwrap()
                .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
                .filter_map(|name| name.strip_suffix(".Tests.ps1").map(str::to_owned))
                .collect();
            found.sort();
            let mut listed = vec![$($file),+];
            listed.sort_unstable();
            assert_eq!(found, listed);
        }
    };
}

suites! {
    app: "App",
    app_setup: "AppSetup",
    audit: "Audit",
    compatibility: "Compatibility",
    connect: "Connect",
    connect_module: "ConnectModule",
    connect_safety: "ConnectSafety",
    connect_tenant: "ConnectTenant",
    consent: "Consent",
    consent_wait: "ConsentWait",
    credential: "Credential",
    diagnostic: "Diagnostic",
    error: "Error",
    explain: "Explain",
    facts: "Facts",
    leak: "Leak",
    many: "Many",
    pipeline: "Pipeline",
    process: "Process",
    report: "Report",
    role: "Role",
    shipping: "Shipping",
    stop: "Stop",
    tenant: "Tenant",
    token: "Token",
    transcript: "Transcript",
    view: "View",
}

#[cfg(target_os = "linux")]
mod with_real_module {
    use super::suite_with_real_module;

    #[test]
    fn connect() {
        suite_with_real_module("Connect");
    }

    #[test]
    fn connect_module() {
        suite_with_real_module("ConnectModule");
    }

    #[test]
    fn connect_safety() {
        suite_with_real_module("ConnectSafety");
    }

    #[test]
    fn connect_tenant() {
        suite_with_real_module("ConnectTenant");
    }
}
