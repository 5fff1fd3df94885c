//! Builds the library, and reads the paths of the library and the generated files from cargo's
//! messages.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// The library of one target.
pub(crate) struct Built {
    pub(crate) library: PathBuf,
    /// The build script's output folder, which contains the generated header and ABI.
    pub(crate) out_dir: PathBuf,
}

/// Returns the repository's folder.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// Returns the folder that cargo builds into.
pub(crate) fn target_dir() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Builds the library for a target, which defaults to the host.
pub(crate) fn library(target: Option<&str>, release: bool) -> Result<Built, Box<dyn Error>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    // For other Linux targets, zig links against a glibc as old as the triple says. The linker of
    // this machine would require a glibc at least as new as the machine's.
    let verb = match target {
        Some(triple) if triple.contains("-linux-") => "zigbuild",
        _ => "build",
    };
    command
        .current_dir(root())
        .args([
            verb,
            "--quiet",
            "--package",
            "exomt",
            "--lib",
            "--message-format=json",
        ])
        .stderr(Stdio::inherit());
    if release {
        command.arg("--release");
    }
    if let Some(target) = target {
        command.args(["--target", target]);
    }
    let output = command.output()?;
    if !output.status.success() {
        return Err("the library doesn't build".into());
    }
    let text = String::from_utf8(output.stdout)?;
    let (mut found, mut out_dir) = (None, None);
    for message in text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
    {
        if !is_exomt(&message) {
            continue;
        }
        match message["reason"].as_str() {
            Some("build-script-executed") => {
                out_dir = message["out_dir"].as_str().map(PathBuf::from)
            }
            Some("compiler-artifact") => {
                let files = message["filenames"].as_array().into_iter().flatten();
                found = files
                    .filter_map(Value::as_str)
                    .find(|name| is_library(name))
                    .map(PathBuf::from)
                    .or(found);
            }
            _ => {}
        }
    }
    Ok(Built {
        library: found.ok_or("cargo reported no library")?,
        out_dir: out_dir.ok_or("cargo reported no output folder")?,
    })
}

fn is_exomt(message: &Value) -> bool {
    let id = message["package_id"].as_str().unwrap_or_default();
    id.contains("#exomt@")
        || id.starts_with("path+") && id.contains(&format!("{}#", root().display()))
}

fn is_library(name: &str) -> bool {
    [".so", ".dll", ".dylib"]
        .iter()
        .any(|extension| name.ends_with(extension))
}
