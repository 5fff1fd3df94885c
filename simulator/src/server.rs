//! Listeners, TLS, and the steps that every request shares.

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
use crate::config::{Config, ConfigError, Fault, FaultySide, Tenant};
use crate::limits::Limits;
use crate::log::Entry;
use crate::reply::{HungUp, ReplyBody};
use crate::route::{self, Listener};
use crate::state::State;
use crate::tls::{self, Tls};

/// How long to pause after a failed accept. Without a pause, running out of file descriptors would
/// turn the loop into a busy wait.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// The only port that ExchangeOnlineManagement connects to.
const EXCHANGE_PORT: u16 = 443;

/// A running simulator. Dropping it stops it and closes its connections.
pub struct Simulator {
    state: Arc<State>,
    tls: Tls,
    runtime: Option<Runtime>,
}

impl Simulator {
    /// Starts on a free port of the loopback interface.
    ///
    /// # Errors
    /// Fails if the configuration can't be used or no port is free.
    pub fn start(config: &Config) -> Result<Simulator, ConfigError> {
        Simulator::start_on(config, 0)
    }

    /// Starts on this port; 0 selects a free one.
    ///
    /// # Errors
    /// Fails if the configuration can't be used or the port is taken.
    pub fn start_on(config: &Config, port: u16) -> Result<Simulator, ConfigError> {
        Simulator::start_within(config, port, Limits::default())
    }

    /// Starts on this port with these limits.
    ///
    /// # Errors
    /// Fails if the configuration can't be used or the port is taken.
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
        let exchange = config.exchange_address.map(IpAddr::V4);
        let tls = tls::make(config.ca_dir.as_ref(), exchange)?;
        let bind =
            |ip: IpAddr, port| runtime.block_on(TcpListener::bind(SocketAddr::new(ip, port)));
        let exchange = match exchange {
            None => None,
            Some(ip) if !ip.is_loopback() => {
                return Err(ConfigError(format!(
                    "Exchange address {ip}: use a loopback address, such as 127.0.0.9"
                )));
            }
            Some(ip) => {
                Some(bind(ip, EXCHANGE_PORT).map_err(|error| exchange_port_failure(ip, &error))?)
            }
        };
        let v4 = bind(Ipv4Addr::LOCALHOST.into(), port).map_err(failed)?;
        let port = v4.local_addr().map_err(failed)?.port();
        // Listens on IPv6 too, for clients that try ::1 first.
        let v6 = bind(Ipv6Addr::LOCALHOST.into(), port).ok();
        let authority = format!("https://localhost:{port}");
        let state = Arc::new(State::new(authority, config, limits)?);
        let everything = [Some(v4), v6].map(|listener| (listener, Listener::Everything));
        for (listener, kind) in everything
            .into_iter()
            .chain([(exchange, Listener::Exchange)])
        {
            if let Some(listener) = listener {
                let acceptor = TlsAcceptor::from(Arc::clone(&tls.config));
                runtime.spawn(listen(listener, kind, acceptor, Arc::clone(&state)));
            }
        }
        Ok(Simulator {
            state,
            tls,
            runtime: Some(runtime),
        })
    }

    /// Returns the authority: `https://localhost:port`.
    pub fn authority(&self) -> &str {
        &self.state.authority
    }

    /// Returns `https://127.0.0.N`, if the configuration has an Exchange address.
    pub fn exchange_origin(&self) -> Option<&str> {
        self.state.exchange_origin.as_deref()
    }

    /// Returns the CA certificate as PEM text.
    pub fn ca_pem(&self) -> &str {
        &self.tls.ca_pem
    }

    /// Returns the path of the CA certificate.
    pub fn ca_file(&self) -> &Path {
        &self.tls.ca_file
    }

    /// Returns the requests so far.
    pub fn requests(&self) -> Vec<Entry> {
        self.state.log.entries()
    }

    /// Forgets the finished requests.
    pub fn clear_requests(&self) {
        self.state.log.clear();
    }

    /// Adds or replaces a tenant.
    pub fn put_tenant(&self, tenant: Tenant) {
        self.state.tenants().put(tenant);
    }

    /// Replaces the faults of a tenant's token endpoint. Returns false if there is no such tenant.
    pub fn set_faults(&self, tenant: &str, faults: Vec<Fault>) -> bool {
        self.state.set_faults(tenant, FaultySide::Token, faults)
    }

    /// Replaces the faults of a tenant's Exchange side. Returns false if there is no such tenant.
    pub fn set_exchange_faults(&self, tenant: &str, faults: Vec<Fault>) -> bool {
        self.state.set_faults(tenant, FaultySide::Exchange, faults)
    }

    /// Creates a signing key and returns its `kid`. `retire` removes the earlier keys from the
    /// JWKS. `issuer` is the new key's issuer in the JWKS, if it isn't the default.
    ///
    /// # Errors
    /// Fails if no key can be created.
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

fn exchange_port_failure(ip: IpAddr, error: &std::io::Error) -> ConfigError {
    let hint = match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            ". Only root can listen there: run entra-sim as root, or leave the Exchange address out"
        }
        std::io::ErrorKind::AddrInUse => ". Use another address, such as 127.0.0.10",
        _ => "",
    };
    ConfigError(format!(
        "Exchange address {ip}, port {EXCHANGE_PORT} (ExchangeOnlineManagement uses no other): {error}{hint}"
    ))
}

async fn listen(listener: TcpListener, kind: Listener, acceptor: TlsAcceptor, state: Arc<State>) {
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
            let service = service_fn(move |request| handle(Arc::clone(&state), kind, request));
            // Ignore errors, because a client can disconnect at any time.
            let _ = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn handle(
    state: Arc<State>,
    listener: Listener,
    request: Request<Incoming>,
) -> Result<Response<ReplyBody>, HungUp> {
    let (head, body) = request.into_parts();
    let path = head.uri.path().to_owned();
    let header = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok());
    let request_id = header("client-request-id").map(str::to_owned);
    let own_page = match listener {
        Listener::Everything => path.strip_prefix("/_sim/"),
        Listener::Exchange => None,
    };
    let ticket = own_page.is_none().then(|| {
        state
            .log
            .begin(head.method.as_str(), &path, request_id.clone())
    });
    let correlation_id = request_id
        .and_then(|id| Uuid::try_parse(&id).ok())
        .unwrap_or_else(Uuid::new_v4);
    let reply = match body::read(body, state.limits.body).await {
        Ok(body) => match (own_page, &ticket) {
            (None, Some(ticket)) => {
                route::answer(&state, listener, &head, &body, correlation_id, ticket).await
            }
            (page, _) => admin::answer(&state, &head.method, page.unwrap_or_default(), &body),
        },
        Err(NoBody::Refused(reply)) => reply,
        // Dropping the ticket logs the request as aborted.
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
