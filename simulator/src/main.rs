//! The simulator as a program. `README.md` describes its options.

mod ready_file;
mod stop;

use std::error::Error;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::ExitCode;

use entra_sim::{Config, Simulator};

use crate::ready_file::ReadyFile;
use crate::stop::Stop;

const USAGE: &str = "usage: entra-sim --config FILE [--port N] [--exchange-address 127.0.0.N] [--ready-file FILE] [--until-stdin-closes]";

const HELP: &str = "
Simulates Microsoft Entra and Exchange Online for tests.

  --config FILE                 Tenants and apps (config.schema.json).
  --port N                      Port of the loopback interface; 0, the default, is a free one.
  --exchange-address 127.0.0.N  Also answers as Exchange Online on port 443 of this address, which
                                ExchangeOnlineManagement needs. Root only. Overrides exchangeAddress
                                of the configuration.
  --ready-file FILE             Writes the addresses and the CA file here once it listens, and
                                removes the file when it ends. Without it they go to standard output.
  --until-stdin-closes          Ends when standard input closes.
  --help                        Shows this text.";

#[derive(Default)]
struct Arguments {
    config: PathBuf,
    port: u16,
    exchange_address: Option<Ipv4Addr>,
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
    let given: Vec<String> = std::env::args().skip(1).collect();
    if given.iter().any(|argument| argument == "--help") {
        println!("{USAGE}\n{HELP}");
        return Ok(());
    }
    let arguments = parse(given.into_iter())?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    // Handle signals before the first file is written, so that no signal leaves a file behind.
    let stop = runtime.block_on(async { Stop::new() })?;
    let mut config = Config::load(&arguments.config)?;
    config.exchange_address = arguments.exchange_address.or(config.exchange_address);
    let simulator = Simulator::start_on(&config, arguments.port)?;
    let mut ready = serde_json::json!({
        "authority": simulator.authority(),
        "caFile": simulator.ca_file(),
        "pid": std::process::id(),
    });
    if let Some(origin) = simulator.exchange_origin() {
        ready["exchangeUri"] = origin.into();
    }
    let _file = match arguments.ready_file {
        Some(path) => Some(ReadyFile::write(path, format!("{ready}\n"))?),
        None => {
            println!("{ready}");
            None
        }
    };
    let ended = runtime.block_on(stop.wait(arguments.until_stdin_closes));
    // A read of standard input can't be canceled, so don't wait for it.
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
                .ok_or_else(|| format!("{name} needs a value. {USAGE}"))
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
                    .map_err(|_| format!("--port {text}: use a number from 0 to 65535"))?;
            }
            "--exchange-address" => {
                let text = value()?;
                let address = text.parse().map_err(|_| {
                    format!("--exchange-address {text}: use an address such as 127.0.0.9")
                })?;
                arguments.exchange_address = Some(address);
            }
            "--ready-file" => arguments.ready_file = Some(value()?.into()),
            "--until-stdin-closes" => arguments.until_stdin_closes = true,
            _ => return Err(format!("{name} isn't an option. {USAGE}").into()),
        }
    }
    if !configured {
        return Err(USAGE.into());
    }
    Ok(arguments)
}
