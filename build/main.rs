//! Writes the C header and its ABI to `OUT_DIR`, and names the shared library for the linker.

mod abi;
mod header;
mod token_record;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    for path in ["build", "src/ffi", "src/error/code.rs", "cbindgen.toml"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let header = header::assemble(&root)?;
    std::fs::write(out.join("abi.snapshot"), abi::snapshot(&header)?)?;
    std::fs::write(out.join("exomt.h"), &header)?;
    // Tests find the generated files with this variable.
    println!("cargo:rustc-env=EXOMT_GENERATED={}", out.display());
    name_library(abi::version(&header)?);
    Ok(())
}

/// Sets the name of the shared library for the dynamic linker. A program that links to it then
/// requires this ABI version, whatever the file is called.
fn name_library(version: u32) {
    let target = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    match target.as_str() {
        "linux" => println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libexomt.so.{version}"),
        "macos" => println!(
            "cargo:rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libexomt.{version}.dylib"
        ),
        _ => {}
    }
}
