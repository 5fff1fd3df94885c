//! Listening, TLS, and what every request has in common.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use uuid::Uuid;

use crate::admin;
use crate::body::{self, NoBody};
use crate::config::{Config, ConfigError, Fault, Tenant};
use crate::exchange::ExchangeFault;
use crate::log::Entry;
use crate::reply::{HungUp, ReplyBody};
use crate::route;
use crate::state::State;
use crate::tls::{self, Tls};

/// The wait after a connection that could not be taken: out of descriptors, the next try
/// would fail at once, and so on with all of a processor.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// How long a client may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For the TLS handshake; then the connection ends.
    pub handshake: Duration,
    /// For the body of a request; then it is answered with 408.
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

/// A running simulator; dropping it ends it, connections too.
pub struct Simulator {
    state: Arc<State>,
    tls: Tls,
    runtime: Option<Runtime>,
}

impl Simulator {
    /// Starts on a free port of the loopback interface.
    ///
    /// # Errors
    /// A configuration that can not be used, or no port.
    pub fn start(config: &Config) -> Result<Simulator, ConfigError> {
        Simulator::start_on(config, 0)
    }

    /// Starts on this port; 0 is a free one.
    ///
    /// # Errors
    /// A configuration that can not be used, or the port is taken.
    pub fn start_on(config: &Config, port: u16) -> Result<Simulator, ConfigError> {
        Simulator::start_within(config, port, Limits::default())
    }

    /// Starts on this port with limits of one's own.
    ///
    /// # Errors
    /// A configuration that can not be used, or the port is taken.
    pub fn start_within(
        config: &Config,
        port: u16,
        limits: Limits,
    ) -> Result<Simulator, ConfigError> {
        let failed = |error: std::io::Error| ConfigError(format!("port {port}: {error}"));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("entra-sim")
            .enable_all()
            .build()
            .map_err(failed)?;
        let tls = tls::make(config.ca_dir.as_ref())?;
        let bind =
            |ip: IpAddr, port| runtime.block_on(TcpListener::bind(SocketAddr::new(ip, port)));
        let v4 = bind(Ipv4Addr::LOCALHOST.into(), port).map_err(failed)?;
        let port = v4.local_addr().map_err(failed)?.port();
        // Clients that try ::1 first need not wait; without IPv6 they go on to IPv4.
        let v6 = bind(Ipv6Addr::LOCALHOST.into(), port).ok();
        let authority = format!("https://localhost:{port}");
        let state = Arc::new(State::new(authority, config, limits)?);
        for listener in std::iter::once(v4).chain(v6) {
            let acceptor = TlsAcceptor::from(Arc::clone(&tls.config));
            runtime.spawn(listen(listener, acceptor, Arc::clone(&state)));
        }
        Ok(Simulator {
            state,
            tls,
            runtime: Some(runtime),
        })
    }

    /// `https://localhost:port`.
    pub fn authority(&self) -> &str {
        &self.state.authority
    }

    /// The CA certificate as PEM text.
    pub fn ca_pem(&self) -> &str {
        &self.tls.ca_pem
    }

    /// The CA certificate as a file.
    pub fn ca_file(&self) -> &Path {
        &self.tls.ca_file
    }

    /// What was asked so far.
    pub fn requests(&self) -> Vec<Entry> {
        self.state.log.entries()
    }

    /// Forgets what was asked so far.
    pub fn clear_requests(&self) {
        self.state.log.clear();
    }

    /// Adds or replaces a tenant.
    pub fn put_tenant(&self, tenant: Tenant) {
        self.state.tenants().put(tenant);
    }

    /// Replaces the faults of a tenant; false if there is no such tenant.
    pub fn set_faults(&self, tenant: &str, faults: Vec<Fault>) -> bool {
        self.state.set_faults(tenant, faults)
    }

    /// The same for its Exchange endpoint.
    pub fn set_exchange_faults(&self, tenant: &str, faults: Vec<ExchangeFault>) -> bool {
        self.state.set_exchange_faults(tenant, faults)
    }

    /// Makes a new signing key and gives its `kid`; with `retire` the earlier ones leave
    /// the JWKS. `issuer` is what the JWKS says of the new one, if not the usual.
    ///
    /// # Errors
    /// No key could be made.
    pub fn rotate_keys(&self, retire: bool, issuer: Option<&str>) -> Result<String, ConfigError> {
        self.state.keys.rotate(retire, issuer.map(str::to_owned))
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn listen(listener: TcpListener, acceptor: TlsAcceptor, state: Arc<State>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            sleep(ACCEPT_PAUSE).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let (acceptor, state) = (acceptor.clone(), Arc::clone(&state));
        tokio::spawn(async move {
            let handshake = timeout(state.limits.handshake, acceptor.accept(stream));
            let Ok(Ok(stream)) = handshake.await else {
                return;
            };
            let service = service_fn(move |request| handle(Arc::clone(&state), request));
            // An aborted connection is a client's right.
            let _ = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn handle(
    state: Arc<State>,
    request: Request<Incoming>,
) -> Result<Response<ReplyBody>, HungUp> {
    let (head, body) = request.into_parts();
    let path = head.uri.path().to_owned();
    let header = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok());
    let request_id = header("client-request-id").map(str::to_owned);
    let ours = path.strip_prefix("/_sim/");
    let ticket = ours.is_none().then(|| {
        state
            .log
            .begin(head.method.as_str(), &path, request_id.clone())
    });
    let correlation_id = request_id
        .and_then(|id| Uuid::try_parse(&id).ok())
        .unwrap_or_else(Uuid::new_v4);
    let reply = match body::read(body, state.limits.body).await {
        Ok(body) => match (ours, &ticket) {
            (None, Some(ticket)) => {
                route::answer(&state, &head, &body, correlation_id, ticket).await
            }
            (ours, _) => admin::answer(&state, &head.method, ours.unwrap_or_default(), &body),
        },
        Err(NoBody::Refused(reply)) => reply,
        // Its ticket goes without an end: that is what the log calls aborted.
        Err(NoBody::Aborted) => return Err(HungUp),
    };
    let mut reply = reply
        .header("cache-control", "no-store, no-cache")
        .header(
            "strict-transport-security",
            "max-age=31536000; includeSubDomains",
        )
        .header("x-ms-request-id", Uuid::new_v4().to_string());
    if header("return-client-request-id") == Some("true") {
        reply = reply.header("client-request-id", correlation_id.to_string());
    }
    let status = reply.status;
    let response = reply.into_response();
    if let Some(ticket) = ticket {
        ticket.end(response.is_some().then_some(status));
    }
    response.ok_or(HungUp)
}
