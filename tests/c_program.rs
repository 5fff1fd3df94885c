//! Compiles and runs the programs of `tests/c`, as they are and under the sanitizers.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use std::path::Path;
use std::process::Command;

use entra_sim::{FaultKind, scenario};
use exomt::ffi::EXOMT_ABI_VERSION;

const SANITIZED: [&str; 2] = ["-fsanitize=address,undefined", "-fno-omit-frame-pointer"];

/// Installs the library as a package would: a file with the name that programs link to, and
/// one with the soname, which the loader looks for.
fn link_library(folder: &Path) {
    let library = support::library_folder().join("libexomt.so");
    for name in [
        "libexomt.so".to_owned(),
        format!("libexomt.so.{EXOMT_ABI_VERSION}"),
    ] {
        std::os::unix::fs::symlink(&library, folder.join(name)).unwrap();
    }
}

fn compile_and_run(source: &str, flags: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("program");
    link_library(folder.path());
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let output = Command::new(&compiler)
        .args([
            "-std=c11",
            "-D_DEFAULT_SOURCE",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-g",
            "-pthread",
        ])
        .args(flags)
        .arg("-I")
        .arg(root.join("include"))
        .arg(root.join("tests/c").join(source))
        .arg("-L")
        .arg(folder.path())
        .arg("-lexomt")
        .arg(format!("-Wl,-rpath,{}", folder.path().display()))
        .arg("-o")
        .arg(&program)
        .output();
    let output = match output {
        Ok(output) => output,
        Err(_) => {
            support::missing(
                &compiler,
                "the C program",
                "Install a C compiler, or name it in CC.",
            );
            return;
        }
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );

    let simulator = support::simulator();
    assert!(simulator.set_faults("tailspin.com", vec![support::fault(FaultKind::Stall)]));
    let output = Command::new(&program)
        .arg(simulator.authority())
        .arg(simulator.ca_file())
        .arg(support::fixture("legacy-3des.pfx"))
        .arg("legacy")
        .arg(scenario::APP_ID)
        .env("ASAN_OPTIONS", "detect_leaks=1:exitcode=23")
        .env("UBSAN_OPTIONS", "halt_on_error=1")
        .output()
        .unwrap();
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success(), "{}: {said}", output.status);
    assert!(said.contains("all as the header says"), "{said}");
}

#[test]
fn a_client_in_c() {
    compile_and_run("client.c", &[]);
}

#[test]
fn a_client_in_c_under_address_and_leak_sanitizer() {
    compile_and_run("client.c", &SANITIZED);
}

#[test]
fn an_onboarding_in_c() {
    compile_and_run("onboarding.c", &[]);
}

#[test]
fn an_onboarding_in_c_under_address_and_leak_sanitizer() {
    compile_and_run("onboarding.c", &SANITIZED);
}
