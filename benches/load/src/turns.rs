//! A turn: a number of tokens, and the time that client and server used for them.

use std::error::Error;
use std::fmt;
use std::time::{Duration, Instant};

use load_shared::usage;
use tokio::runtime::Runtime;

use crate::server::{Server, Spent};

/// Above this share of its cores, the server limits the turn.
const MAX_SERVER_SHARE: f64 = 0.9;
/// How many cores other processes may use. The clock ticks of a short turn can't resolve less.
const MAX_OTHER_CORES: f64 = 0.3;

/// A measured turn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn {
    pub(crate) tokens: usize,
    pub(crate) wall: Duration,
    pub(crate) client: Duration,
    pub(crate) server: Duration,
    pub(crate) requests: u64,
    /// Cores that other processes used, if the system reports it.
    others: Option<f64>,
    /// The share of its cores that the server used.
    server_share: f64,
}

impl Turn {
    pub(crate) fn rate(&self) -> f64 {
        self.tokens as f64 / self.wall.as_secs_f64()
    }

    /// Returns the milliseconds of client CPU time per token.
    pub(crate) fn client_ms(&self) -> f64 {
        self.client.as_secs_f64() * 1_000.0 / self.tokens as f64
    }

    /// Returns the milliseconds of server CPU time per token.
    pub(crate) fn server_ms(&self) -> f64 {
        self.server.as_secs_f64() * 1_000.0 / self.tokens as f64
    }

    /// Returns whether the server limited the turn.
    pub(crate) fn is_server_bound(&self) -> bool {
        self.server_share > MAX_SERVER_SHARE
    }

    /// Returns whether other processes used the machine too much.
    pub(crate) fn is_disturbed(&self) -> bool {
        self.others.is_some_and(|cores| cores > MAX_OTHER_CORES)
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

/// The usage before a turn.
pub(crate) struct Stopwatch<'a> {
    server: &'a Server,
    runtime: &'a Runtime,
    spent: Spent,
    machine: Option<Duration>,
    own: Duration,
    began: Instant,
}

impl<'a> Stopwatch<'a> {
    pub(crate) fn start(
        runtime: &'a Runtime,
        server: &'a Server,
    ) -> Result<Stopwatch<'a>, Box<dyn Error>> {
        Ok(Stopwatch {
            server,
            runtime,
            spent: server.spent(runtime)?,
            machine: usage::machine_cpu(),
            own: usage::cpu(),
            began: Instant::now(),
        })
    }

    /// Ends a turn that ran in this process.
    pub(crate) fn end(self, tokens: usize) -> Result<Turn, Box<dyn Error>> {
        let wall = self.began.elapsed();
        let client = usage::cpu() - self.own;
        self.turn(tokens, wall, client, wall)
    }

    /// Ends a turn that ran in another process, which measured its own usage.
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
        let spent = self.server.spent(self.runtime)?;
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
