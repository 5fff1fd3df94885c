//! `cargo xtask abi`: updates the snapshot in `tests/abi.snapshot`, if it may change.
//!
//! A released ABI version only grows. A change or removal needs the next version, which can change
//! until it is released.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;
use std::fs;
use std::path::PathBuf;

use crate::{Outcome, build, unknown};

const EXPLANATION: &str = "\
# The ABI of libexomt. tests/header.rs compares it with the library.
#   Additions: cargo xtask header.
#   Changes and removals: raise EXOMT_ABI_VERSION in src/ffi/version.rs first, unless this
#   version is still in development; then cargo xtask abi.
#   At a release: cargo xtask abi --release.
";

/// A version of the ABI.
#[derive(Clone)]
struct Snapshot {
    version: u32,
    released: bool,
    lines: BTreeSet<String>,
}

/// Returns the ABI version that a header declares.
pub(crate) fn version(header: &str) -> Result<u32, Box<dyn Error>> {
    let found = header
        .lines()
        .find_map(|line| line.strip_prefix("#define EXOMT_ABI_VERSION "));
    Ok(found
        .ok_or("the header has no EXOMT_ABI_VERSION")?
        .parse()?)
}

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let release = arguments.iter().any(|argument| argument == "--release");
    let others: Vec<&String> = arguments
        .iter()
        .filter(|argument| *argument != "--release")
        .collect();
    unknown(&others)?;
    let built = build::library(None, false)?;
    let header = fs::read_to_string(built.out_dir.join("exomt.h"))?;
    let fresh = fs::read_to_string(built.out_dir.join("abi.snapshot"))?;
    let mut snapshot = Snapshot::parse(&fs::read_to_string(path())?)?;
    snapshot = snapshot.changed_to(version(&header)?, lines(&fresh))?;
    snapshot.released |= release;
    Ok(fs::write(path(), snapshot.to_string())?)
}

/// Returns the path and the content of the snapshot, with the additions to the ABI.
pub(crate) fn with_additions(
    header: &str,
    fresh: &str,
) -> Result<(PathBuf, String), Box<dyn Error>> {
    let snapshot = Snapshot::parse(&fs::read_to_string(path())?)?;
    let grown = snapshot.grown_to(version(header)?, lines(fresh))?;
    Ok((path(), grown.to_string()))
}

fn path() -> PathBuf {
    build::root().join("tests/abi.snapshot")
}

fn lines(text: &str) -> BTreeSet<String> {
    text.lines().map(str::to_owned).collect()
}

impl Snapshot {
    fn parse(text: &str) -> Result<Snapshot, Box<dyn Error>> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let first = lines.next().unwrap_or_default();
        let (version, state) = first
            .strip_prefix("version ")
            .and_then(|rest| rest.split_once(' '))
            .ok_or("tests/abi.snapshot doesn't begin with a version")?;
        Ok(Snapshot {
            version: version.parse()?,
            released: state == "released",
            lines: lines.map(str::to_owned).collect(),
        })
    }

    /// Returns the same version with more lines. Refuses changes and removals.
    fn grown_to(&self, version: u32, lines: BTreeSet<String>) -> Result<Snapshot, String> {
        let lost: Vec<&str> = self.lines.difference(&lines).map(String::as_str).collect();
        if version != self.version {
            return Err(format!(
                "EXOMT_ABI_VERSION is {version}, but tests/abi.snapshot has version {}: run \
                 cargo xtask abi.",
                self.version
            ));
        }
        if !lost.is_empty() {
            let state = if self.released {
                "was released: raise EXOMT_ABI_VERSION in src/ffi/version.rs"
            } else {
                "is in development"
            };
            return Err(format!(
                "Changed or removed in the ABI:\n  {}\nVersion {version} {state}; run cargo \
                 xtask abi to accept that.",
                lost.join("\n  ")
            ));
        }
        Ok(Snapshot {
            lines,
            ..self.clone()
        })
    }

    /// Returns this version with any change if it is in development, or a later version.
    fn changed_to(&self, version: u32, lines: BTreeSet<String>) -> Result<Snapshot, String> {
        if version == self.version && self.released {
            return self.grown_to(version, lines);
        }
        if version < self.version {
            return Err(format!("The ABI version was {} already.", self.version));
        }
        Ok(Snapshot {
            version,
            released: false,
            lines,
        })
    }
}

impl fmt::Display for Snapshot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = if self.released {
            "released"
        } else {
            "in-development"
        };
        writeln!(out, "{EXPLANATION}version {} {state}", self.version)?;
        for line in &self.lines {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    fn snapshot(version: u32, state: &str, text: &str) -> Snapshot {
        Snapshot::parse(&format!("version {version} {state}\n{text}")).unwrap()
    }

    #[test]
    fn a_released_version_only_grows() {
        let released = snapshot(2, "released", "a\nb");
        assert!(released.grown_to(2, lines("a\nb\nc")).is_ok());
        assert!(released.changed_to(2, lines("a\nb\nc")).is_ok());
        for changed in ["a", "a\nB"] {
            assert!(released.grown_to(2, lines(changed)).is_err());
            assert!(released.changed_to(2, lines(changed)).is_err());
            let next = released.changed_to(3, lines(changed)).unwrap();
            assert_eq!((next.version, next.released), (3, false));
        }
        assert!(released.changed_to(1, lines("a\nb")).is_err());
    }

    #[test]
    fn a_version_in_development_changes_only_on_purpose() {
        let draft = snapshot(2, "in-development", "a\nb");
        assert!(draft.grown_to(2, lines("a")).is_err());
        assert!(draft.grown_to(3, lines("a\nb")).is_err());
        let changed = draft.changed_to(2, lines("a")).unwrap();
        assert_eq!(
            changed.to_string(),
            format!("{EXPLANATION}version 2 in-development\na\n")
        );
    }
}
