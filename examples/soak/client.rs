//! Requests tokens for all tenants again and again, and checks each result.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::Child;
use std::sync::Arc;
use std::time::{Duration, Instant};

use entra_sim::scenario;
use exomt::cache::Store;
use exomt::credential::from_pem;
use exomt::operation::{EventKind, Operation, Request, RequestSet, WaitState};
use exomt::{App, AppOptions};
use serde_json::{Value, json};

use crate::TENANTS;
use crate::server::tenant_id;

const CERTIFICATE: &[u8] = include_bytes!("../../tests/fixtures/credential/app.crt");
const KEY: &[u8] = include_bytes!("../../tests/fixtures/credential/app.key");

/// Number of requests to add at a time, ahead of those in flight.
const QUEUED_REQUESTS: usize = 1_000;
/// Every second request repeats the tenant of the request this many positions before. The distance
/// is odd, so the repeated tenant was a new one.
const REPEAT_DISTANCE: usize = 2_001;
/// The time between two rows of the table.
const ROW_INTERVAL: Duration = Duration::from_secs(5);

#[derive(Default)]
struct Tally {
    /// The requested tenants, by the position of their request.
    asked: Vec<u32>,
    /// Whether each request has its result.
    seen: Vec<bool>,
    tokens: u64,
    from_cache: u64,
    retried: u64,
    mismatches: u64,
    errors: BTreeMap<&'static str, u64>,
}

impl Tally {
    /// Returns the next request. Alternates between a new tenant and one that was requested a
    /// moment ago, by its id or its domain.
    fn next(&mut self) -> exomt::error::Result<Request> {
        let place = self.asked.len();
        let again = place.checked_sub(REPEAT_DISTANCE);
        let tenant = match again {
            Some(again) if place % 2 == 1 => self.asked[again],
            _ => place as u32 / 2 % TENANTS,
        };
        self.asked.push(tenant);
        self.seen.push(false);
        let name = match place % 3 {
            0 => tenant_id(tenant).to_string(),
            _ => format!("t{tenant}.soak.example"),
        };
        Request::parse(&name, None)
    }

    fn count(&mut self, event: &EventKind) -> Result<(), Box<dyn Error>> {
        let place = match event {
            EventKind::Token(token) => token.index,
            EventKind::Error { index, .. } => *index,
            _ => return Err("an unexpected question to the caller".into()),
        };
        if std::mem::replace(&mut self.seen[place], true) {
            return Err("two results of one request".into());
        }
        match event {
            EventKind::Token(token) => {
                self.tokens += 1;
                self.from_cache += u64::from(token.from_cache);
                self.retried += u64::from(token.attempts > 1);
                let asked = tenant_id(self.asked[place]).to_string();
                self.mismatches += u64::from(token.tenant_id.as_deref() != Some(&*asked));
            }
            EventKind::Error { error, .. } => *self.errors.entry(error.name).or_default() += 1,
            _ => {}
        }
        Ok(())
    }

    fn results(&self) -> u64 {
        self.tokens + self.errors.values().sum::<u64>()
    }
}

pub(crate) fn run(server: &mut Child, seconds: u64) -> Result<(), Box<dyn Error>> {
    let mut line = String::new();
    let output = server.stdout.take().ok_or("the server has no output")?;
    BufReader::new(output).read_line(&mut line)?;
    let address: Value = serde_json::from_str(&line)?;
    let options: AppOptions = serde_json::from_value(json!({
        "appId": scenario::APP_ID,
        "authority": address["authority"],
        "network": {"certificateAuthorityPem": address["ca"], "proxy": {"https": null}},
    }))?;
    let credential = Arc::new(from_pem(CERTIFICATE, Some(KEY), None)?);
    let app = Arc::new(App::new(&options, credential)?);

    println!(
        "| seconds | rounds | tokens | from the cache | after retries | errors | mismatches | memory (MB) |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let mut tally = Tally::default();
    let began = Instant::now();
    let end = began + Duration::from_secs(seconds);
    let mut first = None;
    let mut next_row = began + ROW_INTERVAL;
    let set: RequestSet = serde_json::from_value(json!({"open": true, "timeoutMs": 20_000}))?;
    let operation = Operation::begin(app, set)?;
    loop {
        if Instant::now() >= end {
            operation.close();
        } else if operation.outstanding() < QUEUED_REQUESTS {
            let requests = (0..QUEUED_REQUESTS)
                .map(|_| tally.next())
                .collect::<Result<_, _>>()?;
            operation.add(requests);
        }
        match operation.wait_for(64, Duration::from_millis(50)) {
            WaitState::Pending if Instant::now() > end + Duration::from_secs(60) => {
                return Err("no event for a minute".into());
            }
            WaitState::Pending => {}
            WaitState::Done => break,
            WaitState::Event => std::iter::from_fn(|| operation.take())
                .try_for_each(|event| tally.count(&event.kind))?,
        }
        // After the first round, all tenants are cached, so memory must not grow any more.
        if tally.results() >= 2 * u64::from(TENANTS) {
            first.get_or_insert_with(memory);
        }
        if Instant::now() >= next_row {
            row(began, &tally);
            next_row += ROW_INTERVAL;
        }
    }
    row(began, &tally);
    println!("\nerrors: {:?}", tally.errors);
    println!(
        "cache: {}",
        serde_json::to_string(&Store::global().statistics())?
    );
    let last = memory();
    match first {
        Some(first) => {
            println!("memory after the first round {first:.0} MB, at the end {last:.0} MB")
        }
        None => println!("not one round in that time: memory was not checked"),
    }
    if tally.mismatches > 0 || tally.seen.contains(&false) {
        return Err("a token of another tenant, or a missing result".into());
    }
    if first.is_some_and(|first| last > first * 1.25 + 8.0) {
        return Err("memory grew".into());
    }
    Ok(())
}

fn row(began: Instant, tally: &Tally) {
    println!(
        "| {} | {:.1} | {} | {} | {} | {} | {} | {:.0} |",
        began.elapsed().as_secs(),
        tally.results() as f64 / 2.0 / f64::from(TENANTS),
        tally.tokens,
        tally.from_cache,
        tally.retried,
        tally.errors.values().sum::<u64>(),
        tally.mismatches,
        memory(),
    );
}

/// Returns the resident memory of this process in MB, or 0 if the system doesn't report it.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok());
    kilobytes.unwrap_or(0.0) / 1_024.0
}
