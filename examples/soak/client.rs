//! Asks for all tenants over and over, and looks at each answer.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::Child;
use std::sync::Arc;
use std::time::{Duration, Instant};

use entra_sim::scenario;
use exomt::app::{App, AppOptions};
use exomt::cache::Store;
use exomt::credential::from_pem;
use exomt::operation::{EventKind, Operation, RequestSet, State};
use serde_json::{Value, json};

use crate::TENANTS;
use crate::server::tenant_id;

const CERTIFICATE: &[u8] = include_bytes!("../../tests/fixtures/credential/app.crt");
const KEY: &[u8] = include_bytes!("../../tests/fixtures/credential/app.key");

#[derive(Default)]
struct Tally {
    tokens: u64,
    from_cache: u64,
    retried: u64,
    mismatches: u64,
    missing: u64,
    errors: BTreeMap<&'static str, u64>,
}

pub(crate) fn run(server: &mut Child, seconds: u64) -> Result<(), Box<dyn Error>> {
    let mut line = String::new();
    let output = server.stdout.take().ok_or("the server has no output")?;
    BufReader::new(output).read_line(&mut line)?;
    let place: Value = serde_json::from_str(&line)?;
    let options: AppOptions = serde_json::from_value(json!({
        "appId": scenario::APP_ID,
        "authority": place["authority"],
        "certificateAuthorityPem": place["ca"],
        "proxy": {"https": null},
    }))?;
    let credential = Arc::new(from_pem(CERTIFICATE, Some(KEY), None)?);
    let app = Arc::new(App::new(&options, credential)?);

    println!(
        "| seconds | rounds | tokens | from the cache | after retries | errors | mismatches | memory (MB) |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let mut tally = Tally::default();
    let began = Instant::now();
    let (mut rounds, mut first, mut next_row) = (0, None, 5);
    while began.elapsed() < Duration::from_secs(seconds) {
        round(&app, rounds, &mut tally)?;
        rounds += 1;
        // The cache is full after the first round: from here on memory has to stay.
        first.get_or_insert_with(memory);
        if began.elapsed().as_secs() >= next_row {
            row(began, rounds, &tally);
            next_row = began.elapsed().as_secs() + 5;
        }
    }
    row(began, rounds, &tally);
    let (first, last) = (first.unwrap_or_default(), memory());
    println!("\nerrors: {:?}", tally.errors);
    println!(
        "cache: {}",
        serde_json::to_string(&Store::global().statistics())?
    );
    println!("memory after the first round {first:.0} MB, at the end {last:.0} MB");
    if tally.mismatches + tally.missing > 0 {
        return Err("a token of another tenant, or a result that never came".into());
    }
    if last > first * 1.25 + 8.0 {
        return Err("memory has grown".into());
    }
    Ok(())
}

/// Asks once for each tenant, by id and by domain in turn.
fn round(app: &Arc<App>, number: u32, tally: &mut Tally) -> Result<(), Box<dyn Error>> {
    let requests: Vec<Value> = (0..TENANTS)
        .map(|tenant| match (tenant + number) % 2 {
            0 => json!({"tenant": tenant_id(tenant)}),
            _ => json!({"tenant": format!("t{tenant}.soak.example")}),
        })
        .collect();
    let set: RequestSet =
        serde_json::from_value(json!({"requests": requests, "timeoutMs": 20_000}))?;
    let operation = Operation::begin(Arc::clone(app), set)?;
    let mut seen = vec![false; TENANTS as usize];
    loop {
        match operation.wait(Duration::from_secs(60)) {
            State::Pending => return Err("nothing came in a minute".into()),
            State::Done => break,
            State::Event => {}
        }
        let Some(event) = operation.take() else {
            continue;
        };
        match event.kind {
            EventKind::Token(token) => {
                seen[token.index] = true;
                tally.tokens += 1;
                tally.from_cache += u64::from(token.from_cache);
                tally.retried += u64::from(token.attempts > 1);
                let asked = tenant_id(token.index as u32).to_string();
                tally.mismatches += u64::from(token.tenant_id.as_deref() != Some(&*asked));
            }
            EventKind::Error { index, error, .. } => {
                seen[index] = true;
                *tally.errors.entry(error.name).or_default() += 1;
            }
            _ => return Err("a question that nobody should ask".into()),
        }
    }
    tally.missing += seen.iter().filter(|seen| !**seen).count() as u64;
    Ok(())
}

fn row(began: Instant, rounds: u32, tally: &Tally) {
    println!(
        "| {} | {rounds} | {} | {} | {} | {} | {} | {:.0} |",
        began.elapsed().as_secs(),
        tally.tokens,
        tally.from_cache,
        tally.retried,
        tally.errors.values().sum::<u64>(),
        tally.mismatches,
        memory(),
    );
}

/// Resident memory of this process in MB; 0 where the system does not tell.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok());
    kilobytes.unwrap_or(0.0) / 1_024.0
}
