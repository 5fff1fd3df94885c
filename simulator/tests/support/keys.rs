//! Reads the keys of a JWKS, and verifies signatures with openssl.

use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entra_sim::Simulator;
use serde_json::Value;

use super::{openssl, send};

/// Returns the keys that are published for this tenant.
pub(crate) fn published(simulator: &Simulator, tenant: &str) -> Vec<Value> {
    let answer = send(simulator, |client, authority| {
        client.get(format!("{authority}/{tenant}/discovery/v2.0/keys"))
    })
    .unwrap();
    answer.json()["keys"].as_array().unwrap().clone()
}

/// Returns the header of a token.
pub(crate) fn header(token: &str) -> Value {
    let part = token.split('.').next().unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// Returns whether this key of a JWKS signed the token.
pub(crate) fn verifies(token: &str, key: &Value) -> bool {
    let hex = |name: &str| {
        let bytes = URL_SAFE_NO_PAD.decode(key[name].as_str().unwrap()).unwrap();
        let digits = bytes.iter().map(|byte| format!("{byte:02X}"));
        digits.collect::<String>()
    };
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let asn1 = format!(
        "asn1=SEQUENCE:key\n[key]\nn=INTEGER:0x{}\ne=INTEGER:0x{}\n",
        hex("n"),
        hex("e")
    );
    let (signed, signature) = token.rsplit_once('.').unwrap();
    std::fs::write(path("asn1"), asn1).unwrap();
    std::fs::write(path("signed"), signed).unwrap();
    std::fs::write(
        path("signature"),
        URL_SAFE_NO_PAD.decode(signature).unwrap(),
    )
    .unwrap();
    let (asn1, der, pem) = (path("asn1"), path("der"), path("pem"));
    openssl(
        &["asn1parse", "-genconf", &asn1, "-noout", "-out", &der],
        b"",
    );
    let public = [
        "rsa",
        "-RSAPublicKey_in",
        "-inform",
        "DER",
        "-in",
        &der,
        "-pubout",
        "-out",
        &pem,
    ];
    openssl(&public, b"");
    let output = Command::new("openssl")
        .args([
            "dgst",
            "-sha256",
            "-verify",
            &pem,
            "-signature",
            &path("signature"),
            &path("signed"),
        ])
        .output()
        .unwrap();
    output.status.success()
}
