//! Parses the command line.

use std::error::Error;
use std::path::PathBuf;

use load_shared::usage;

const USAGE: &str =
    "usage: load [--pwsh FILE] [--module FOLDER] [--only cold,warm,memory,pwsh,first]
            [--tenants 500] [--pwsh-tenants 1000] [--memory-tenants 100000]
            [--in-flight 32] [--rounds 5] [--latency-ms 0] [--server-threads N]";

pub(crate) struct Arguments {
    pub(crate) pwsh: Option<PathBuf>,
    pub(crate) module: Option<PathBuf>,
    only: Vec<String>,
    pub(crate) tenants: usize,
    pub(crate) pwsh_tenants: usize,
    pub(crate) memory_tenants: usize,
    pub(crate) in_flight: usize,
    pub(crate) rounds: usize,
    pub(crate) latency_ms: u64,
    pub(crate) server_threads: usize,
}

impl Arguments {
    pub(crate) fn parse(
        mut given: impl Iterator<Item = String>,
    ) -> Result<Arguments, Box<dyn Error>> {
        let mut arguments = Arguments {
            pwsh: std::env::var_os("EXOMT_PWSH").map(PathBuf::from),
            module: None,
            only: Vec::new(),
            tenants: 500,
            pwsh_tenants: 1_000,
            memory_tenants: 100_000,
            in_flight: 32,
            rounds: 5,
            latency_ms: 0,
            // Half of the cores: on a machine with many cores, a single thread would limit the
            // clients.
            server_threads: (usage::cores() / 2).max(1),
        };
        while let Some(name) = given.next() {
            let value = given
                .next()
                .ok_or_else(|| format!("{name} needs a value\n{USAGE}"))?;
            match name.as_str() {
                "--pwsh" => arguments.pwsh = Some(value.into()),
                "--module" => arguments.module = Some(std::path::absolute(value)?),
                "--only" => arguments.only = value.split(',').map(str::to_owned).collect(),
                "--tenants" => arguments.tenants = count(&value)?,
                "--pwsh-tenants" => arguments.pwsh_tenants = count(&value)?,
                "--memory-tenants" => arguments.memory_tenants = count(&value)?,
                "--in-flight" => arguments.in_flight = count(&value)?,
                "--rounds" => arguments.rounds = count(&value)?,
                "--latency-ms" => arguments.latency_ms = value.parse()?,
                "--server-threads" => arguments.server_threads = count(&value)?,
                _ => return Err(format!("{name} is unknown\n{USAGE}").into()),
            }
        }
        Ok(arguments)
    }

    /// Returns whether this row is selected.
    pub(crate) fn wants(&self, row: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == row)
    }

    /// Returns PowerShell and the module, if both are given.
    pub(crate) fn shell(&self) -> Option<(&PathBuf, &PathBuf)> {
        self.pwsh.as_ref().zip(self.module.as_ref())
    }
}

fn count(text: &str) -> Result<usize, Box<dyn Error>> {
    match text.parse()? {
        0 => Err("the count must be at least 1".into()),
        count => Ok(count),
    }
}
