//! The memory of a cached token, and the time of a cache hit with many tokens.

use std::error::Error;
use std::process::Command;

use serde::Deserialize;

use crate::bench::Bench;
use crate::paced::Paced;
use crate::report::Row;
use crate::tenant_memory::{self, Hits};

/// The goal: 4 KB per tenant.
const MAX_BYTES_PER_TENANT: f64 = 4_096.0;

/// The first report of `tenant_memory`: the growth of memory after all tokens are cached.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MemoryGrowth {
    bytes: f64,
    counted: f64,
}

/// The second report: the time of requesting the same tenants again.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RepeatedRequests {
    tenants: f64,
    micros: f64,
}

pub(crate) fn measure(bench: &Bench) -> Result<Vec<Row>, Box<dyn Error>> {
    let tenants = bench.arguments.memory_tenants;
    let server = bench.server(tenants)?;
    // Use a separate process, because free space in the heap of this one would hide the growth.
    let mut process = Paced::start(
        Command::new(std::env::current_exe()?)
            .args([tenant_memory::NAME, &server.authority])
            .args([&server.ca_file, &bench.certificate, &bench.key])
            .arg(tenants.to_string()),
    )?;
    let grown: MemoryGrowth = process.report()?;
    let before = server.spent(&bench.runtime)?;
    let again: RepeatedRequests = process.step()?;
    let hits: Hits = process.step()?;
    let asked = server.spent(&bench.runtime)?.requests > before.requests;
    process.end()?;
    let each = grown.bytes / grown.counted;
    let memory = Row::without_goal(
        format!("memory per cached tenant, with {tenants}"),
        format!("{each:.0} bytes"),
    )
    .max(each, MAX_BYTES_PER_TENANT, "bytes");
    let warm = Row::without_goal(
        format!(
            "warm, {} of {tenants} tenants in one operation, each",
            again.tenants
        ),
        format!("{:.2} us", again.micros),
    );
    let hit = |what: String, nanos: f64| {
        Row::without_goal(what, format!("{nanos:.0} ns")).max(nanos, 1_000.0, "ns")
    };
    let mut rows = vec![
        memory,
        warm,
        hit("warm hit, core, 1 tenant".to_owned(), hits.one),
        hit(format!("warm hit, core, {tenants} tenants"), hits.all),
        hit(
            format!("the same on {} threads at once, each", hits.threads),
            hits.by_threads,
        ),
    ];
    if asked {
        // Tokens that aren't cached use no memory, so the measurement is void.
        rows = rows
            .into_iter()
            .map(|row| row.void(super::warm::NO_CACHE))
            .collect();
    }
    Ok(rows)
}
