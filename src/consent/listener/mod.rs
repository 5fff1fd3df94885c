//! Listens on this computer for the redirect at the end of an admin consent.

mod connection;
mod exchange;
mod page;
mod sockets;
mod target;

#[cfg(test)]
pub(crate) use page::samples;

#[cfg(test)]
mod tests;

use std::future::poll_fn;
use std::net::TcpListener as Socket;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;

use serde::Deserialize;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

use super::redirect::Answer;
use super::request::check_state;
use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::spelling::{TIMEOUT, WAIT_FOR_TENANT};
use connection::Connections;
use exchange::Exchange;
use target::Target;

/// Long enough for an admin to sign in and to read the requested permissions.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(300);
const MAX_TIMEOUT: Duration = Duration::from_secs(24 * 60 * 60);
const DEFAULT_APPLICATION: &str = "the program that is waiting";
/// How long to pause after a failed accept, for example because file descriptors ran out.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Which consent to wait for (camelCase JSON); unknown members are rejected.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListenOptions {
    /// The redirect URI of the consent URL: `http://localhost[:port][/path]`.
    pub redirect_uri: String,
    /// The `state` parameter of the consent URL.
    pub state: String,
    /// The tenant in the consent URL, for error messages; defaults to `organizations`.
    pub organization: Option<String>,
    /// The program that the page tells the admin to return to.
    pub application: Option<String>,
    /// How long to wait, in milliseconds; defaults to 5 minutes, and is at most one day.
    pub timeout_ms: Option<u64>,
}

impl ListenOptions {
    /// Returns how long to wait.
    pub fn timeout(&self) -> Duration {
        self.timeout_ms
            .map_or(DEFAULT_TIMEOUT, Duration::from_millis)
            .min(MAX_TIMEOUT)
    }
}

/// Listens on a loopback port until a request contains the answer with the expected state. All
/// other requests are refused, and the listener keeps waiting.
#[derive(Debug)]
pub struct ConsentListener {
    exchange: Arc<Exchange>,
    timeout: Duration,
    /// The listening sockets; empty after the wait has started.
    sockets: Mutex<Vec<Socket>>,
}

impl ConsentListener {
    /// Starts to listen, so a browser can connect.
    ///
    /// # Errors
    /// `InvalidRedirectUri`, `InvalidState`, `PortInUse`, `PortUnavailable`.
    pub fn bind(options: &ListenOptions) -> Result<ConsentListener> {
        check_state(&options.state)?;
        let target = Target::parse(&options.redirect_uri)?;
        let sockets = sockets::listen(target.port)?;
        let application = options.application.as_deref();
        Ok(ConsentListener {
            exchange: Arc::new(Exchange {
                target,
                state: options.state.clone(),
                application: clean_line(application.unwrap_or(DEFAULT_APPLICATION)),
                mismatches: AtomicUsize::new(0),
            }),
            timeout: options.timeout(),
            sockets: Mutex::new(sockets),
        })
    }

    /// Waits for the answer. The port is freed when the future completes or is dropped.
    ///
    /// # Errors
    /// `ConsentTimeout` at the deadline.
    pub(crate) async fn answer(&self, deadline: Instant) -> Result<Answer> {
        let sockets = std::mem::take(&mut *self.lock());
        let listeners = sockets
            .into_iter()
            .map(TcpListener::from_std)
            .collect::<std::io::Result<Vec<_>>>()
            .map_err(|error| {
                Error::internal("a socket could not be used").with_detail(error.to_string())
            })?;
        let mut connections = Connections::default();
        loop {
            let stream = tokio::select! {
                biased;
                answer = connections.answer() => return Ok(answer),
                () = tokio::time::sleep_until(deadline) => return Err(self.timed_out()),
                stream = accept(&listeners) => stream,
            };
            connections.add(stream, Arc::clone(&self.exchange));
        }
    }

    /// Frees the port if no wait has started.
    pub(crate) fn close(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Socket>> {
        self.sockets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn timed_out(&self) -> Error {
        let seconds = self.timeout.as_secs_f64();
        let mut message = format!("No answer to the consent arrived within {seconds} seconds.");
        match self.exchange.mismatches.load(Ordering::Relaxed) {
            0 => {}
            count => message.push_str(&format!(
                " Answers with another state arrived ({count}), from another consent URL or made up; they were refused."
            )),
        }
        Error::new(
            ErrorCode::ConsentTimeout,
            message,
            format!(
                "Open the URL in a browser on this computer and finish the consent, or allow more time ({TIMEOUT}). If the admin uses another computer, send the URL and use {WAIT_FOR_TENANT}. The consent may be recorded without this answer: request a token to find out."
            ),
        )
    }
}

async fn accept(listeners: &[TcpListener]) -> TcpStream {
    loop {
        let accepted = poll_fn(|context| {
            let mut polls = listeners
                .iter()
                .map(|listener| listener.poll_accept(context));
            polls.find(Poll::is_ready).unwrap_or(Poll::Pending)
        });
        match accepted.await {
            Ok((stream, _)) => return stream,
            Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
        }
    }
}
