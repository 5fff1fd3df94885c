//! Repository chores: `cargo xtask header|abi|module|install`.

mod abi;
mod build;
mod functions;
mod header;
mod install;
mod module;
mod powershell;
#[path = "../../build/token_record.rs"]
mod token_record;

use std::error::Error;
use std::process::ExitCode;

const USAGE: &str = "usage:
  cargo xtask header [--check]                      writes include/exomt.h and the other files
                                                    that are generated from src/ffi
  cargo xtask abi [--release]                       accepts a changed ABI in tests/abi.snapshot
  cargo xtask module [--release] [--target T]... [--output DIR]
                                                    assembles DIR/ExoMt (target/module/ExoMt)
  cargo xtask install [--debug] [--path DIR]        puts the module on the user's module path";

/// The result of a chore.
type Outcome = Result<(), Box<dyn Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let outcome = match arguments.first().map(String::as_str) {
        Some("header") => header::run(rest),
        Some("abi") => abi::run(rest),
        Some("module") => module::run(rest),
        Some("install") => install::run(rest),
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Refuses unknown arguments.
fn unknown(arguments: &[&String]) -> Outcome {
    match arguments.first() {
        None => Ok(()),
        Some(argument) => Err(format!("unknown argument {argument}\n{USAGE}").into()),
    }
}
