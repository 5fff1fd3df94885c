//! Tests TLS, and clients that are slow, broken or disconnected.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use std::io::Read;
use std::time::{Duration, Instant};

use entra_sim::{Limits, Progress, Simulator};
use support::{Pair, Raw, TENANT, openssl, post, silent, simulator, with_secret};

fn head(framing: &str) -> String {
    format!(
        "POST /{TENANT}/oauth2/v2.0/token HTTP/1.1\r\nHost: localhost\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n{framing}\r\n\r\n"
    )
}

/// Sends a raw request. Returns everything that the simulator sends before it closes the
/// connection.
fn answer(simulator: &Simulator, request: &str) -> String {
    let mut raw = Raw::connect(simulator);
    raw.write(request);
    raw.read_to_end_of_connection()
}

/// Returns the log entry of the last request, once it is no longer in flight.
fn logged(simulator: &Simulator) -> (Progress, Option<u16>) {
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        match simulator.requests().last() {
            Some(entry) if entry.progress != Progress::InFlight => {
                return (entry.progress, entry.status);
            }
            last => assert!(Instant::now() < deadline, "{last:?}"),
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_strict_verifier_accepts_the_certificate() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let host = simulator.authority().strip_prefix("https://").unwrap();
    openssl(
        &[
            "s_client",
            "-connect",
            host,
            "-CAfile",
            simulator.ca_file().to_str().unwrap(),
            "-verify_hostname",
            "localhost",
            "-x509_strict",
            "-verify_return_error",
        ],
        b"",
    );
}

#[test]
fn large_malformed_and_incomplete_bodies_are_refused_or_logged() {
    let pair = Pair::make();
    let simulator = simulator(&pair);

    let size = (1 << 20) + 1;
    let large = head(&format!("Content-Length: {size}")) + &"a".repeat(size);
    assert!(answer(&simulator, &large).starts_with("HTTP/1.1 413 "));
    assert_eq!(logged(&simulator), (Progress::Done, Some(413)));

    for malformed in [
        head("Transfer-Encoding: chunked") + "zz\r\n",
        head("Transfer-Encoding: chunked") + "3\r\nabcd\r\n0\r\n\r\n",
        head("Transfer-Encoding: chunked") + "ffffffffffffffffff\r\n",
    ] {
        let text = answer(&simulator, &malformed);
        assert!(text.starts_with("HTTP/1.1 400 "), "{malformed} {text}");
        assert_eq!(logged(&simulator), (Progress::Done, Some(400)));
    }

    for unfinished in [
        head("Content-Length: 1000") + "abc",
        head("Transfer-Encoding: chunked") + "3\r\nabc\r\n",
    ] {
        simulator.clear_requests();
        let mut raw = Raw::connect(&simulator);
        raw.write(&unfinished);
        drop(raw);
        assert_eq!(logged(&simulator), (Progress::Aborted, None));
    }
    assert_eq!(post(&simulator, TENANT, &with_secret()).status, 200);
}

#[test]
fn a_tls_failure_within_the_body_is_an_abort() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let mut raw = Raw::connect(&simulator);
    raw.write(&(head("Content-Length: 1000") + "abc"));
    let deadline = Instant::now() + Duration::from_secs(5);
    while simulator.requests().is_empty() {
        assert!(Instant::now() < deadline, "the request does not come");
        std::thread::sleep(Duration::from_millis(10));
    }
    raw.write_outside_tls(b"\x17\x03\x03\x00\x20no record of this connection....");
    assert!(!raw.read_to_end_of_connection().contains("HTTP/1.1"));
    assert_eq!(logged(&simulator), (Progress::Aborted, None));
}

#[test]
fn slow_clients_are_disconnected() {
    let pair = Pair::make();
    let limits = Limits {
        handshake: Duration::from_millis(300),
        body: Duration::from_millis(300),
    };
    let simulator = Simulator::start_within(&support::config(&pair), 0, limits).unwrap();

    let mut mute = silent(&simulator);
    assert_eq!(mute.read(&mut [0; 1]).unwrap(), 0, "closed, not timed out");

    let began = Instant::now();
    let text = answer(&simulator, &(head("Content-Length: 1000") + "abc"));
    assert!(text.starts_with("HTTP/1.1 408 "), "{text}");
    assert!(began.elapsed() >= limits.body);
    assert_eq!(logged(&simulator), (Progress::Done, Some(408)));
    assert_eq!(post(&simulator, TENANT, &with_secret()).status, 200);
}

#[test]
fn the_default_limits_leave_enough_time() {
    let limits = Limits::default();
    assert_eq!(limits.handshake, Duration::from_secs(15));
    assert_eq!(limits.body, Duration::from_secs(30));
}
