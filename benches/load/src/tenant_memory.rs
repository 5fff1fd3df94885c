//! A process that grows by tokens only: what it is larger by, divided by them, is what a tenant
//! costs. Then, when it is told to, the same tenants again.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use load_shared::usage;

use crate::engine::{self, Setup};
use crate::paced;

/// At once; the events of a set are there together.
const SET: usize = 1_000;
const IN_FLIGHT: usize = 32;

/// The word before its arguments.
pub(crate) const NAME: &str = "tenant-memory";

pub(crate) fn run(given: &[String]) -> Result<(), Box<dyn Error>> {
    let [authority, ca, certificate, key, tenants] = given else {
        return Err("usage: load tenant-memory AUTHORITY CA-FILE CERTIFICATE KEY TENANTS".into());
    };
    let tenants: usize = tenants.parse()?;
    let app = Setup::read(
        authority,
        Path::new(ca),
        Path::new(certificate),
        Path::new(key),
    )?
    .app()?;
    // Before the first set there are no connections, no threads and no room for the events.
    let first = SET.min(tenants / 2);
    engine::run(&app, engine::requests(0..first, IN_FLIGHT)?)?;
    let before = usage::resident().ok_or("this system does not tell its memory")?;
    for from in (first..tenants).step_by(SET) {
        let set = engine::requests(from..tenants.min(from + SET), IN_FLIGHT)?;
        engine::run(&app, set)?;
    }
    let after = usage::resident().unwrap_or(before);
    let grown = serde_json::json!({
        "bytes": after.saturating_sub(before),
        "counted": tenants - first,
    });
    println!("{grown}");

    paced::wait_for_step(1)?;
    // From all over, so that no order in the cache helps.
    let sample = (0..tenants).step_by((tenants / SET).max(1));
    let set = engine::requests(sample, IN_FLIGHT)?;
    let began = Instant::now();
    let tokens = engine::run(&app, set)?;
    let micros = began.elapsed().as_secs_f64() * 1e6 / tokens as f64;
    println!(
        "{}",
        serde_json::json!({"tenants": tokens, "micros": micros})
    );
    Ok(())
}
