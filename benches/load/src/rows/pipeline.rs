//! The PowerShell module: many tenants through the pipeline, cold (compared with the yardstick) and
//! warm. Each first cold run has its own process, so it includes the code that PowerShell compiles
//! on first use. Further runs in the same process follow.

use std::cell::RefCell;
use std::error::Error;
use std::process::Command;
use std::time::Duration;

use serde::Deserialize;

use super::warm::NO_CACHE;
use crate::bench::Bench;
use crate::paced::Paced;
use crate::report::Row;
use crate::rounds::{self, Summary, median};
use crate::server::Server;
use crate::turns::{Stopwatch, Turn};

#[derive(Deserialize)]
struct Ready {
    throttle: bool,
}

/// A report of `pipeline.ps1`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Step {
    tokens: usize,
    wall_ms: f64,
    cpu_ms: f64,
    /// The median per single call, or per item of a pipeline.
    #[serde(default)]
    each_ms: f64,
}

/// The measurements other than the cold turns.
#[derive(Default)]
struct OtherTurns {
    throttle: bool,
    again: Vec<(f64, Turn)>,
    single: Vec<(f64, u64)>,
    each: Vec<(f64, u64)>,
}

pub(crate) fn measure(bench: &Bench) -> Result<Vec<Row>, Box<dyn Error>> {
    if bench.arguments.shell().is_none() {
        return Ok(vec![Row::without_goal(
            "pwsh",
            "skipped: --pwsh and --module are missing",
        )]);
    }
    let tenants = bench.arguments.pwsh_tenants;
    let server = bench.server(tenants)?;
    let beside = RefCell::new(OtherTurns::default());
    let pairs = rounds::alternate(
        bench,
        "pwsh",
        &mut || bench.yardstick_turn(&server, bench.yardstick(&server)?, tenants),
        &mut || process(bench, &server, &mut beside.borrow_mut()),
    )?;
    Ok(rows(bench, &pairs, &beside.into_inner()))
}

fn process(
    bench: &Bench,
    server: &Server,
    beside: &mut OtherTurns,
) -> Result<Turn, Box<dyn Error>> {
    let (shell, module) = bench.arguments.shell().ok_or("no PowerShell")?;
    let home = tempfile::tempdir()?;
    let mut process = Paced::start(
        Command::new(shell)
            .args(["-NoProfile", "-NonInteractive", "-File"])
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/pipeline.ps1"))
            .arg("-Module")
            .arg(module)
            .args(["-Authority", &server.authority, "-AuthorityFile"])
            .arg(&server.ca_file)
            .arg("-Certificate")
            .arg(&bench.certificate)
            .arg("-Key")
            .arg(&bench.key)
            .args(["-Tenants", &bench.arguments.pwsh_tenants.to_string()])
            .args(["-ThrottleLimit", &bench.arguments.in_flight.to_string()])
            .env("HOME", home.path()),
    )?;
    beside.throttle = process.report::<Ready>()?.throttle;
    let mut step = || -> Result<(Turn, Step), Box<dyn Error>> {
        let watch = Stopwatch::start(&bench.runtime, server)?;
        let step: Step = process.step()?;
        let time = |ms: f64| Duration::from_secs_f64(ms / 1_000.0);
        let turn = watch.end_of(step.tokens, time(step.wall_ms), time(step.cpu_ms))?;
        Ok((turn, step))
    };
    let (cold, _) = step()?;
    let (turn, again) = step()?;
    beside.again.push((1_000.0 / again.each_ms, turn));
    let (turn, single) = step()?;
    beside.single.push((single.each_ms, turn.requests));
    let (turn, each) = step()?;
    beside.each.push((each.each_ms, turn.requests));
    process.end()?;
    Ok(cold)
}

fn rows(bench: &Bench, pairs: &Summary, beside: &OtherTurns) -> Vec<Row> {
    let (tenants, in_flight) = (bench.arguments.pwsh_tenants, bench.arguments.in_flight);
    let concurrency = match beside.throttle {
        true => format!("{in_flight} at a time"),
        false => "one at a time: no -ThrottleLimit".to_owned(),
    };
    let (client, server) = (pairs.client_ms, pairs.server_ms);
    let again = |value: fn(&Turn) -> f64| median(beside.again.iter().map(|(_, turn)| value(turn)));
    let rounds = median(
        beside
            .again
            .iter()
            .map(|(_, turn)| (turn.tokens / tenants) as f64),
    );
    let again_rate = median(beside.again.iter().map(|(rate, _)| *rate));
    let warm = |work: &str, seen: &[(f64, u64)], max: f64| {
        let each = median(seen.iter().map(|(each, _)| *each));
        let row =
            Row::without_goal(work, format!("{each:.3} ms")).max_ms(each, max, pairs.signature);
        match seen.iter().any(|(_, asked)| *asked > 0) {
            true => row.void(NO_CACHE),
            false => row,
        }
    };
    vec![
        Row::without_goal(
            format!("{tenants} tenants through the pipeline, cold, {concurrency}, the first of a process"),
            format!("{:.0} of {:.0} tokens/s", pairs.rate, pairs.yardstick_rate),
        )
        .min_ratio(pairs.ratio, 0.8)
        .cpu(client, server)
        .signed(pairs.signature),
        Row::without_goal(
            format!("client CPU per token of it ({})", pairs.pairs),
            format!("{client:.3} ms"),
        )
        .max_ms(client, 1.0, pairs.signature)
        .cpu(client, server),
        Row::without_goal(
            format!("the same again, median of {rounds} in each process"),
            format!("{again_rate:.0} of {:.0} tokens/s", pairs.yardstick_rate),
        )
        .min_ratio(again_rate / pairs.yardstick_rate, 0.8)
        .cpu(again(Turn::client_ms), again(Turn::server_ms))
        .signed(pairs.signature),
        warm("warm Get-ExoMtToken, a single call", &beside.single, 0.4),
        warm(
            "warm Get-ExoMtToken, each of a pipeline",
            &beside.each,
            0.15,
        ),
    ]
}
