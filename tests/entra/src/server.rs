//! Listening, TLS, and which path goes where.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;
use uuid::Uuid;

use crate::admin;
use crate::config::{Config, ConfigError, Fault, Tenant};
use crate::error_body::Refusal;
use crate::log::{Entry, Ticket};
use crate::metadata;
use crate::reply::{HungUp, Reply, ReplyBody};
use crate::state::State;
use crate::tls::{self, Tls};
use crate::token_endpoint::{self, Asked};

const LARGEST_BODY: usize = 1 << 20;

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
        let state = Arc::new(State::new(format!("https://localhost:{port}"), config)?);
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
            continue;
        };
        let _ = stream.set_nodelay(true);
        let (acceptor, state) = (acceptor.clone(), Arc::clone(&state));
        tokio::spawn(async move {
            let Ok(stream) = acceptor.accept(stream).await else {
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
    let reply = match Limited::new(body, LARGEST_BODY).collect().await {
        Err(_) => Reply::new(413, "text/plain", "The request is too large."),
        Ok(body) => {
            let body = body.to_bytes();
            match (ours, &ticket) {
                (None, Some(ticket)) => {
                    route(&state, &head, &path, &body, correlation_id, ticket).await
                }
                (ours, _) => admin::answer(&state, &head.method, ours.unwrap_or_default(), &body),
            }
        }
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

async fn route(
    state: &State,
    head: &hyper::http::request::Parts,
    path: &str,
    body: &[u8],
    correlation_id: Uuid,
    ticket: &Ticket,
) -> Reply {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let token = |tenant, v2| Asked {
        tenant,
        v2,
        headers: &head.headers,
        body,
        correlation_id,
    };
    let is_get = head.method == hyper::Method::GET;
    match parts.as_slice() {
        [_, "oauth2", "token"] | [_, "oauth2", "v2.0", "token"] if head.method != "POST" => {
            ticket.note(|entry| entry.aadsts = Some(900_561));
            Refusal::new(900_561).reply(correlation_id, None)
        }
        [tenant, "oauth2", "v2.0", "token"] => {
            token_endpoint::answer(state, &token(tenant, true), ticket).await
        }
        [tenant, "oauth2", "token"] => {
            token_endpoint::answer(state, &token(tenant, false), ticket).await
        }
        ["common", "discovery", "instance"] if is_get => metadata::instance(state),
        [tenant, "v2.0", ".well-known", "openid-configuration"] if is_get => {
            metadata::openid_configuration(state, tenant, true)
        }
        [tenant, ".well-known", "openid-configuration"] if is_get => {
            metadata::openid_configuration(state, tenant, false)
        }
        [_, "discovery", "keys"] | [_, "discovery", "v2.0", "keys"] if is_get => {
            metadata::keys(state)
        }
        _ => Reply::new(404, "", ""),
    }
}
