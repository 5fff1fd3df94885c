//! Finds and builds the other programs of this package.

use std::error::Error;
use std::path::PathBuf;
use std::process::Command;

/// Returns the path of a program in the same folder as this one.
pub(crate) fn sibling_program(name: &str) -> Result<PathBuf, Box<dyn Error>> {
    let own = std::env::current_exe()?;
    let path = own.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    match path.exists() {
        true => Ok(path),
        false => Err(format!(
            "{} is missing: run cargo build --release -p load",
            path.display()
        )
        .into()),
    }
}

/// Builds the other programs, because `cargo run` builds only the program that it runs.
pub(crate) fn build() -> Result<(), Box<dyn Error>> {
    let Some(cargo) = std::env::var_os("CARGO") else {
        return Ok(());
    };
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--package", "load", "--bins"]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    match command.current_dir(env!("CARGO_MANIFEST_DIR")).status()? {
        status if status.success() => Ok(()),
        status => Err(format!("cargo build: {status}").into()),
    }
}
