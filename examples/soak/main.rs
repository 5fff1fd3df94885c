//! A soak test: 10,000 tenants with short-lived tokens and 5 % faults for a minute. It fails if a
//! token belongs to another tenant, if a result is missing, or if memory grows.
//!
//! Run `cargo run --release --example soak [seconds]`. The simulator runs in its own process, so that
//! the memory shown is the client's.

mod client;
mod server;

use std::error::Error;
use std::process::{Command, Stdio};

/// Number of customer tenants.
const TENANTS: u32 = 10_000;
/// Short enough that tenants are requested both before and after their token expires.
const TOKEN_LIFETIME_SECONDS: i64 = 25;

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
            // The server exits when its standard input is closed.
            drop(server.stdin.take());
            server.wait()?;
            outcome
        }
    }
}
