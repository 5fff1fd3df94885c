//! A process that acquires one token. `load` starts it and measures it as a whole.

#[path = "../engine.rs"]
mod engine;

use std::error::Error;
use std::path::Path;

use crate::engine::AppFiles;

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [authority, ca, certificate, key] = given.as_slice() else {
        return Err("usage: first-token AUTHORITY CA-FILE CERTIFICATE KEY".into());
    };
    let app = AppFiles::read(
        authority,
        Path::new(ca),
        Path::new(certificate),
        Path::new(key),
    )?
    .app()?;
    match engine::run(&app, engine::requests(0..1, 1)?)? {
        1 => Ok(()),
        tokens => Err(format!("{tokens} tokens").into()),
    }
}
