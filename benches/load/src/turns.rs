//! One turn: so many tokens, and who spent what for them.

use std::error::Error;
use std::fmt;
use std::time::{Duration, Instant};

use load_shared::usage;

use crate::bench::Bench;
use crate::server::{Server, Spent};

/// A server that works more of the time than this is what was measured.
const SERVER_LIMIT: f64 = 0.9;
/// Cores that others may take. Less can not be told from the clock ticks of a short turn.
const OTHERS_LIMIT: f64 = 0.3;

/// What a turn took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn {
    pub(crate) tokens: usize,
    pub(crate) wall: Duration,
    pub(crate) client: Duration,
    pub(crate) server: Duration,
    pub(crate) requests: u64,
    /// Cores that neither client nor server used, where the system tells.
    others: Option<f64>,
    /// Of what the server could use.
    server_share: f64,
}

impl Turn {
    pub(crate) fn rate(&self) -> f64 {
        self.tokens as f64 / self.wall.as_secs_f64()
    }

    /// Milliseconds of the client's CPU a token.
    pub(crate) fn client_ms(&self) -> f64 {
        self.client.as_secs_f64() * 1_000.0 / self.tokens as f64
    }

    /// Milliseconds of the server's CPU a token.
    pub(crate) fn server_ms(&self) -> f64 {
        self.server.as_secs_f64() * 1_000.0 / self.tokens as f64
    }

    /// Whether it was the server that was measured.
    pub(crate) fn is_the_servers(&self) -> bool {
        self.server_share > SERVER_LIMIT
    }

    /// Whether others on this machine took part of it.
    pub(crate) fn is_disturbed(&self) -> bool {
        self.others.is_some_and(|cores| cores > OTHERS_LIMIT)
    }
}

impl fmt::Display for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:6.0} tokens/s, client {:.3} ms, server {:.3} ms ({:.0} % of its cores), others {:.2} cores",
            self.rate(),
            self.client_ms(),
            self.server_ms(),
            self.server_share * 100.0,
            self.others.unwrap_or(0.0),
        )
    }
}

/// What was spent before a turn.
pub(crate) struct Watch<'a> {
    server: &'a Server,
    bench: &'a Bench,
    spent: Spent,
    machine: Option<Duration>,
    own: Duration,
    began: Instant,
}

impl<'a> Watch<'a> {
    pub(crate) fn start(bench: &'a Bench, server: &'a Server) -> Result<Watch<'a>, Box<dyn Error>> {
        Ok(Watch {
            server,
            bench,
            spent: server.spent(&bench.runtime)?,
            machine: usage::machine_cpu(),
            own: usage::cpu(),
            began: Instant::now(),
        })
    }

    /// The end of a turn of this process.
    pub(crate) fn end(self, tokens: usize) -> Result<Turn, Box<dyn Error>> {
        let wall = self.began.elapsed();
        let client = usage::cpu() - self.own;
        self.turn(tokens, wall, client, wall)
    }

    /// The end of a turn of another process, which has measured itself.
    pub(crate) fn end_of(
        self,
        tokens: usize,
        wall: Duration,
        client: Duration,
    ) -> Result<Turn, Box<dyn Error>> {
        let window = self.began.elapsed();
        self.turn(tokens, wall, client, window)
    }

    fn turn(
        self,
        tokens: usize,
        wall: Duration,
        client: Duration,
        window: Duration,
    ) -> Result<Turn, Box<dyn Error>> {
        let machine = usage::machine_cpu();
        let spent = self.server.spent(&self.bench.runtime)?;
        if spent.refused > self.spent.refused {
            return Err("the server refused an assertion".into());
        }
        let server = spent.cpu().saturating_sub(self.spent.cpu());
        let others = machine.zip(self.machine).map(|(after, before)| {
            let others = after.saturating_sub(before).saturating_sub(client + server);
            others.as_secs_f64() / window.as_secs_f64()
        });
        Ok(Turn {
            tokens,
            wall,
            client,
            server,
            requests: spent.requests - self.spent.requests,
            others,
            server_share: server.as_secs_f64() / wall.as_secs_f64() / self.server.cores,
        })
    }
}
