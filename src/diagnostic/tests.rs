//! Tests the rendering of whole documents.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::*;

fn shown(document: Value) -> String {
    rendered(&document.to_string())
}

fn rendered(json: &str) -> String {
    let document: Document<'_> = serde_json::from_str(json).expect("a document");
    let redactor = Redactor::new().expect("rules");
    render(&document, "exomt 1.0, interface 1, x-y", redactor).expect("rendered")
}

fn with(name: &str, value: Value) -> Value {
    json!({ "madeBy": "a test", "module": "ExoMt 1.0", name: value })
}

fn token(claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!(
        "{}.{}.c2ln",
        part(&json!({"alg": "RS256", "kid": "a-key"})),
        part(claims)
    )
}

#[test]
fn an_empty_document_has_all_sections() {
    // Written as text, because a `Value` would sort the members.
    let text = rendered(
        r#"{
            "madeBy": "a test", "module": "ExoMt 1.0",
            "versions": {"PowerShell": "7.6", "DotNet": ".NET 10", "b: x\n": "1"},
            "clock": {"local": "2026-11-25T10:30:00+02:00", "zone": "Europe/Berlin"},
            "proxy": {"NO_PROXY": false, "https_proxy": false, "HTTPS_PROXY": true}
        }"#,
    );
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "ExoMtDiagnostic:");
    assert!(lines[1].ends_with("Z by a test"), "{}", lines[1]);
    assert!(lines[2].contains("0 apps, 0 tokens, 0 tenants, 0 checks, 0 errors, 0 texts;"));
    let rest = text.split_once("Versions:\n").expect("versions").1;
    let (versions, rest) = rest.split_once("Clock:\n").expect("a clock");
    assert_eq!(
        versions,
        "  Module: ExoMt 1.0\n  Library: exomt 1.0, interface 1, x-y\n  PowerShell: 7.6\n  DotNet: .NET 10\n  bx: 1\n"
    );
    assert!(rest.contains("  Local: 2026-11-25T10:30:00+02:00\n  Zone: Europe/Berlin\n"));
    assert!(
        rest.contains(
            "Proxy:\n  - HTTPS_PROXY: yes\n  - https_proxy: no\n  - NO_PROXY: no\nCache: "
        )
    );
    assert!(
        rest.contains(" token(s), ") && rest.ends_with(" eviction(s)\n"),
        "{rest}"
    );
}

#[test]
fn a_token_is_shown_by_the_claims_that_explain_a_refusal() {
    let claims = json!({
        "aud": "https://outlook.office365.com", "appidacr": "2", "iat": 1_700_000_000, "exp": "soon",
        "roles": ["Exchange.ManageAsApp", "other"], "uti": "aB3dE5gH7jK9mN1pQ3sT5v", "rh": "0.AAAA", "aio": "x",
        "wids": ["29232CDF-9323-42fd-ade2-1d097af3e4de", "0997a1d0-0d1d-4acb-b408-d5ca73121e90",
            "62e90394-69f5-4237-9190-012177145e10", "11111111-1111-1111-1111-111111111111"],
    });
    let text = shown(with("texts", json!([token(&claims), "a line of a log"])));
    let section = text.split_once("Tokens:\n").expect("a token").1;
    assert_eq!(
        section,
        "  1.
     Header: alg RS256, kid a-key
     Claims:
       appidacr: 2 (certificate or assertion)
       aud: https://outlook.office365.com
       exp: soon
       iat: 1700000000 (2023-11-14T22:13:20Z)
       roles: Exchange.ManageAsApp, other
       uti: aB3dE5gH7jK9mN1pQ3sT5v
       wids:
         - 29232CDF-9323-42fd-ade2-1d097af3e4de (Exchange Administrator)
         - 0997a1d0-0d1d-4acb-b408-d5ca73121e90 (unknown directory role)
         - 62e90394-69f5-4237-9190-012177145e10 (Global Administrator)
         - 11111111-1111-1111-1111-111111111111 ((unknown role), not supported)
       names of the other claims: aio, rh
Text: a line of a log
"
    );
    assert!(text.contains("1 tokens") && text.contains("1 texts"));
}

#[test]
fn a_token_without_claims_is_shown_with_the_reason() {
    let decoded = json!({
        "header": {}, "claims": {"tid": "x", "iat": OffsetDateTime::now_utc().unix_timestamp() + 900},
        "signatureAlgorithm": "RS256", "keyId": "k", "tenantId": "x",
        "directoryRoles": [{"name": "n", "templateId": "t", "supported": true, "known": true}],
    });
    let text = shown(with(
        "tokens",
        json!([
            {"properties": {"Organization": "contoso.com", "Roles": ["a", "b"], "Attempts": 1, "FromCache": false,
                "ExpiresOn": "2026-11-25T10:30:00.25+02:00"}, "decoded": decoded.to_string()},
            {"failure": "This is a copy."},
        ]),
    ));
    assert!(text.contains("     Organization: contoso.com\n"));
    assert!(text.contains("     FromCache: False\n     Attempts: 1\n     ExpiresOn: 2026-11-25T08:30:00Z\n     Roles: a, b\n"));
    assert!(text.contains("     Header: alg RS256, kid k\n     Claims:\n"));
    let behind = text.split_once("clock is at least ").expect("a note").1;
    assert!(
        behind.starts_with("900 second(s)") || behind.starts_with("899 second(s)"),
        "{behind}"
    );
    assert!(
        text.ends_with("  2.\n     Claims: not available: This is a copy.\n"),
        "{text}"
    );
}

#[test]
fn apps_tenants_and_checks_show_their_members_in_any_spelling() {
    let text = shown(json!({
        "madeBy": "a test", "module": "ExoMt 1.0",
        "apps": [{"appId": "ae11b22c-3d44-4e55-8f66-778899aabbcc", "clientSecret": "hunter2", "certificateNotAfter": "never",
            "authority": "https://user:pw@login.example:8443/canary", "connectionUri": "canary"}],
        "tenants": [{"Organization": "contoso.com", "Verified": true, "CheckedOn": "2026-11-25T08:30:00Z", "Fix": "canary",
            "Rungs": [null, "a text", {"Name": "Probe", "State": "Failed", "Message": "No.", "Evidence": ["one", "two"], "Steps": [{"Text": "canary"}]}]}],
        "checks": [{"organization": "contoso.com", "verdict": "NotReady",
            "findings": {"severity": "Error", "code": "RoleMissing", "claim": "roles", "message": "None."}}],
    }));
    assert!(
        text.contains("     Authority: login.example:8443\n     ConnectionUri: not a URL\n"),
        "{text}"
    );
    assert!(text.contains("     Verified: True\n     CheckedOn: 2026-11-25T08:30:00Z\n     Ladder:\n       - Probe: Failed. No.\n         | one\n         | two\n"), "{text}");
    assert!(text.contains("     Findings:\n       - [Error] RoleMissing (roles): None.\n"));
    assert!(
        !text.contains("canary")
            && !text.contains("hunter2")
            && !text.contains("CertificateNotAfter")
    );
}

#[test]
fn an_error_shows_its_data_and_the_ids_in_its_text() {
    let text = shown(with(
        "errors",
        json!([{
            "properties": {"Id": "ExoMt.X", "Target": "contoso.com"},
            "details": "shown instead",
            "exceptions": [
                {"type": "System.Exception", "message": "AADSTS700016: no. Trace ID: 11111111-1111-4111-8111-111111111111 Correlation ID: 22222222-2222-4222-8222-222222222222 Timestamp: 2026-11-25 10:00:00Z",
                    "data": {"traceId": "33333333-3333-4333-8333-333333333333", "FixedBy": "Partner", "fix": "x", "Own": "canary"}},
                {"message": "inner", "data": {"Aadsts": "1"}},
            ],
        }]),
    ));
    let section = text.split_once("Errors:\n").expect("an error").1;
    assert_eq!(
        section,
        "  1.
     Id: ExoMt.X
     Target: contoso.com
     Aadsts: 700016
     CorrelationId: 22222222-2222-4222-8222-222222222222
     TraceId: 33333333-3333-4333-8333-333333333333
     Timestamp: 2026-11-25 10:00:00Z
     FixedBy: Partner
     Messages:
       - System.Exception: AADSTS700016: no. Trace ID: 11111111-1111-4111-8111-111111111111 Correlation ID: 22222222-2222-4222-8222-222222222222 Timestamp: 2026-11-25 10:00:00Z
       - inner
       - shown instead
     Names of other data: Own
"
    );
}

#[test]
fn items_left_out_are_counted() {
    let tenants: Vec<Value> = (0..130)
        .map(|n| json!({"organization": format!("t{n}.com")}))
        .collect();
    let texts = vec!["x".repeat(100_000); 5];
    let text = shown(json!({
        "madeBy": "a test", "module": "ExoMt 1.0", "tenants": tenants, "texts": texts,
        "more": {"tenants": 7, "errors": 2}, "others": {"System.Int32": 1},
    }));
    for line in [
        "    - 37 tenants after the first 100",
        "    - 2 errors after the first 0",
        "    - 2 texts after the first 3",
        "    - 1 object(s) of type System.Int32, which a diagnostic does not describe",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}\n{text}");
    }
    assert!(text.contains("t99.com") && !text.contains("t100.com"));
}

#[test]
fn a_text_cannot_forge_a_line_and_json_has_the_same_content() {
    let tenants = json!([{"organization": "a.com\nErrors:\r\n  1.\u{2028}Id: forged", "message": "pwd=hunter2 eyJhIjoxfQ.e30.c2ln"}]);
    let text = shown(with("tenants", tenants.clone()));
    assert!(
        text.contains("     Organization: a.com\n         | Errors:\n         |   1.Id: forged\n"),
        "{text}"
    );
    let mut document = with("tenants", tenants);
    document["format"] = json!("json");
    let json: Value = serde_json::from_str(&shown(document)).expect("JSON");
    assert_eq!(json["Tenants"][0]["Message"], "pwd=[redacted:secret]");
    assert_eq!(json["Versions"]["Module"], "ExoMt 1.0");
}

#[test]
fn ids_that_look_like_keys_stay_and_named_values_are_hidden() {
    let thumbprint = "0F1E2D3C4B5A69788796A5B4C3D2E1F00F1E2D3C";
    let document = json!({
        "madeBy": "a test", "module": "ExoMt 1.0",
        "apps": [{"certificateThumbprint": thumbprint}],
        "tenants": [{"tokenId": "aB3dE5gH7jK9mN1pQ3sT5v", "organization": "contoso.com"}],
        "texts": [format!("used by client: '{thumbprint}', aB3dE5gH7jK9mN1pQ3sT5v of Contoso")],
    })
    .to_string();
    let document: Document<'_> = serde_json::from_str(&document).expect("a document");
    let mut redactor = Redactor::new().expect("rules");
    redactor.hide("contoso");
    let text = render(&document, "", redactor).expect("rendered");
    assert!(
        text.contains(&format!(
            "Text: used by client: '{thumbprint}', aB3dE5gH7jK9mN1pQ3sT5v of [redacted:asked]\n"
        )),
        "{text}"
    );
    assert!(text.contains("Organization: [redacted:asked].com\n"));
}
