use zeroize::Zeroizing;

use super::*;

fn response(status: u16, content_type: &str, body: &str) -> Response {
    Response {
        status,
        content_type: Some(content_type.to_owned()),
        retry_after: None,
        location: None,
        body: Zeroizing::new(body.as_bytes().to_vec()),
    }
}

fn json(status: u16, body: &str) -> Error {
    let response = response(status, "application/json", body);
    parse("login", &response, ErrorCode::CertificateRejected)
}

fn entra(status: u16, number: u32, rejected: ErrorCode) -> Error {
    let body = serde_json::json!({
        "error": "invalid_client",
        "error_description": format!("AADSTS{number}: Something. Trace ID: t1 Correlation ID: c1 Timestamp: 2026-01-01 00:00:00Z"),
        "error_codes": [number],
        "timestamp": "2026-01-01 00:00:00Z",
        "trace_id": "t1",
        "correlation_id": "c1"
    });
    let response = response(status, "application/json", &body.to_string());
    parse("login", &response, rejected)
}

#[test]
fn common_codes_map_to_their_errors() {
    use ErrorCode::*;
    for (number, code) in [
        (90002, TenantNotFound),
        (700_016, ConsentMissing),
        (7_000_229, ConsentMissing),
        (7_000_215, ClientSecretRejected),
        (7_000_222, ClientSecretExpired),
        (700_027, CertificateRejected),
        (700_024, ClockSkew),
        (700_213, AssertionRejected),
        (7_000_112, AppDisabled),
        (53003, BlockedByPolicy),
        (500_011, ResourceRejected),
        (90033, ServiceUnavailable),
        (9_002_313, EntraRejected),
    ] {
        let error = entra(400, number, CertificateRejected);
        assert_eq!(error.code(), code, "{number}");
        assert_eq!(error.report().aadsts, Some(number));
        assert_eq!(error.report().trace_id.as_deref(), Some("t1"));
        assert!(!error.report().fix.is_empty());
    }
    assert!(entra(400, 90033, CertificateRejected).report().retryable);
    assert_eq!(
        entra(400, 700_027, AssertionRejected).code(),
        AssertionRejected
    );
}

/// Tests the error for each status with each kind of body. Temporary errors are retried, and others
/// are not.
#[test]
fn a_status_and_a_body_decide_the_error_together() {
    use ErrorCode::{
        CertificateRejected as Credential, EntraRejected as Entra, ProxyFailed as Proxy,
        RedirectRefused as Redirect, ServiceUnavailable as Busy, TenantNotFound as Tenant,
        Throttled, UnexpectedResponse as Unexpected,
    };
    // The columns: an empty body, an HTML page, an OAuth error, and the AADSTS numbers of a
    // definite, a temporary and an unknown error.
    let table = [
        (
            201,
            [Unexpected, Unexpected, Unexpected, Tenant, Busy, Unexpected],
        ),
        (302, [Redirect; 6]),
        (
            400,
            [Unexpected, Unexpected, Credential, Tenant, Busy, Entra],
        ),
        (
            401,
            [Unexpected, Unexpected, Credential, Tenant, Busy, Entra],
        ),
        (
            403,
            [Unexpected, Unexpected, Credential, Tenant, Busy, Entra],
        ),
        (
            404,
            [Unexpected, Unexpected, Unexpected, Tenant, Busy, Entra],
        ),
        (
            405,
            [Unexpected, Unexpected, Unexpected, Tenant, Busy, Entra],
        ),
        (407, [Proxy; 6]),
        (408, [Busy, Busy, Busy, Tenant, Busy, Busy]),
        (429, [Throttled; 6]),
        (500, [Busy, Busy, Busy, Tenant, Busy, Busy]),
        (502, [Busy, Busy, Busy, Tenant, Busy, Busy]),
        (503, [Busy, Busy, Busy, Tenant, Busy, Busy]),
        (504, [Busy, Busy, Busy, Tenant, Busy, Busy]),
    ];
    for (status, codes) in table {
        let errors = [
            parse("login", &response(status, "", ""), Credential),
            parse(
                "login",
                &response(status, "text/html", "<html>down</html>"),
                Credential,
            ),
            json(status, r#"{"error":"invalid_client"}"#),
            entra(status, 90002, Credential),
            entra(status, 90033, Credential),
            entra(status, 999_999_999, Credential),
        ];
        for (column, (error, code)) in errors.iter().zip(codes).enumerate() {
            let cell = format!("HTTP {status}, body {column}: {error}");
            assert_eq!(error.code(), code, "{cell}");
            assert_eq!(error.report().http_status, Some(status), "{cell}");
            let is_temporary = matches!(code, Busy | Throttled);
            assert_eq!(error.report().retryable, is_temporary, "{cell}");
        }
    }
}

#[test]
fn a_number_is_found_in_the_description_if_the_list_is_missing() {
    let error = json(
        400,
        r#"{"error":"invalid_request","error_description":"AADSTS90002: Tenant 'x' not found."}"#,
    );
    assert_eq!(error.code(), ErrorCode::TenantNotFound);
}

#[test]
fn json_that_is_not_an_oauth_error_is_unexpected() {
    for body in ["[1,2]", r#"{"error":5}"#, r#"{"message":"x"}"#] {
        assert_eq!(json(400, body).code(), ErrorCode::UnexpectedResponse);
    }
}

#[test]
fn oauth_errors_of_other_servers_map_to_codes() {
    let rejected = |error: &str, rejected| {
        let body = serde_json::json!({"error": error, "error_description": "client \u{1b}[31mauth failed"});
        let response = response(401, "application/json", &body.to_string());
        parse("as", &response, rejected)
    };
    let error = rejected("invalid_client", ErrorCode::ClientSecretRejected);
    assert_eq!(error.code(), ErrorCode::ClientSecretRejected);
    assert!(!error.to_string().contains('\u{1b}'));
    assert_eq!(
        rejected("invalid_client", ErrorCode::CertificateRejected).code(),
        ErrorCode::CertificateRejected
    );
    assert_eq!(
        rejected("invalid_scope", ErrorCode::CertificateRejected).code(),
        ErrorCode::ResourceRejected
    );
    let busy = rejected("temporarily_unavailable", ErrorCode::CertificateRejected);
    assert_eq!(busy.code(), ErrorCode::ServiceUnavailable);
    assert!(busy.report().retryable);
}

#[test]
fn the_fix_does_not_guess_if_the_server_does_not_say_why() {
    let error = json(
        401,
        r#"{"error":"invalid_client","error_description":"client authentication failed","error_uri":"https://docs.example/e1"}"#,
    );
    assert_eq!(error.code(), ErrorCode::CertificateRejected);
    assert!(error.report().fix.contains("doesn't say why"));
    assert_eq!(
        error.report().error_uri.as_deref(),
        Some("https://docs.example/e1")
    );
    let error = json(400, r#"{"error":"unauthorized_client"}"#);
    let fix = &error.report().fix;
    assert!(fix.contains("client credentials grant"), "{fix}");
}

#[test]
fn a_path_that_does_not_exist_points_to_the_authority() {
    for status in [404, 405] {
        let error = json(
            status,
            r#"{"error":"invalid_request","error_description":"unrecognized route"}"#,
        );
        assert_eq!(error.code(), ErrorCode::UnexpectedResponse);
        assert!(error.report().fix.contains("authority"));
    }
}

#[test]
fn a_status_error_names_the_status_and_repeats_the_server_s_words() {
    let error = json(
        500,
        r#"{"error":"server_error","error_description":"the database is down"}"#,
    );
    assert_eq!(
        error.to_string(),
        "login failed to process the request (HTTP 500). The server said: the database is down"
    );
}
