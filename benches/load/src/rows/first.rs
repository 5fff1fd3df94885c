//! The first token of a process, measured from the start to the exit of the process.

use std::error::Error;
use std::process::{Command, Stdio};
use std::time::Instant;

use load_shared::{tenants, usage};

use crate::bench::Bench;
use crate::programs;
use crate::report::Row;
use crate::rounds::median;
use crate::server::Server;
use crate::signature;

/// The time of the first token in PowerShell before any optimization. The goal is half of it.
const PWSH_BEFORE_MS: f64 = 1_070.0;

/// Milliseconds of wall time, and of client and server CPU time.
struct ProcessTime {
    wall: f64,
    client: f64,
    server: f64,
}

pub(crate) fn measure(bench: &Bench) -> Result<Vec<Row>, Box<dyn Error>> {
    let server = bench.server(1)?;
    let cost = signature::cost(&bench.signer)?;
    let row = |work: &str, whole: ProcessTime| {
        Row::without_goal(work, format!("{:.0} ms", whole.wall)).cpu(whole.client, whole.server)
    };
    let rust = measure_processes(bench, &server, &mut || {
        let mut command = Command::new(programs::sibling_program("first-token")?);
        command
            .arg(&server.authority)
            .args([&server.ca_file, &bench.certificate, &bench.key]);
        Ok(command)
    })?;
    let wall = rust.wall;
    let mut rows = vec![row("first token, whole process, Rust", rust).max_ms(wall, 50.0, cost)];
    let Some((shell, module)) = bench.arguments.shell() else {
        return Ok(rows);
    };
    let shell = |text: String| {
        let mut command = Command::new(shell);
        command.args(["-NoProfile", "-NonInteractive", "-Command", &text]);
        Ok(command)
    };
    let empty = measure_processes(bench, &server, &mut || shell("exit 0".to_owned()))?;
    let text = format!(
        "$ErrorActionPreference = 'Stop'; Import-Module '{}'; $app = New-ExoMtApp -AppId {} -Authority {} -CertificateAuthorityPath '{}' -CertificatePath '{}' -CertificateKeyPath '{}'; $token = Get-ExoMtToken -Organization {} -App $app; if ($token.Verdict -ne 'Ready') {{ exit 1 }}",
        module.display(),
        tenants::APP_ID,
        server.authority,
        server.ca_file.display(),
        bench.certificate.display(),
        bench.key.display(),
        tenants::domain(0),
    );
    let pwsh = measure_processes(bench, &server, &mut || shell(text.clone()))?;
    let wall = pwsh.wall;
    rows.push(row("first token, whole process, pwsh", pwsh).max_ms(
        wall,
        0.5 * PWSH_BEFORE_MS,
        cost,
    ));
    rows.push(row("pwsh that only exits", empty));
    Ok(rows)
}

/// Returns the medians of several processes, without the first one.
fn measure_processes(
    bench: &Bench,
    server: &Server,
    command: &mut dyn FnMut() -> Result<Command, Box<dyn Error>>,
) -> Result<ProcessTime, Box<dyn Error>> {
    let mut seen = Vec::new();
    for round in 0..=bench.arguments.rounds {
        let mut command = command()?;
        let before = server.spent(&bench.runtime)?;
        let (children, began) = (usage::children_cpu(), Instant::now());
        let status = command.stdin(Stdio::null()).status()?;
        let wall = began.elapsed();
        if !status.success() {
            return Err(format!("{command:?}: {status}").into());
        }
        let client = usage::children_cpu() - children;
        let server = server.spent(&bench.runtime)?.cpu() - before.cpu();
        if round > 0 {
            seen.push([wall, client, server].map(|time| time.as_secs_f64() * 1_000.0));
        }
    }
    let [wall, client, server] = [0, 1, 2].map(|at| median(seen.iter().map(|all| all[at])));
    Ok(ProcessTime {
        wall,
        client,
        server,
    })
}
