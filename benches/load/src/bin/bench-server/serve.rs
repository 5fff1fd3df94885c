//! Accepts connections and answers requests.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use load_shared::usage;
use rustls::ServerConfig;
use serde_json::json;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::assertion::RegisteredCertificate;
use crate::issue::Issuer;

const MAX_FORM_BYTES: usize = 64 * 1_024;

pub(crate) struct Server {
    pub(crate) registered: RegisteredCertificate,
    pub(crate) issuer: Issuer,
    /// The delay before each response.
    pub(crate) latency: Duration,
    /// Number of token requests.
    pub(crate) requests: AtomicU64,
    /// Number of rejected token requests.
    pub(crate) refused: AtomicU64,
}

/// Listens on a free port of the loopback interface. Returns the authority.
pub(crate) async fn start(server: Arc<Server>, tls: Arc<ServerConfig>) -> io::Result<String> {
    let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let port = v4.local_addr()?.port();
    // Listens on IPv6 too, so that clients that try ::1 first don't have to wait.
    let v6 = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await.ok();
    let authority = format!("https://localhost:{port}");
    for listener in std::iter::once(v4).chain(v6) {
        let acceptor = TlsAcceptor::from(Arc::clone(&tls));
        tokio::spawn(listen(
            listener,
            acceptor,
            authority.clone().into(),
            Arc::clone(&server),
        ));
    }
    Ok(authority)
}

async fn listen(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    authority: Arc<str>,
    server: Arc<Server>,
) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let (acceptor, server) = (acceptor.clone(), Arc::clone(&server));
        let authority = Arc::clone(&authority);
        tokio::spawn(async move {
            let Ok(stream) = acceptor.accept(stream).await else {
                return;
            };
            let service = service_fn(|request| answer(&server, &authority, request));
            // Ignore errors, because a client can disconnect at any time.
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn answer(
    server: &Server,
    authority: &str,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path().to_owned();
    if request.method() == Method::GET && path == "/_bench/cpu" {
        return Ok(reply(StatusCode::OK, spent(server)));
    }
    let tenant = path
        .strip_prefix('/')
        .and_then(|rest| rest.strip_suffix("/oauth2/v2.0/token"))
        .filter(|tenant| !tenant.is_empty() && !tenant.contains('/'));
    let Some(tenant) = tenant.filter(|_| request.method() == Method::POST) else {
        return Ok(reply(StatusCode::NOT_FOUND, "{}".into()));
    };
    server.requests.fetch_add(1, Ordering::Relaxed);
    let checked = match Limited::new(request.into_body(), MAX_FORM_BYTES)
        .collect()
        .await
    {
        Ok(form) => {
            let endpoint = format!("{authority}{path}");
            server.registered.check(&form.to_bytes(), &endpoint)
        }
        Err(_) => Err("the form is too large or incomplete"),
    };
    if !server.latency.is_zero() {
        tokio::time::sleep(server.latency).await;
    }
    Ok(match checked {
        Ok(()) => reply(StatusCode::OK, server.issuer.answer(tenant)),
        Err(why) => {
            server.refused.fetch_add(1, Ordering::Relaxed);
            let why = json!({"error": "invalid_client", "error_description": why});
            reply(StatusCode::UNAUTHORIZED, why.to_string().into())
        }
    })
}

/// Returns the CPU time and the request counts of this process.
fn spent(server: &Server) -> Bytes {
    let spent = json!({
        "cpuMs": usage::cpu().as_secs_f64() * 1_000.0,
        "requests": server.requests.load(Ordering::Relaxed),
        "refused": server.refused.load(Ordering::Relaxed),
    });
    spent.to_string().into()
}

fn reply(status: StatusCode, body: Bytes) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}
