//! The same tenants again with the same app: measures the overhead of an operation over a cache
//! hit.

use std::error::Error;

use crate::bench::Bench;
use crate::engine;
use crate::report::Row;
use crate::rounds::median;
use crate::turns::Stopwatch;

/// The verdict if the server received requests during a warm measurement.
pub(crate) const NO_CACHE: &str = "void: the server received requests";

pub(crate) fn measure(bench: &Bench) -> Result<Vec<Row>, Box<dyn Error>> {
    let (tenants, in_flight) = (bench.arguments.tenants, bench.arguments.in_flight);
    let server = bench.server(tenants)?;
    let app = bench.app(&server)?;
    engine::run(&app, engine::requests(0..tenants, in_flight)?)?;
    let mut turns = Vec::new();
    for _ in 0..bench.arguments.rounds {
        let set = engine::requests(0..tenants, in_flight)?;
        let watch = Stopwatch::start(&bench.runtime, &server)?;
        let tokens = engine::run(&app, set)?;
        turns.push(watch.end(tokens)?);
    }
    let micros = |turn: &crate::turns::Turn| 1e6 / turn.rate();
    let row = Row::without_goal(
        format!("warm, {tenants} tenants in one operation, each"),
        format!("{:.2} us", median(turns.iter().map(micros))),
    )
    .cpu(
        median(turns.iter().map(|turn| turn.client_ms())),
        median(turns.iter().map(|turn| turn.server_ms())),
    );
    let asked = turns.iter().any(|turn| turn.requests > 0);
    Ok(vec![if asked { row.void(NO_CACHE) } else { row }])
}
