//! Writes the C header to `OUT_DIR`; `cargo xtask header` copies it to `include/`.

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=src/ffi");
    println!("cargo:rerun-if-changed=src/error/code.rs");
    println!("cargo:rerun-if-changed=cbindgen.toml");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("exomt.h");
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml"))?;
    let bindings = cbindgen::Builder::new()
        .with_crate(&root)
        .with_config(config)
        .generate()?;
    bindings.write_to_file(&out);
    // Tests find the fresh header by this.
    println!("cargo:rustc-env=EXOMT_HEADER={}", out.display());
    Ok(())
}
