//! The load benchmark. See "Load" in `benches/README.md`.

mod arguments;
mod bench;
mod engine;
mod paced;
mod programs;
mod report;
mod rounds;
mod rows;
mod server;
mod signature;
mod tenant_memory;
mod turns;
mod yardstick;

use std::error::Error;
use std::process::ExitCode;

use load_shared::usage;

use crate::arguments::Arguments;
use crate::bench::Bench;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("load: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    // `rows/memory.rs` starts this program again to measure the memory of a separate process.
    if let [name, rest @ ..] = given.as_slice()
        && name == tenant_memory::NAME
    {
        return tenant_memory::run(rest);
    }
    let bench = Bench::new(Arguments::parse(given.into_iter())?)?;
    programs::build()?;
    let cost = signature::cost(&bench.signer)?;
    eprintln!(
        "{} cores, the server may use {}; a signature takes {:.3} ms: goals in ms x {:.2}",
        usage::cores(),
        bench.arguments.server_threads,
        cost.as_secs_f64() * 1_000.0,
        signature::scale(cost),
    );
    let mut table = Vec::new();
    for (name, row) in rows::ALL {
        if !bench.arguments.wants(name) {
            continue;
        }
        eprintln!("== {name}");
        table.extend(row(&bench)?);
    }
    report::print(&table);
    Ok(())
}
