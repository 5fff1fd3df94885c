//! Measures decoding a token and checking its claims.
//!
//! Run `cargo bench --bench claims`. The token is as long as a token for Exchange Online, about 1.6
//! KB.

#![allow(
    clippy::expect_used,
    reason = "a benchmark that cannot be set up has to stop"
)]

use std::hint::black_box;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use criterion::{Criterion, criterion_group, criterion_main};
use exomt::Cloud;
use exomt::Resource;
use exomt::Tenant;
use exomt::claims::{Expectations, Token, Verdict, check};
use time::OffsetDateTime;
use uuid::Uuid;

const APP: Uuid = Uuid::from_u128(0xae11_b22c_3d44_4e55_8f66_7788_99aa_bbcc);
const TENANT: Uuid = Uuid::from_u128(0x7e4a_0001_1c2d_4e3f_8a5b_0000_0000_0001);

/// Builds a token with the claims that Entra puts into an app-only token.
fn token(now: i64) -> String {
    let header = serde_json::json!({
        "typ": "JWT", "alg": "RS256", "x5t": "kg2LYs2T0CTjIfj4rt6JIynen38",
        "kid": "kg2LYs2T0CTjIfj4rt6JIynen38", "nonce": "x".repeat(43),
    });
    let claims = serde_json::json!({
        "aud": "https://outlook.office365.com", "iss": format!("https://sts.windows.net/{TENANT}/"),
        "iat": now, "nbf": now, "exp": now + 3_900,
        "aio": "k2BgYDi5SHb0lJB9T7tvXjf4vzzhKgA=", "app_displayname": "ExoMt bench",
        "appid": APP.to_string(), "appidacr": "2",
        "idp": format!("https://sts.windows.net/{TENANT}/"), "idtyp": "app",
        "oid": "d05bb22c-2169-406a-853d-778899aabbcd", "rh": format!("1.{}", "A".repeat(40)),
        "roles": ["Exchange.ManageAsApp"], "sid": "001d0e5f-2f7b-4a4c-9d3b-000000000000",
        "sub": "d05bb22c-2169-406a-853d-778899aabbcd", "tid": TENANT.to_string(),
        "uti": "cuwQHooOP0cB4pT2pPG_u6", "ver": "1.0",
        "wids": ["29232cdf-9323-42fd-ade2-1d097af3e4de", "0997a1d0-0d1d-4acb-b408-d5ca73121e90"],
        "xms_ftd": "x".repeat(43), "xms_idrel": "7 2",
    });
    let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", part(header), part(claims), "s".repeat(342))
}

fn claims(criterion: &mut Criterion) {
    let now = OffsetDateTime::now_utc();
    let text = token(now.unix_timestamp());
    let tenant = Tenant::Id(TENANT);
    let cloud = Cloud::worldwide().expect("a cloud");
    let expected = Expectations {
        cloud,
        tenant: Some(&tenant),
        known_tenant_id: Some(TENANT),
        app_id: Some(APP),
        resource: Some(&Resource::Exchange),
        now,
    };
    let decoded = Token::decode(&text).expect("a token");
    assert_eq!(check(&decoded, &expected).verdict, Verdict::Ready);
    criterion.bench_function("decode and check", |bench| {
        bench.iter(|| {
            let token = Token::decode(black_box(&text)).expect("a token");
            check(&token, &expected).verdict
        });
    });
    criterion.bench_function("decode", |bench| {
        bench.iter(|| Token::decode(black_box(&text)).is_ok());
    });
    criterion.bench_function("check", |bench| {
        bench.iter(|| check(black_box(&decoded), &expected).verdict);
    });
}

criterion_group!(benches, claims);
criterion_main!(benches);
