//! How long the simulator waits for a client.

use std::time::Duration;

/// Time limits for clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The limit of the TLS handshake; afterwards the connection closes.
    pub handshake: Duration,
    /// The limit of reading a request's body; afterwards the response is 408.
    pub body: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            handshake: Duration::from_secs(15),
            body: Duration::from_secs(30),
        }
    }
}
