//! The simulator as a program: see `README.md` of this folder.

use std::error::Error;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use entra_sim::{Config, Simulator};

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
    let config = Config::load(&arguments.config)?;
    let simulator = Simulator::start_on(&config, arguments.port)?;
    let ready = serde_json::json!({
        "authority": simulator.authority(),
        "caFile": simulator.ca_file(),
        "pid": std::process::id(),
    });
    match &arguments.ready_file {
        Some(path) => write_whole(path, &format!("{ready}\n"))?,
        None => println!("{ready}"),
    }
    if arguments.until_stdin_closes {
        std::io::stdin().read_to_end(&mut Vec::new())?;
    } else {
        loop {
            std::thread::park();
        }
    }
    Ok(())
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

/// A reader sees all of the file or none of it.
fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.persist(path)?;
    Ok(())
}
