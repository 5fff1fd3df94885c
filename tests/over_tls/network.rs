//! Tests server trust and connection errors.

use std::time::Instant;

use entra_sim::{Fault, FaultKind};
use exomt::error::ErrorCode;

use crate::*;

#[test]
fn every_network_problem_has_its_code() {
    let simulator = support::simulator();
    let code = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut options = options(&simulator);
        change(&mut options);
        token(&app_with(options, secret()), "contoso.com")
            .unwrap_err()
            .code
    };
    assert_eq!(
        code(&|options| options["network"]["certificateAuthorityPem"] =
            support::text("root.crt").into()),
        ErrorCode::UntrustedServer
    );
    assert_eq!(
        code(&|options| {
            options["network"]
                .as_object_mut()
                .unwrap()
                .remove("certificateAuthorityPem");
        }),
        ErrorCode::UntrustedServer
    );
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    assert_eq!(
        code(&|options| options["authority"] = format!("https://localhost:{closed}").into()),
        ErrorCode::ConnectFailed
    );
    assert_eq!(
        code(&|options| options["authority"] = "https://no-such-host.invalid".into()),
        ErrorCode::HostNotFound
    );

    // A server without TLS.
    let plain = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = plain.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in plain.incoming().take(4) {
            let _ = std::io::Write::write_all(
                &mut stream.unwrap(),
                b"HTTP/1.1 400 Bad Request\r\n\r\n",
            );
        }
    });
    let tls = code(&|options| options["authority"] = format!("https://localhost:{port}").into());
    assert!(
        [ErrorCode::TlsFailed, ErrorCode::ConnectionLost].contains(&tls),
        "{tls:?}"
    );

    assert!(simulator.set_faults("contoso.com", vec![Fault::new(FaultKind::Stall)]));
    let began = Instant::now();
    assert_eq!(
        code(&|options| options["network"]["timeoutMs"] = 300.into()),
        ErrorCode::Timeout
    );
    assert!(began.elapsed() < Duration::from_secs(10));
}
