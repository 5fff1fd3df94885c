//! A minute of 10,000 tenants with short-lived tokens and 5 % faults: no token of another
//! tenant, nothing lost, flat memory.
//!
//! `cargo run --release --example soak [seconds]`. The simulator runs in a process of its
//! own, so that the memory shown is the client's.

mod client;
mod server;

use std::error::Error;
use std::process::{Command, Stdio};

/// How many customer tenants there are.
const TENANTS: u32 = 10_000;
/// Tokens live so long, in seconds: each tenant is asked for again while its token lives, and after.
const LIFETIME: i64 = 25;

fn main() -> Result<(), Box<dyn Error>> {
    match std::env::args().nth(1).as_deref() {
        Some("serve") => server::run(),
        seconds => {
            let seconds = seconds.unwrap_or("60").parse()?;
            let mut server = Command::new(std::env::current_exe()?)
                .arg("serve")
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()?;
            let outcome = client::run(&mut server, seconds);
            // The server ends with its standard input.
            drop(server.stdin.take());
            server.wait()?;
            outcome
        }
    }
}
