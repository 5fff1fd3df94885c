//! The simulator as a program: see `README.md` of this folder.

mod ready_file;
mod stop;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use entra_sim::{Config, Simulator};

use crate::ready_file::ReadyFile;
use crate::stop::Stop;

const USAGE: &str =
    "usage: entra-sim --config FILE [--port N] [--ready-file FILE] [--until-stdin-closes]";

#[derive(Default)]
struct Arguments {
    config: PathBuf,
    port: u16,
    ready_file: Option<PathBuf>,
    until_stdin_closes: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("entra-sim: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments = parse(std::env::args().skip(1))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    // Before the first file is written, so that no signal leaves one behind.
    let stop = runtime.block_on(async { Stop::new() })?;
    let config = Config::load(&arguments.config)?;
    let simulator = Simulator::start_on(&config, arguments.port)?;
    let ready = serde_json::json!({
        "authority": simulator.authority(),
        "caFile": simulator.ca_file(),
        "pid": std::process::id(),
    });
    let _file = match arguments.ready_file {
        Some(path) => Some(ReadyFile::write(path, format!("{ready}\n"))?),
        None => {
            println!("{ready}");
            None
        }
    };
    let ended = runtime.block_on(stop.wait(arguments.until_stdin_closes));
    // A read of standard input can not be called off: no waiting for it.
    runtime.shutdown_background();
    Ok(ended?)
}

fn parse(mut given: impl Iterator<Item = String>) -> Result<Arguments, Box<dyn Error>> {
    let mut arguments = Arguments::default();
    let mut configured = false;
    while let Some(name) = given.next() {
        let mut value = || {
            given
                .next()
                .ok_or_else(|| format!("{name} needs a value; {USAGE}"))
        };
        match name.as_str() {
            "--config" => {
                arguments.config = value()?.into();
                configured = true;
            }
            "--port" => {
                let text = value()?;
                arguments.port = text
                    .parse()
                    .map_err(|_| format!("--port {text}: a number from 0 to 65535"))?;
            }
            "--ready-file" => arguments.ready_file = Some(value()?.into()),
            "--until-stdin-closes" => arguments.until_stdin_closes = true,
            _ => return Err(format!("{name} is not known; {USAGE}").into()),
        }
    }
    if !configured {
        return Err(USAGE.into());
    }
    Ok(arguments)
}
