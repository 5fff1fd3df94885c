//! Many tenants, each requested for the first time: compares the engine with the yardstick.

use std::error::Error;
use std::time::Duration;

use crate::bench::Bench;
use crate::engine;
use crate::report::Row;
use crate::rounds::{self, Summary};
use crate::server::Server;
use crate::turns::Stopwatch;

pub(crate) fn measure(bench: &Bench) -> Result<Vec<Row>, Box<dyn Error>> {
    let (tenants, in_flight) = (bench.arguments.tenants, bench.arguments.in_flight);
    let server = bench.server(tenants)?;
    let (http_ms, http_server_ms) = http_alone(bench, &server)?;
    let pairs = rounds::alternate(
        bench,
        "engine",
        &mut || bench.yardstick_turn(&server, bench.yardstick(&server)?, tenants),
        &mut || {
            let app = bench.app(&server)?;
            let set = engine::requests(0..tenants, in_flight)?;
            let watch = Stopwatch::start(&bench.runtime, &server)?;
            let tokens = engine::run(&app, set)?;
            let turn = watch.end(tokens)?;
            match turn.requests == tenants as u64 {
                true => Ok(turn),
                false => Err(format!(
                    "the engine sent {} requests for {tenants} tenants",
                    turn.requests
                )
                .into()),
            }
        },
    )?;
    let work = format!("{tenants} tenants cold, {in_flight} at a time");
    let cost = Row::without_goal(
        format!("client CPU per cold token ({})", pairs.pairs),
        format!("{:.3} ms", pairs.client_ms),
    );
    Ok(vec![
        yardstick_row(&pairs, pairs.signature, http_ms),
        Row::without_goal(
            "its HTTP alone, signed beforehand",
            format!("{http_ms:.3} ms"),
        )
        .cpu(http_ms, http_server_ms),
        Row::without_goal(
            work,
            format!("{:.0} of {:.0} tokens/s", pairs.rate, pairs.yardstick_rate),
        )
        .min_ratio(pairs.ratio, 0.9)
        .cpu(pairs.client_ms, pairs.server_ms)
        .signed(pairs.signature),
        cost.max_ms(pairs.client_ms, 0.6, pairs.signature)
            .cpu(pairs.client_ms, pairs.server_ms),
    ])
}

/// Checks the yardstick itself, because a slow yardstick would make any engine look good.
fn yardstick_row(pairs: &Summary, signature: Duration, http_ms: f64) -> Row {
    let max = 1.5 * signature.as_secs_f64() * 1_000.0 + http_ms;
    Row::without_goal(
        "the yardstick itself: 1.5 signatures and its HTTP at most",
        format!("{:.3} ms", pairs.yardstick_client_ms),
    )
    .max(pairs.yardstick_client_ms, max, "ms")
    .cpu(pairs.yardstick_client_ms, pairs.yardstick_server_ms)
    .signed(signature)
}

/// Measures the yardstick's CPU time per token without signatures. Returns the milliseconds of the
/// client and of the server.
fn http_alone(bench: &Bench, server: &Server) -> Result<(f64, f64), Box<dyn Error>> {
    let tenants = bench.arguments.tenants;
    let mut turns = Vec::new();
    for _ in 0..bench.arguments.rounds {
        let mut yardstick = bench.yardstick(server)?;
        yardstick
            .sign_before(tenants)
            .map_err(|error| error.to_string())?;
        let turn = bench.yardstick_turn(server, yardstick, tenants)?;
        eprintln!("    HTTP alone {turn}");
        turns.push(turn);
    }
    Ok((
        rounds::median(turns.iter().map(|turn| turn.client_ms())),
        rounds::median(turns.iter().map(|turn| turn.server_ms())),
    ))
}
