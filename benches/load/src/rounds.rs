//! Alternates two kinds of turns (A B A B) and summarizes the pairs: a ratio per pair, and medians.

use std::error::Error;
use std::time::Duration;

use crate::bench::Bench;
use crate::signature;
use crate::turns::Turn;

/// The maximum number of pairs to measure for each pair that is needed, because other processes can
/// disturb a pair.
const MAX_TRIES: usize = 3;

/// The medians of the counted pairs.
pub(crate) struct Summary {
    /// The median of the ratios: tokens per second divided by those of the yardstick.
    pub(crate) ratio: f64,
    pub(crate) yardstick_rate: f64,
    pub(crate) rate: f64,
    pub(crate) yardstick_client_ms: f64,
    pub(crate) yardstick_server_ms: f64,
    pub(crate) client_ms: f64,
    pub(crate) server_ms: f64,
    pub(crate) signature: Duration,
    /// Which pairs are counted, for the table.
    pub(crate) pairs: String,
}

struct Pair {
    yardstick: Turn,
    other: Turn,
    signature: Duration,
}

impl Pair {
    fn is_disturbed(&self) -> bool {
        self.yardstick.is_disturbed() || self.other.is_disturbed()
    }

    fn is_server_bound(&self) -> bool {
        self.yardstick.is_server_bound() || self.other.is_server_bound()
    }
}

type TakeTurn<'a> = dyn FnMut() -> Result<Turn, Box<dyn Error>> + 'a;

/// Runs both kinds of turns alternately until enough pairs were not disturbed by other processes.
pub(crate) fn alternate(
    bench: &Bench,
    name: &str,
    yardstick: &mut TakeTurn<'_>,
    other: &mut TakeTurn<'_>,
) -> Result<Summary, Box<dyn Error>> {
    // The first turn of each kind includes one-time costs of the process: threads, pages, the
    // system's caches.
    yardstick()?;
    other()?;
    let wanted = bench.arguments.rounds;
    let (mut calm, mut disturbed) = (Vec::new(), Vec::new());
    let mut tried = 0;
    while calm.len() < wanted && tried < wanted * MAX_TRIES {
        tried += 1;
        let pair = Pair {
            signature: signature::cost(&bench.signer)?,
            yardstick: yardstick()?,
            other: other()?,
        };
        eprintln!("{tried:3} yardstick {}", pair.yardstick);
        eprintln!("    {name:9} {}", pair.other);
        if pair.is_server_bound() {
            eprintln!("    not counted: the server was the limit");
        } else if pair.is_disturbed() {
            eprintln!("    disturbed: other processes used the machine");
            disturbed.push(pair);
        } else {
            calm.push(pair);
        }
    }
    // Both turns of a disturbed pair were disturbed alike, so its ratio is better than none.
    let counted = match calm.len() < wanted {
        true => format!(
            "{} calm and {} disturbed of {tried} pairs",
            calm.len(),
            disturbed.len()
        ),
        false => format!("{} of {tried} pairs", calm.len()),
    };
    if calm.len() < wanted {
        calm.append(&mut disturbed);
    }
    match calm.is_empty() {
        true => Err(format!("{name}: the server was the limit of all {tried} pairs").into()),
        false => Ok(summary(&calm, counted)),
    }
}

fn summary(pairs: &[Pair], counted: String) -> Summary {
    let median_of = |value: &dyn Fn(&Pair) -> f64| median(pairs.iter().map(value));
    let signature = median_of(&|pair| pair.signature.as_secs_f64());
    Summary {
        ratio: median_of(&|pair| pair.other.rate() / pair.yardstick.rate()),
        yardstick_rate: median_of(&|pair| pair.yardstick.rate()),
        rate: median_of(&|pair| pair.other.rate()),
        yardstick_client_ms: median_of(&|pair| pair.yardstick.client_ms()),
        yardstick_server_ms: median_of(&|pair| pair.yardstick.server_ms()),
        client_ms: median_of(&|pair| pair.other.client_ms()),
        server_ms: median_of(&|pair| pair.other.server_ms()),
        signature: Duration::from_secs_f64(signature),
        pairs: counted,
    }
}

/// Returns the middle value, or 0 if there is none.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
