//! Measures signing a client assertion: with ExoMt's key, which is parsed once, and with
//! jsonwebtoken's `encode`.
//!
//! Run `cargo bench --bench assertion`. Compare the ratio, not the times.

#![allow(
    clippy::expect_used,
    reason = "a benchmark that cannot be set up has to stop"
)]

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use exomt::credential::{Credential, NoCaller, Proof, from_pem};
use exomt::sign_assertion;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use uuid::Uuid;

const ENDPOINT: &str =
    "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token";

fn assertions(c: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/credential");
    let read = |name: &str| std::fs::read(folder.join(name)).expect("fixture");
    let (certificate, key) = (read("app.crt"), read("app-pkcs1.key"));
    let credential = from_pem(&certificate, Some(&key), None).expect("credential");
    let Proof::Signer(signer) = credential.proof() else {
        unreachable!("a certificate signs")
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("runtime");
    let app_id = Uuid::new_v4();
    c.bench_function("exomt, key parsed once", |b| {
        b.iter(|| {
            let signed = sign_assertion(signer, app_id, ENDPOINT, false, &NoCaller);
            black_box(runtime.block_on(signed).expect("signed"))
        });
    });

    let key = EncodingKey::from_rsa_pem(&key).expect("key");
    let header = Header {
        x5t_s256: Some("x".repeat(43)),
        ..Header::new(Algorithm::PS256)
    };
    c.bench_function("jsonwebtoken::encode", |b| {
        b.iter(|| {
            let id = app_id.to_string();
            let claims = serde_json::json!({
                "aud": ENDPOINT, "iss": id, "sub": id, "jti": Uuid::new_v4().to_string(),
                "nbf": 1_800_000_000, "iat": 1_800_000_000, "exp": 1_800_000_600,
            });
            black_box(encode(&header, &claims, &key).expect("encoded"))
        });
    });
}

criterion_group!(benches, assertions);
criterion_main!(benches);
