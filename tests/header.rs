//! The committed header is the one that `src/ffi` gives, and the library exports just it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

const COMMITTED: &str = include_str!("../include/exomt.h");

#[test]
fn the_committed_header_is_fresh() {
    let fresh = std::fs::read_to_string(concat!(env!("EXOMT_GENERATED"), "/exomt.h")).unwrap();
    assert!(
        fresh == COMMITTED,
        "include/exomt.h differs from src/ffi: run cargo xtask header"
    );
}

/// Functions that the header declares.
fn declared() -> BTreeSet<String> {
    COMMITTED
        .lines()
        .filter(|line| !line.trim_start().starts_with(['*', '/']))
        .filter_map(|line| line.split_once('(')?.0.rsplit([' ', '*']).next())
        .filter(|name| name.starts_with("exomt_"))
        .map(str::to_owned)
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn the_library_exports_what_the_header_declares() {
    let library: PathBuf = std::env::current_exe()
        .unwrap()
        .parent()
        .unwrap()
        .join("libexomt.so");
    let output = Command::new("nm")
        .args(["--dynamic", "--defined-only", "--format=posix"])
        .arg(&library)
        .output()
        .expect("nm (binutils) is needed");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let exported: BTreeSet<String> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect();
    assert_eq!(exported, declared());
    assert!(exported.len() >= 25);
}
