use zeroize::Zeroizing;

use super::*;

fn answer(status: u16, content_type: &str, body: &str) -> Response {
    Response {
        status,
        content_type: Some(content_type.to_owned()),
        retry_after: None,
        location: None,
        body: Zeroizing::new(body.as_bytes().to_vec()),
    }
}

fn entra(number: u32, kind: CredentialKind) -> Error {
    let body = serde_json::json!({
        "error": "invalid_client",
        "error_description": format!("AADSTS{number}: Something. Trace ID: t1 Correlation ID: c1 Timestamp: 2026-01-01 00:00:00Z"),
        "error_codes": [number],
        "timestamp": "2026-01-01 00:00:00Z",
        "trace_id": "t1",
        "correlation_id": "c1"
    });
    read(
        "login",
        &answer(400, "application/json", &body.to_string()),
        kind,
    )
}

#[test]
fn everyday_codes_have_names_of_their_own() {
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
        let error = entra(number, CredentialKind::Certificate);
        assert_eq!(error.code(), code, "{number}");
        assert_eq!(error.report().aadsts, Some(number));
        assert_eq!(error.report().trace_id.as_deref(), Some("t1"));
        assert!(!error.report().fix.is_empty());
    }
    assert!(entra(90033, CredentialKind::Certificate).report().retryable);
    assert_eq!(
        entra(700_027, CredentialKind::Assertion).code(),
        AssertionRejected
    );
}

#[test]
fn a_code_is_found_in_the_text_when_the_list_is_missing() {
    let body =
        r#"{"error":"invalid_request","error_description":"AADSTS90002: Tenant 'x' not found."}"#;
    let error = read(
        "login",
        &answer(400, "application/json", body),
        CredentialKind::Certificate,
    );
    assert_eq!(error.code(), ErrorCode::TenantNotFound);
}

#[test]
fn bodies_that_are_not_json_end_as_typed_errors() {
    use ErrorCode::*;
    for (status, kind, body, code) in [
        (429, "text/plain", "Too Many Requests", Throttled),
        (503, "text/html", "<html>down</html>", ServiceUnavailable),
        (404, "", "", UnexpectedResponse),
        (
            400,
            "text/html",
            "<html><script>alert(1)</script>",
            UnexpectedResponse,
        ),
        (302, "text/html", "", RedirectRefused),
        (407, "text/html", "", ProxyFailed),
        (400, "application/json", "[1,2]", UnexpectedResponse),
        (
            400,
            "application/json",
            r#"{"error":5}"#,
            UnexpectedResponse,
        ),
    ] {
        let error = read(
            "login",
            &answer(status, kind, body),
            CredentialKind::Certificate,
        );
        assert_eq!(error.code(), code, "{status} {body}");
        assert_eq!(error.report().http_status, Some(status));
    }
}

#[test]
fn other_servers_words_are_understood() {
    let refused = |error: &str, kind| {
        let body = serde_json::json!({"error": error, "error_description": "client \u{1b}[31mauth failed"});
        read(
            "as",
            &answer(401, "application/json", &body.to_string()),
            kind,
        )
    };
    let error = refused("invalid_client", CredentialKind::ClientSecret);
    assert_eq!(error.code(), ErrorCode::ClientSecretRejected);
    assert!(!error.to_string().contains('\u{1b}'));
    assert_eq!(
        refused("invalid_client", CredentialKind::Certificate).code(),
        ErrorCode::CertificateRejected
    );
    assert_eq!(
        refused("invalid_scope", CredentialKind::Certificate).code(),
        ErrorCode::ResourceRejected
    );
}

#[test]
fn a_server_that_does_not_say_why_is_not_guessed_at() {
    let body = r#"{"error":"invalid_client","error_description":"client authentication failed","error_uri":"https://docs.example/e1"}"#;
    let said = read(
        "login",
        &answer(401, "application/json", body),
        CredentialKind::Certificate,
    );
    assert_eq!(said.code(), ErrorCode::CertificateRejected);
    assert!(said.report().fix.contains("does not say why"));
    assert_eq!(
        said.report().error_uri.as_deref(),
        Some("https://docs.example/e1")
    );
    let grant = read(
        "login",
        &answer(
            400,
            "application/json",
            r#"{"error":"unauthorized_client"}"#,
        ),
        CredentialKind::Certificate,
    );
    assert!(
        grant.report().fix.contains("client credentials grant"),
        "{}",
        grant.report().fix
    );
}

#[test]
fn a_path_that_is_not_there_is_a_wrong_authority() {
    for status in [404, 405] {
        let body = r#"{"error":"invalid_request","error_description":"unrecognized route"}"#;
        let error = read(
            "login",
            &answer(status, "application/json", body),
            CredentialKind::Certificate,
        );
        assert_eq!(error.code(), ErrorCode::UnexpectedResponse);
        assert!(error.report().fix.contains("authority"));
    }
    let failed = read(
        "login",
        &answer(500, "application/json", r#"{"error":"server_error"}"#),
        CredentialKind::Certificate,
    );
    assert_eq!(failed.code(), ErrorCode::ServiceUnavailable);
    assert!(failed.to_string().contains("HTTP 500"), "{failed}");
}
