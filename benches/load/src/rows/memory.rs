//! What a tenant's token keeps in memory, and how warm many of them are.

use std::error::Error;
use std::process::Command;

use serde::Deserialize;

use crate::bench::Bench;
use crate::paced::Paced;
use crate::report::Row;
use crate::tenant_memory::{self, Hits};

/// 4 KB a tenant.
const MOST: f64 = 4_096.0;

/// What `tenant_memory` says after it has asked for all, and after it has asked again.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Grown {
    bytes: f64,
    counted: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Again {
    tenants: f64,
    micros: f64,
}

pub(crate) fn measure(bench: &Bench) -> Result<Vec<Row>, Box<dyn Error>> {
    let tenants = bench.arguments.memory_tenants;
    let server = bench.server(tenants)?;
    // A process of its own: the heap of this one has holes to grow into.
    let mut process = Paced::start(
        Command::new(std::env::current_exe()?)
            .args([tenant_memory::NAME, &server.authority])
            .args([&server.ca_file, &bench.certificate, &bench.key])
            .arg(tenants.to_string()),
    )?;
    let grown: Grown = process.report()?;
    let before = server.spent(&bench.runtime)?;
    let again: Again = process.step()?;
    let hits: Hits = process.step()?;
    let asked = server.spent(&bench.runtime)?.requests > before.requests;
    process.end()?;
    let each = grown.bytes / grown.counted;
    let memory = Row::told(
        format!("memory a cached tenant, at {tenants}"),
        format!("{each:.0} bytes"),
    )
    .limit(each, MOST, "bytes");
    let warm = Row::told(
        format!(
            "warm, {} of {tenants} tenants in one operation, each",
            again.tenants
        ),
        format!("{:.2} us", again.micros),
    );
    let hit = |what: String, nanos: f64| {
        Row::told(what, format!("{nanos:.0} ns")).limit(nanos, 1_000.0, "ns")
    };
    let mut rows = vec![
        memory,
        warm,
        hit("warm hit, core, 1 tenant".to_owned(), hits.one),
        hit(format!("warm hit, core, {tenants} tenants"), hits.all),
        hit(
            format!("the same by {} threads at once, each", hits.threads),
            hits.by_threads,
        ),
    ];
    if asked {
        // What is not kept takes no room: that is no success.
        rows = rows
            .into_iter()
            .map(|row| row.void(super::warm::NO_CACHE))
            .collect();
    }
    Ok(rows)
}
