//! Tests the listener as part of an operation, with real sockets.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use super::*;
use crate::consent::redirect::Outcome;
use crate::operation::{Event, EventKind, Operation, WaitState};

const TENANT: &str = "7e4a0001-1c2d-4e3f-8a5b-000000000001";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";
const NOT_THE_ANSWER: &str = "is not the answer";

fn free_port() -> u16 {
    let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    socket.local_addr().expect("an address").port()
}

fn options(port: u16, path: &str) -> ListenOptions {
    ListenOptions {
        redirect_uri: format!("http://localhost:{port}{path}"),
        state: "s1".to_owned(),
        organization: None,
        application: Some("the test".to_owned()),
        timeout_ms: Some(30_000),
    }
}

fn listen(path: &str) -> (Operation, u16) {
    let port = free_port();
    let operation = Operation::listen(&options(port, path)).expect("a listener");
    (operation, port)
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("a connection");
    let timeout = Some(Duration::from_secs(10));
    stream.set_read_timeout(timeout).expect("a socket");
    stream
}

/// Sends raw bytes and returns the whole response.
fn send(port: u16, text: impl AsRef<[u8]>) -> String {
    let mut stream = connect(port);
    stream.write_all(text.as_ref()).expect("sent");
    response(&mut stream)
}

fn response(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("a response");
    String::from_utf8_lossy(&bytes).into_owned()
}

fn get(port: u16, target: &str) -> String {
    send(
        port,
        format!("GET {target} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"),
    )
}

fn consent_path(path: &str) -> String {
    format!("{path}?admin_consent=True&tenant={TENANT}&state=s1")
}

fn is_status(reply: &str, status: u16) -> bool {
    reply.starts_with(&format!("HTTP/1.1 {status} "))
}

fn event(operation: &Operation) -> Event {
    assert_eq!(operation.wait(Duration::from_secs(5)), WaitState::Event);
    operation.take().expect("an event")
}

fn answer(operation: &Operation) -> Answer {
    match event(operation).kind {
        EventKind::Consent { index: 0, answer } => *answer,
        kind => panic!("{kind:?}"),
    }
}

/// Returns whether a new listener can use the port. Tries for a while, because the system can give
/// the port to a connection of another test for a moment.
fn is_free(port: u16) -> bool {
    (0..50).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        ConsentListener::bind(&options(port, "")).is_ok()
    })
}

fn is_pending(operation: &Operation) -> bool {
    operation.wait(Duration::ZERO) == WaitState::Pending
}

#[test]
fn a_redirect_is_the_answer_and_frees_the_port() {
    let (operation, port) = listen("");
    let reply = get(port, &consent_path("/"));
    assert!(is_status(&reply, 200), "{reply}");
    let (head, page) = reply.split_once("\r\n\r\n").expect("a head");
    for header in [
        "content-type: text/html; charset=utf-8",
        "content-security-policy: default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "cache-control: no-store",
        "connection: close",
    ] {
        assert!(head.lines().any(|line| line == header), "{header}: {head}");
    }
    for part in ["<h1>Consented</h1>", TENANT, "return to the test."] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let answer = answer(&operation);
    assert!(is_free(port));
    assert_eq!(answer.outcome, Outcome::Consented);
    assert_eq!(
        answer.tenant_id.map(|id| id.to_string()).as_deref(),
        Some(TENANT)
    );
    assert_eq!(operation.wait(Duration::ZERO), WaitState::Done);
}

#[test]
fn a_posted_form_is_the_answer() {
    let (operation, port) = listen("/auth/done?x=1");
    let code = "c".repeat(60_000);
    let form = format!("error=access_denied&state=s1&code={code}");
    let length = form.len();
    let reply = send(
        port,
        format!(
            "POST /auth/done?x=1 HTTP/1.1\r\nHost: localhost:{port}\r\n{FORM}Content-Length: {length}\r\n\r\n{form}"
        ),
    );
    assert!(is_status(&reply, 200), "{reply}");
    assert!(reply.contains("<h1>The consent failed</h1>"), "{reply}");
    assert_eq!(answer(&operation).outcome, Outcome::Failed);
}

#[test]
fn other_requests_change_nothing() {
    let (operation, port) = listen("/done");
    let other = format!("admin_consent=True&tenant={TENANT}&state=");
    for (target, status) in [
        ("/favicon.ico".to_owned(), 404),
        (consent_path("/"), 404),
        (consent_path("/DONE"), 404),
        (consent_path("/done/"), 404),
        ("/done".to_owned(), 400),
        ("/done?".to_owned(), 400),
        (format!("/done?{other}other"), 400),
        (format!("/done?{other}S1"), 400),
        (format!("/done?{other}s1&state=s1"), 400),
        (format!("/done?{other}x&error=access_denied"), 400),
        ("/done?error=access_denied".to_owned(), 400),
        ("/done?%ff%00".to_owned(), 400),
    ] {
        let reply = get(port, &target);
        assert!(is_status(&reply, status), "{target}: {reply}");
        assert!(reply.contains(NOT_THE_ANSWER), "{reply}");
        assert!(!reply.contains(TENANT), "{reply}");
    }
    assert!(is_pending(&operation));
    assert!(is_status(&get(port, &consent_path("/done")), 200));
    assert_eq!(answer(&operation).outcome, Outcome::Consented);
}

/// Returns requests that the listener refuses with its page.
fn refused_requests(port: u16) -> Vec<(String, u16)> {
    let good = consent_path("/");
    let host = format!("Host: localhost:{port}\r\n");
    let post = format!("POST / HTTP/1.1\r\n{host}");
    vec![
        (
            format!("GET {good} HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
            421,
        ),
        (
            format!("GET {good} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            421,
        ),
        (
            format!("GET {good} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"),
            421,
        ),
        (format!("GET {good} HTTP/1.1\r\n\r\n"), 421),
        (
            format!("GET {good} HTTP/1.1\r\n{host}Host: evil.example\r\n\r\n"),
            400,
        ),
        (format!("GET {good} HTTP/1.1\r\n{host}{host}\r\n"), 400),
        (
            format!("GET http://localhost:{port}{good} HTTP/1.1\r\n{host}\r\n"),
            404,
        ),
        (
            format!("CONNECT localhost:{port} HTTP/1.1\r\n{host}\r\n"),
            404,
        ),
        (format!("OPTIONS * HTTP/1.1\r\n{host}\r\n"), 404),
        (format!("PUT {good} HTTP/1.1\r\n{host}\r\n"), 405),
        (format!("{post}{FORM}\r\nx"), 411),
        (
            format!("{post}{FORM}Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"),
            411,
        ),
        (
            format!(
                "{post}{FORM}Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n1\r\nx\r\n0\r\n\r\n"
            ),
            411,
        ),
        (format!("{post}{FORM}Content-Length: 65537\r\n\r\nx"), 413),
        (
            format!("{post}Content-Type: text/plain\r\nContent-Length: 1\r\n\r\nx"),
            415,
        ),
        (format!("{post}Content-Length: 1\r\n\r\nx"), 415),
        (format!("{post}{FORM}{FORM}Content-Length: 1\r\n\r\nx"), 400),
    ]
}

/// Returns requests that hyper refuses without a page, before the listener sees them.
fn malformed(port: u16) -> Vec<(String, u16)> {
    let good = consent_path("/");
    let host = format!("Host: localhost:{port}\r\n");
    let post = format!("POST / HTTP/1.1\r\n{host}{FORM}");
    let long = "a".repeat(9_000);
    vec![
        (format!("GET {good} HTTP/2.0\r\n{host}\r\n"), 400),
        (format!("GET {good}\r\n\r\n"), 400),
        (format!("GET  {good} HTTP/1.1\r\n{host}\r\n"), 400),
        (format!("GET {good} HTTP/1.1\r\n{host} folded\r\n\r\n"), 400),
        (format!("GET {good} HTTP/1.1\r\n{host}X: a\nb\r\n\r\n"), 400),
        (format!("{post}Content-Length: -1\r\n\r\n"), 400),
        (
            format!("{post}Content-Length: 99999999999999999999\r\n\r\nx"),
            400,
        ),
        (
            format!("{post}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx"),
            400,
        ),
        (format!("{post}Transfer-Encoding: gzip\r\n\r\nx"), 400),
        (format!("GET /{long} HTTP/1.1\r\n{host}\r\n"), 431),
        (format!("GET {good} HTTP/1.1\r\n{host}X: {long}"), 431),
        ("\u{16}\u{3}\u{1}\u{2}\r\n\r\n".to_owned(), 400),
    ]
}

#[test]
fn requests_that_no_browser_sends_are_refused() {
    let (operation, port) = listen("");
    for (text, status) in refused_requests(port) {
        let reply = send(port, &text);
        assert!(is_status(&reply, status), "{text}: {reply}");
        assert!(reply.contains(NOT_THE_ANSWER), "{text}: {reply}");
        assert!(reply.contains("no-store"), "{text}: {reply}");
    }
    for (text, status) in malformed(port) {
        let reply = send(port, &text);
        assert!(is_status(&reply, status), "{text}: {reply}");
        assert!(reply.ends_with("\r\n\r\n"), "{text}: {reply}");
    }
    let allowed = send(
        port,
        format!("DELETE / HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"),
    );
    assert!(allowed.contains("allow: GET, POST\r\n"), "{allowed}");
    assert!(is_pending(&operation));
    let upper = format!(
        "GET {} HTTP/1.1\r\nHOST: LOCALHOST:{port}\r\n\r\n",
        consent_path("/")
    );
    assert!(is_status(&send(port, upper), 200));
    assert_eq!(answer(&operation).outcome, Outcome::Consented);
}

#[test]
fn a_refused_client_that_still_sends_gets_its_response() {
    let (operation, port) = listen("");
    let mut body = format!(
        "POST / HTTP/1.1\r\nHost: localhost:{port}\r\n{FORM}Content-Length: 2000000\r\n\r\n"
    );
    body.push_str(&"x".repeat(2_000_000));
    assert!(is_status(&send(port, body), 413));
    assert!(is_status(&send(port, "x".repeat(2_000_000)), 431));
    assert!(is_pending(&operation));
}

#[test]
fn a_slow_request_is_served_despite_idle_and_broken_connections() {
    let (operation, port) = listen("");
    let idle: Vec<TcpStream> = (0..40).map(|_| connect(port)).collect();
    let mut broken = connect(port);
    broken.write_all(b"GE").expect("sent");
    broken.shutdown(Shutdown::Both).expect("closed");
    let mut slow = connect(port);
    let text = format!(
        "GET {} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        consent_path("/")
    );
    for byte in text.bytes() {
        slow.write_all(&[byte]).expect("sent");
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(is_status(&response(&mut slow), 200));
    assert_eq!(answer(&operation).outcome, Outcome::Consented);
    drop(idle);
}

#[test]
fn the_oldest_connection_closes_above_the_limit() {
    let (operation, port) = listen("");
    let mut open: Vec<TcpStream> = (0..32).map(|_| connect(port)).collect();
    std::thread::sleep(Duration::from_millis(200));
    let short = Some(Duration::from_millis(300));
    let mut byte = [0];
    open[0].set_read_timeout(short).expect("a socket");
    assert!(open[0].read(&mut byte).is_err(), "32 may be open");
    open.push(connect(port));
    let long = Some(Duration::from_secs(3));
    open[0].set_read_timeout(long).expect("a socket");
    assert_eq!(open[0].read(&mut byte).expect("closed"), 0);
    open[1].set_read_timeout(short).expect("a socket");
    assert!(open[1].read(&mut byte).is_err(), "only one gives way");
    assert!(is_pending(&operation));
}

#[test]
fn a_slow_client_is_closed_after_five_seconds() {
    let (operation, port) = listen("");
    let mut silent = connect(port);
    let mut drip = connect(port);
    let begin = Instant::now();
    while drip.write_all(b"A").is_ok() && begin.elapsed() < Duration::from_secs(15) {
        std::thread::sleep(Duration::from_millis(100));
    }
    let elapsed = begin.elapsed().as_secs_f64();
    assert!((4.0..15.0).contains(&elapsed), "{elapsed}");
    assert_eq!(silent.read(&mut [0]).expect("closed"), 0);
    assert!(is_status(&get(port, &consent_path("/")), 200));
    assert_eq!(answer(&operation).outcome, Outcome::Consented);
}

#[test]
fn the_listener_serves_both_loopback_addresses() {
    let (operation, port) = listen("");
    let address = match TcpListener::bind((Ipv6Addr::LOCALHOST, 0)) {
        Ok(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        Err(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
    };
    let mut stream = TcpStream::connect((address, port)).expect("a connection");
    let text = format!(
        "GET {} HTTP/1.0\r\nHost: localhost:{port}\r\n\r\n",
        consent_path("/")
    );
    stream.write_all(text.as_bytes()).expect("sent");
    assert!(response(&mut stream).contains(" 200 OK\r\n"));
    assert_eq!(answer(&operation).outcome, Outcome::Consented);
}

#[test]
fn the_deadline_ends_the_wait_and_frees_the_port() {
    let port = free_port();
    let mut options = options(port, "");
    options.timeout_ms = Some(2_500);
    options.organization = Some("contoso.com".to_owned());
    let operation = Operation::listen(&options).expect("a listener");
    assert!(is_status(&get(port, "/?admin_consent=True&state=old"), 400));
    let EventKind::Error {
        organization,
        error,
        ..
    } = event(&operation).kind
    else {
        panic!("no error");
    };
    assert!(is_free(port));
    assert_eq!(organization, "contoso.com");
    assert_eq!(error.code, ErrorCode::ConsentTimeout);
    assert!(error.message.contains("2.5 seconds"), "{}", error.message);
    assert!(error.message.contains("state"), "{}", error.message);
    assert_eq!(operation.wait(Duration::ZERO), WaitState::Done);
}

#[test]
fn canceling_frees_the_port() {
    let (operation, port) = listen("");
    let mut open = connect(port);
    open.write_all(b"G").expect("sent");
    std::thread::sleep(Duration::from_millis(100));
    operation.cancel();
    let EventKind::Error { error, .. } = event(&operation).kind else {
        panic!("no error");
    };
    assert_eq!(error.code, ErrorCode::Cancelled);
    assert!(is_free(port));
    // The connection is closed too. It is reset, because it has an unread byte.
    assert!(!matches!(open.read(&mut [0]), Ok(1..)));
    // A wait that is canceled before it starts also frees its port.
    for _ in 0..20 {
        let (operation, port) = listen("");
        operation.cancel();
        event(&operation);
        assert!(is_free(port));
    }
}

#[test]
fn faulty_options_are_refused() {
    let refused = |change: fn(&mut ListenOptions)| {
        let mut options = options(free_port(), "");
        change(&mut options);
        let error = ConsentListener::bind(&options).expect_err("refused");
        error.code()
    };
    assert_eq!(
        refused(|options| options.state.clear()),
        ErrorCode::InvalidState
    );
    assert_eq!(
        refused(|options| options.redirect_uri = "https://localhost".to_owned()),
        ErrorCode::InvalidRedirectUri
    );
}
