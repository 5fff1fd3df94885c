//! Tests the module in the Windows build of PowerShell, which Wine runs on Linux.
//!
//! Cross-compiling takes minutes, so the test runs only if `EXOMT_PWSH_WINE` names a program that
//! runs PowerShell's Windows build, as in CI.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use std::io::Write;
use std::path::Path;
use std::process::Command;

use entra_sim::scenario;

const TARGET: &str = "x86_64-pc-windows-gnu";

/// The libraries that every Windows has. MinGW's run-time libraries would be missing on a user's
/// machine.
const SYSTEM: [&str; 13] = [
    "advapi32.dll",
    "bcrypt.dll",
    "bcryptprimitives.dll",
    "crypt32.dll",
    "kernel32.dll",
    "ktmw32.dll",
    "msvcrt.dll",
    "ntdll.dll",
    "ole32.dll",
    "oleaut32.dll",
    "secur32.dll",
    "userenv.dll",
    "ws2_32.dll",
];

/// Returns a path as Windows programs see it under Wine.
fn wine_path(path: &Path) -> String {
    format!("Z:{}", path.display()).replace('/', "\\")
}

fn imports_only_what_windows_has(library: &Path) {
    let output = Command::new("x86_64-w64-mingw32-objdump")
        .arg("-p")
        .arg(library)
        .output()
        .expect("objdump of MinGW is needed");
    let text = String::from_utf8_lossy(&output.stdout);
    let imported: Vec<String> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("DLL Name: "))
        .map(str::to_lowercase)
        .collect();
    assert!(imported.len() > 3, "{text}");
    for name in imported {
        assert!(
            name.starts_with("api-ms-win-") || SYSTEM.contains(&name.as_str()),
            "the library needs {name}, which Windows does not have"
        );
    }
}

#[test]
fn the_module_works_in_the_windows_build_of_powershell() {
    let Some(shell) = std::env::var_os("EXOMT_PWSH_WINE") else {
        let _ = writeln!(
            std::io::stderr(),
            "\n*** EXOMT_PWSH_WINE is not set, so the module in Windows' PowerShell was LEFT OUT. Name a program that runs PowerShell's Windows build under Wine. ***\n"
        );
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("windows");
    let module = support::module(&["--target", TARGET, "--output", folder.to_str().unwrap()]);
    imports_only_what_windows_has(&module.join("runtimes/win-x64/native/exomt.dll"));

    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let simulator = support::simulator();
    let output = Command::new(&shell)
        .args(["-NoProfile", "-NonInteractive", "-File"])
        .arg(wine_path(
            &root.join("tests/powershell/session/Windows.ps1"),
        ))
        .env(
            "WINEPREFIX",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("wine"),
        )
        .env("WINEDEBUG", "-all")
        .env("EXOMT_TEST_MODULE", wine_path(&module))
        .env("EXOMT_TEST_APP", scenario::APP_ID)
        .env("EXOMT_TEST_SECRET", scenario::SECRET)
        .env("EXOMT_TEST_AUTHORITY", simulator.authority())
        .env("EXOMT_TEST_CA", wine_path(simulator.ca_file()))
        .env("EXOMT_TEST_FIXTURES", wine_path(&support::fixture("")))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}{}", String::from_utf8_lossy(&output.stderr));
    let lines: Vec<&str> = said.lines().map(str::trim_end).collect();
    assert_eq!(
        lines,
        [
            "platform: Windows_NT \\",
            "secret: Ready",
            "pfx: Ready",
            "old pfx: Ready",
            "pem: Ready",
            "token: True",
            "shown: False",
            "check: Ready",
            "not ready: NotReady NoAppRole",
            "error: ExoMt.ConsentMissing,Get-ExoMtToken PermissionDenied",
            "resolve: Worldwide",
            "ladder: Ready ServicePrincipal",
            "signature: True",
            "port in use: ExoMt.PortInUse,Wait-ExoMtConsent",
            "port in use at all addresses: ExoMt.PortInUse,Wait-ExoMtConsent",
            "page: True",
            "consent: Consented",
            "port is free again: ExoMt.ConsentTimeout,Wait-ExoMtConsent",
            "no module: ExoMt.ModuleMissing,Connect-ExoMtTenant",
            "connect: 2 Connect-ExchangeOnline",
            "compliance: litware.onmicrosoft.com Connect-IPPSSession",
            "password: ExoMt.PfxWrongPassword,New-ExoMtApp",
            "store: ExoMt.CertificateNotFound,New-ExoMtApp",
            "untrusted: ExoMt.UntrustedServer,Get-ExoMtToken",
            "removed: True",
        ]
    );
    assert!(output.status.success(), "{}", output.status);
}
