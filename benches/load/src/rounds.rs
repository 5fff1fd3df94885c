//! Turns of two, A B A B, and what is to be believed of them: ratios pair by pair, medians.

use std::error::Error;
use std::time::Duration;

use crate::bench::Bench;
use crate::signature;
use crate::turns::Turn;

/// How often a round may be disturbed before what is there has to do.
const TRIES: usize = 3;

/// Medians over the pairs that count.
pub(crate) struct Summary {
    /// The other's tokens a second over the yardstick's, pair by pair.
    pub(crate) ratio: f64,
    pub(crate) yardstick_rate: f64,
    pub(crate) rate: f64,
    pub(crate) yardstick_client_ms: f64,
    pub(crate) yardstick_server_ms: f64,
    pub(crate) client_ms: f64,
    pub(crate) server_ms: f64,
    pub(crate) signature: Duration,
    /// Which of the pairs these are.
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

    fn is_the_servers(&self) -> bool {
        self.yardstick.is_the_servers() || self.other.is_the_servers()
    }
}

type Take<'a> = dyn FnMut() -> Result<Turn, Box<dyn Error>> + 'a;

/// Alternates until enough pairs count.
pub(crate) fn alternate(
    bench: &Bench,
    name: &str,
    yardstick: &mut Take<'_>,
    other: &mut Take<'_>,
) -> Result<Summary, Box<dyn Error>> {
    // The first of both pay for what a process pays once: threads, pages, the system's caches.
    yardstick()?;
    other()?;
    let wanted = bench.arguments.rounds;
    let (mut calm, mut disturbed) = (Vec::new(), Vec::new());
    let mut tried = 0;
    while calm.len() < wanted && tried < wanted * TRIES {
        tried += 1;
        let pair = Pair {
            signature: signature::cost(&bench.signer)?,
            yardstick: yardstick()?,
            other: other()?,
        };
        eprintln!("{tried:3} yardstick {}", pair.yardstick);
        eprintln!("    {name:9} {}", pair.other);
        if pair.is_the_servers() {
            eprintln!("    not counted: the server was the limit");
        } else if pair.is_disturbed() {
            eprintln!("    disturbed: others took part of the machine");
            disturbed.push(pair);
        } else {
            calm.push(pair);
        }
    }
    // Both of a pair were disturbed alike: its ratio says more than none.
    let told = match calm.len() < wanted {
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
        false => Ok(summary(&calm, told)),
    }
}

fn summary(pairs: &[Pair], told: String) -> Summary {
    let over = |value: &dyn Fn(&Pair) -> f64| median(pairs.iter().map(value));
    let signature = over(&|pair| pair.signature.as_secs_f64());
    Summary {
        ratio: over(&|pair| pair.other.rate() / pair.yardstick.rate()),
        yardstick_rate: over(&|pair| pair.yardstick.rate()),
        rate: over(&|pair| pair.other.rate()),
        yardstick_client_ms: over(&|pair| pair.yardstick.client_ms()),
        yardstick_server_ms: over(&|pair| pair.yardstick.server_ms()),
        client_ms: over(&|pair| pair.other.client_ms()),
        server_ms: over(&|pair| pair.other.server_ms()),
        signature: Duration::from_secs_f64(signature),
        pairs: told,
    }
}

/// The middle one; 0 of none.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
