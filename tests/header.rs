//! Tests that the committed header is up to date with `src/ffi`, that the library exports exactly
//! the functions in it, and that the ABI equals `tests/abi.snapshot`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use exomt::ffi::{
    EXOMT_ABI_VERSION, exomt_app, exomt_buffer, exomt_credential, exomt_operation, exomt_status,
};

const COMMITTED: &str = include_str!("../include/exomt.h");
const FRESH: &str = include_str!(concat!(env!("EXOMT_GENERATED"), "/exomt.h"));
const SNAPSHOT: &str = include_str!("abi.snapshot");
const ABI: &str = include_str!(concat!(env!("EXOMT_GENERATED"), "/abi.snapshot"));

#[test]
fn the_committed_header_is_up_to_date() {
    assert!(
        FRESH == COMMITTED,
        "include/exomt.h differs from src/ffi: run cargo xtask header"
    );
}

#[test]
fn the_abi_equals_the_snapshot() {
    let mut committed = SNAPSHOT.lines().filter(|line| !line.starts_with('#'));
    let version = committed.next().unwrap().split(' ').nth(1).unwrap();
    assert_eq!(
        version,
        EXOMT_ABI_VERSION.to_string(),
        "The ABI version was raised: run cargo xtask abi"
    );
    let committed: BTreeSet<&str> = committed.collect();
    let fresh: BTreeSet<&str> = ABI.lines().collect();
    let lost: Vec<_> = committed.difference(&fresh).collect();
    assert!(
        lost.is_empty(),
        "Changed or removed: {lost:#?}. Raise EXOMT_ABI_VERSION, unless tests/abi.snapshot says \
         that this version is in development; then run cargo xtask abi"
    );
    let added: Vec<_> = fresh.difference(&committed).collect();
    assert!(
        added.is_empty(),
        "Added: {added:#?}. Run cargo xtask header"
    );
}

#[test]
fn the_snapshot_has_the_sizes_of_the_types() {
    let size = |name: &str| -> usize {
        let start = format!("struct {name} ");
        let line = ABI.lines().find(|line| line.starts_with(&start)).unwrap();
        line[start.len()..]
            .split(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap()
    };
    assert_eq!(size("exomt_app"), size_of::<exomt_app>());
    assert_eq!(size("exomt_buffer"), size_of::<exomt_buffer>());
    assert_eq!(size("exomt_credential"), size_of::<exomt_credential>());
    assert_eq!(size("exomt_operation"), size_of::<exomt_operation>());
    assert_eq!(
        ABI.lines()
            .filter(|line| line.starts_with("struct "))
            .count(),
        4
    );
    assert!(ABI.contains("type int32_t exomt_status\n"));
    assert_eq!(size_of::<exomt_status>(), 4);
}

#[test]
fn comments_contain_no_markdown_headings_or_links() {
    for line in COMMITTED
        .lines()
        .filter(|line| line.trim_start().starts_with('*'))
    {
        let text = line.trim_start().trim_start_matches('*').trim_start();
        assert!(!text.starts_with("# "), "{line}");
        assert!(!text.contains("](") && !text.contains("[`"), "{line}");
    }
}

/// Returns the functions that the header declares.
fn declared() -> BTreeSet<String> {
    let functions = ABI
        .lines()
        .filter_map(|line| line.strip_prefix("function "));
    functions
        .filter_map(|line| Some(line.split_once(' ')?.0.to_owned()))
        .collect()
}

#[test]
fn function_names_have_a_noun_and_a_verb() {
    let sections: Vec<&str> = include_str!("../src/ffi/mod.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub use ")?.strip_suffix("::*;"))
        .collect();
    for name in declared() {
        let noun = name.split('_').nth(1).unwrap();
        assert!(
            sections.contains(&noun) || name == "exomt_abi_version",
            "{name}: the header has no section '{noun}'"
        );
        assert!(name.split('_').count() >= 3, "{name} has no verb");
    }
}

#[cfg(target_os = "linux")]
fn library() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().unwrap().join("libexomt.so")
}

#[cfg(target_os = "linux")]
fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .arg(library())
        .output()
        .expect("binutils are needed");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    String::from_utf8(output.stdout).unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn the_library_exports_what_the_header_declares() {
    let exported: BTreeSet<String> =
        output("nm", &["--dynamic", "--defined-only", "--format=posix"])
            .lines()
            .filter_map(|line| line.split(' ').next())
            .map(str::to_owned)
            .collect();
    assert_eq!(exported, declared());
    assert!(exported.len() >= 25);
}

#[cfg(target_os = "linux")]
#[test]
fn the_soname_has_the_abi_version() {
    let said = output("readelf", &["--dynamic", "--wide"]);
    let soname = said.lines().find(|line| line.contains("(SONAME)")).unwrap();
    let expected = format!("[libexomt.so.{EXOMT_ABI_VERSION}]");
    assert!(soname.ends_with(&expected), "{soname}");
}
