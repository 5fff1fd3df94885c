//! `cargo xtask install`: installs the module on the user's module path.

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::{Outcome, build, module, unknown};

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let (mut release, mut path) = (true, None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--debug" => release = false,
            "--path" => path = Some(PathBuf::from(rest.next().ok_or("--path needs a folder")?)),
            _ => unknown(&[argument])?,
        }
    }
    let module = module::assemble(&build::target_dir().join("module"), &[], release)?;
    let folders = match path {
        Some(path) => vec![path],
        None => module_folders()?,
    };
    for folder in folders {
        let place = folder.join("ExoMt").join(env!("CARGO_PKG_VERSION"));
        if place.exists() {
            // Windows locks a loaded library, so the message names the folder.
            fs::remove_dir_all(&place).map_err(|error| format!("{}: {error}", place.display()))?;
        }
        module::copy_folder(&module, &place)?;
        println!("{}", place.display());
    }
    Ok(())
}

/// Returns the folders of the current user's modules.
fn module_folders() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    if cfg!(windows) {
        // Documents is often redirected (OneDrive), and only Windows knows its path.
        let output = Command::new("powershell")
            .args([
                "-NoProfile",
                "-Command",
                "[Environment]::GetFolderPath('MyDocuments')",
            ])
            .output()?;
        let documents = PathBuf::from(String::from_utf8(output.stdout)?.trim());
        if !documents.is_dir() {
            return Err("your Documents folder was not found: pass a folder with --path".into());
        }
        return Ok(["PowerShell", "WindowsPowerShell"]
            .map(|edition| documents.join(edition).join("Modules"))
            .into());
    }
    let data = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")));
    Ok(vec![
        data.ok_or("HOME is not set: pass a folder with --path")?
            .join("powershell/Modules"),
    ])
}
