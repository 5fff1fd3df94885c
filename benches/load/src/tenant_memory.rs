//! A process whose memory grows only by cached tokens, which measures the memory per tenant. Later
//! steps request the same tenants again.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use exomt::App;
use exomt::Resource;
use exomt::Tenant;
use exomt::acquire_cached;
use load_shared::{tenants, usage};
use serde::{Deserialize, Serialize};

use crate::engine::{self, AppFiles};
use crate::paced;

/// Tenants per operation. Small, because all events of a batch are in memory at the same time.
const BATCH: usize = 1_000;
const IN_FLIGHT: usize = 32;

/// The first argument that selects this process.
pub(crate) const NAME: &str = "tenant-memory";

pub(crate) fn run(given: &[String]) -> Result<(), Box<dyn Error>> {
    let [authority, ca, certificate, key, tenants] = given else {
        return Err("usage: load tenant-memory AUTHORITY CA-FILE CERTIFICATE KEY TENANTS".into());
    };
    let tenants: usize = tenants.parse()?;
    let app = AppFiles::read(
        authority,
        Path::new(ca),
        Path::new(certificate),
        Path::new(key),
    )?
    .app()?;
    // The first batch creates connections, threads and buffers, so it isn't measured.
    let first = BATCH.min(tenants / 2);
    engine::run(&app, engine::requests(0..first, IN_FLIGHT)?)?;
    let before = usage::resident().ok_or("this system doesn't report the memory of a process")?;
    for from in (first..tenants).step_by(BATCH) {
        let set = engine::requests(from..tenants.min(from + BATCH), IN_FLIGHT)?;
        engine::run(&app, set)?;
    }
    let after = usage::resident().unwrap_or(before);
    let grown = serde_json::json!({
        "bytes": after.saturating_sub(before),
        "counted": tenants - first,
    });
    println!("{grown}");

    paced::wait_for_step(1)?;
    // Spread over all tenants, so that their order in memory doesn't help.
    let sample = (0..tenants).step_by((tenants / BATCH).max(1));
    let set = engine::requests(sample, IN_FLIGHT)?;
    let began = Instant::now();
    let tokens = engine::run(&app, set)?;
    let micros = began.elapsed().as_secs_f64() * 1e6 / tokens as f64;
    println!(
        "{}",
        serde_json::json!({"tenants": tokens, "micros": micros})
    );
    paced::wait_for_step(2)?;
    println!("{}", serde_json::to_string(&hits(&app, tenants)?)?);
    Ok(())
}

/// The time of a cache hit in nanoseconds.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Hits {
    /// The time with the same tenant each time.
    pub(crate) one: f64,
    /// The time with all tenants, in an order that defeats the processor's caches.
    pub(crate) all: f64,
    /// The time with all tenants on as many threads as cores, per hit of one thread.
    pub(crate) by_threads: f64,
    pub(crate) threads: usize,
}

fn hits(app: &Arc<App>, tenants: usize) -> Result<Hits, Box<dyn Error>> {
    let parse = |number| Tenant::parse(&tenants::domain(number));
    let all = (0..tenants).map(parse).collect::<Result<Vec<_>, _>>()?;
    let threads = usage::cores();
    let by_threads = std::thread::scope(|scope| {
        let run: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| each_hit(app, &all)))
            .collect();
        run.into_iter()
            .map(|thread| thread.join().ok().flatten())
            .try_fold(0.0, |most: f64, each| each.map(|each| most.max(each)))
    });
    let missed = "a tenant was not in the cache";
    Ok(Hits {
        one: each_hit(app, &all[..1]).ok_or(missed)?,
        all: each_hit(app, &all).ok_or(missed)?,
        by_threads: by_threads.ok_or(missed)?,
        threads,
    })
}

/// Returns the nanoseconds per hit, or `None` if a token is missing.
fn each_hit(app: &Arc<App>, tenants: &[Tenant]) -> Option<f64> {
    /// A prime, so that the walk visits every tenant unless their number is a multiple of it.
    const STRIDE: usize = 7_919;
    const COUNT: usize = 1_000_000;
    let began = Instant::now();
    let mut place = 0;
    for _ in 0..COUNT {
        std::hint::black_box(acquire_cached(app, &tenants[place], &Resource::Exchange)?);
        place = (place + STRIDE) % tenants.len();
    }
    Some(began.elapsed().as_secs_f64() * 1e9 / COUNT as f64)
}
