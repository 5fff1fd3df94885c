//! `cargo xtask header`: writes the files that are generated from `src/ffi`. Don't edit them by
//! hand.

use std::fs;
use std::path::PathBuf;

use crate::{Outcome, abi, build, powershell, unknown};

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let check = arguments.iter().any(|argument| argument == "--check");
    let others: Vec<&String> = arguments
        .iter()
        .filter(|argument| *argument != "--check")
        .collect();
    unknown(&others)?;
    let built = build::library(None, false)?;
    let header = fs::read_to_string(built.out_dir.join("exomt.h"))?;
    let abi = fs::read_to_string(built.out_dir.join("abi.snapshot"))?;
    let mut files = powershell::generate(&header)?;
    files.push((build::root().join("include/exomt.h"), header.clone()));
    for (path, text) in files {
        update(path, &text, check)?;
    }
    let (path, text) = abi::with_additions(&header, &abi)?;
    update(path, &text, check)
}

fn update(path: PathBuf, text: &str, check: bool) -> Outcome {
    if fs::read_to_string(&path).unwrap_or_default() == text {
        return Ok(());
    }
    if check {
        return Err(format!("{} is stale: run cargo xtask header", path.display()).into());
    }
    Ok(fs::write(path, text)?)
}
