//! Waits until the program should end: for a signal, or until standard input closes.

use std::future::pending;
use std::io;

use tokio::io::{copy, sink, stdin};
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlBreak, CtrlC, ctrl_break, ctrl_c};

#[cfg(unix)]
type Signals = (Signal, Signal);
#[cfg(windows)]
type Signals = (CtrlC, CtrlBreak);

/// The signal handlers. While they exist, signals don't end the program directly.
pub(crate) struct Stop(Signals);

impl Stop {
    pub(crate) fn new() -> io::Result<Stop> {
        #[cfg(unix)]
        let signals = (
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
        );
        #[cfg(windows)]
        let signals = (ctrl_c()?, ctrl_break()?);
        Ok(Stop(signals))
    }

    /// Waits for a signal or, with `with_input`, for standard input to close.
    pub(crate) async fn wait(self, with_input: bool) -> io::Result<()> {
        let Stop((mut interrupt, mut terminate)) = self;
        let input = async {
            match with_input {
                true => copy(&mut stdin(), &mut sink()).await.map(drop),
                false => pending().await,
            }
        };
        tokio::select! {
            _ = interrupt.recv() => Ok(()),
            _ = terminate.recv() => Ok(()),
            ended = input => ended,
        }
    }
}
