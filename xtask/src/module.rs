//! `cargo xtask module`: assembles a folder that PowerShell can import, with the libraries of all
//! targets.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Outcome, build, functions, unknown};

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let mut release = false;
    let mut targets = Vec::new();
    let mut output = None;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--release" => release = true,
            "--output" => {
                output = Some(PathBuf::from(rest.next().ok_or("--output needs a folder")?))
            }
            "--target" => targets.push(rest.next().ok_or("--target needs a triple")?.as_str()),
            _ => unknown(&[argument])?,
        }
    }
    let folder = output.unwrap_or_else(|| build::target_dir().join("module"));
    println!("{}", assemble(&folder, &targets, release)?.display());
    Ok(())
}

/// Assembles the module in `folder/ExoMt` for these targets, which default to the host.
pub(crate) fn assemble(
    folder: &Path,
    targets: &[&str],
    release: bool,
) -> Result<PathBuf, Box<dyn Error>> {
    let host = [env!("XTASK_HOST")];
    let all = if targets.is_empty() { &host } else { targets };
    let fresh = folder.join(format!(".ExoMt-{}", std::process::id()));
    if let Err(error) = fill(&fresh, all, host[0], release) {
        let _ = fs::remove_dir_all(&fresh);
        return Err(error);
    }
    let done = folder.join("ExoMt");
    if done.exists() {
        fs::remove_dir_all(&done)?;
    }
    fs::rename(&fresh, &done)?;
    Ok(done)
}

/// Fills a new folder with the module, which replaces the old folder only when complete.
fn fill(fresh: &Path, targets: &[&str], host: &str, release: bool) -> Outcome {
    copy_folder(&build::root().join("powershell/ExoMt"), fresh)?;
    functions::merge(fresh)?;
    for name in ["LICENSE", "CHANGELOG.md"] {
        fs::copy(build::root().join(name), fresh.join(name))?;
    }
    for &triple in targets {
        // Without --target, cargo shares the host's library with the tests.
        let target = (triple != host).then_some(triple);
        let library = build::library(target, release)?.library;
        let native = fresh.join("runtimes").join(rid(triple)?).join("native");
        fs::create_dir_all(&native)?;
        fs::copy(
            &library,
            native.join(library.file_name().ok_or("a library without a name")?),
        )?;
    }
    Ok(())
}

/// Returns .NET's runtime identifier of a platform.
fn rid(triple: &str) -> Result<&'static str, String> {
    // A triple of cargo-zigbuild can end with the oldest supported version of glibc.
    Ok(match triple.split('.').next().unwrap_or(triple) {
        "x86_64-unknown-linux-gnu" => "linux-x64",
        "aarch64-unknown-linux-gnu" => "linux-arm64",
        "x86_64-unknown-linux-musl" => "linux-musl-x64",
        "aarch64-unknown-linux-musl" => "linux-musl-arm64",
        "x86_64-pc-windows-gnu" | "x86_64-pc-windows-msvc" => "win-x64",
        "i686-pc-windows-gnu" | "i686-pc-windows-msvc" => "win-x86",
        "aarch64-pc-windows-msvc" | "aarch64-pc-windows-gnullvm" => "win-arm64",
        "x86_64-apple-darwin" => "osx-x64",
        "aarch64-apple-darwin" => "osx-arm64",
        _ => return Err(format!("{triple}: PowerShell isn't known to run there")),
    })
}

/// Copies a folder with its content.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
