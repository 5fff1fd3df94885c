//! A token endpoint for load tests. It signs the tokens of all tenants before it reports that it is
//! ready, and it checks every assertion.
//!
//! It is a separate process, so its CPU time is measured separately from its clients'. It writes
//! one line of JSON with its address to standard output, and exits when its standard input is
//! closed.

mod assertion;
mod issue;
mod serve;
mod tls;

use std::error::Error;
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use crate::assertion::RegisteredCertificate;
use crate::issue::Issuer;
use crate::serve::Server;

const USAGE: &str = "usage: bench-server --certificate FILE --ca-file FILE [--tenants N] [--latency-ms N] [--threads N]";

struct Arguments {
    certificate: PathBuf,
    ca_file: PathBuf,
    tenants: usize,
    latency: Duration,
    threads: usize,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench-server: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments = parse(std::env::args().skip(1))?;
    let certificate = std::fs::read(&arguments.certificate)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(arguments.threads)
        .thread_name("bench-server")
        .enable_all()
        .build()?;
    let server = Server {
        registered: RegisteredCertificate::from_pem(&certificate)?,
        issuer: Issuer::new(arguments.tenants)?,
        latency: arguments.latency,
        requests: Default::default(),
        refused: Default::default(),
    };
    let tls = tls::make(&arguments.ca_file)?;
    let authority = runtime.block_on(serve::start(Arc::new(server), tls))?;
    let ready = serde_json::json!({
        "authority": authority,
        "caFile": arguments.ca_file,
        "pid": std::process::id(),
    });
    println!("{ready}");
    // The parent holds the other end of the pipe, so the server exits with the parent, even if the
    // parent is killed.
    std::io::stdin().read_to_end(&mut Vec::new())?;
    runtime.shutdown_background();
    Ok(())
}

fn parse(mut given: impl Iterator<Item = String>) -> Result<Arguments, Box<dyn Error>> {
    let (mut certificate, mut ca_file) = (None, None);
    let (mut tenants, mut latency, mut threads) = (1_000, 0, 1);
    while let Some(name) = given.next() {
        let value = given
            .next()
            .ok_or_else(|| format!("{name} needs a value; {USAGE}"))?;
        match name.as_str() {
            "--certificate" => certificate = Some(PathBuf::from(value)),
            "--ca-file" => ca_file = Some(std::path::absolute(value)?),
            "--tenants" => tenants = value.parse()?,
            "--latency-ms" => latency = value.parse()?,
            "--threads" => threads = value.parse::<usize>()?.max(1),
            _ => return Err(format!("{name} is unknown; {USAGE}").into()),
        }
    }
    Ok(Arguments {
        certificate: certificate.ok_or(USAGE)?,
        ca_file: ca_file.ok_or(USAGE)?,
        tenants,
        latency: Duration::from_millis(latency),
        threads,
    })
}
