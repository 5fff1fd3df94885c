//! Tests each check of an assertion with an assertion that fails only this check. openssl signs.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use serde_json::json;
use support::{APP, Assertion, ISSUER, Pair, SUBJECT, now, post, simulator, with_assertion};

/// Sends a valid assertion after `change`, signed with the pair's own key. Returns the AADSTS code,
/// or 0 for a token.
fn code(change: impl FnOnce(Assertion, &Pair) -> Assertion) -> u64 {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let assertion = change(Assertion::valid(&pair, &simulator), &pair).sign(&pair.key());
    let answer = post(&simulator, support::TENANT, &with_assertion(&assertion));
    if answer.status == 200 {
        assert_eq!(answer.claims()["appidacr"], "2");
        return 0;
    }
    assert!([400, 401].contains(&answer.status), "{answer:?}");
    answer.code()
}

#[test]
fn a_valid_assertion_passes_with_either_algorithm() {
    assert_eq!(code(|good, _| good), 0);
    assert_eq!(code(|good, pair| good.rs256(pair)), 0);
    assert_eq!(
        code(|good, pair| {
            let sha256 = pair.thumbprint("-sha256");
            good.rs256(pair).head("x5t#S256", sha256)
        }),
        0
    );
}

#[test]
fn assertions_in_the_forms_of_msal_pass() {
    // MSAL.NET sends times as strings; MSAL Go sends a padded standard base64 thumbprint, and
    // `iat`.
    assert_eq!(
        code(|good, _| good
            .claim("nbf", now().to_string())
            .claim("exp", (now() + 600).to_string())),
        0
    );
    assert_eq!(
        code(|good, _| {
            use base64::Engine;
            use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
            let raw = URL_SAFE_NO_PAD
                .decode(good.header["x5t#S256"].as_str().unwrap())
                .unwrap();
            good.head("x5t#S256", STANDARD.encode(raw))
                .claim("iat", now())
        }),
        0
    );
    assert_eq!(code(|good, _| good.without("nbf")), 0);
}

#[test]
fn times_may_have_a_fraction() {
    let at = |offset: i64| now() as f64 + offset as f64 + 0.75;
    let with = |nbf: f64, exp: f64| {
        code(|good, _| good.claim("nbf", nbf).claim("exp", exp).claim("iat", at(0)))
    };
    assert_eq!(with(at(0), at(600)), 0);
    assert_eq!(with(at(-900), at(-320)), 700_024);
    assert_eq!(with(at(400), at(900)), 700_024);
    assert_eq!(code(|good, _| good.claim("exp", json!([1.5]))), 50_027);
    assert_eq!(code(|good, _| good.claim("nbf", "1.5")), 50_027);
}

#[test]
fn every_spelling_of_a_thumbprint_passes() {
    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
    // Both thumbprints need a character in which the alphabets differ. Otherwise this would test
    // nothing.
    let telling = |pair: &Pair| {
        ["-sha1", "-sha256"].iter().all(|hash| {
            let text = pair.thumbprint(hash);
            text.contains('-') || text.contains('_')
        })
    };
    let pair = std::iter::repeat_with(Pair::make).find(telling).unwrap();
    let simulator = simulator(&pair);
    for spell in [
        |raw: &[u8]| URL_SAFE.encode(raw),
        |raw: &[u8]| URL_SAFE_NO_PAD.encode(raw),
        |raw: &[u8]| STANDARD.encode(raw),
        |raw: &[u8]| STANDARD_NO_PAD.encode(raw),
    ] {
        let spelled = |hash| spell(&URL_SAFE_NO_PAD.decode(pair.thumbprint(hash)).unwrap());
        for assertion in [
            Assertion::valid(&pair, &simulator).head("x5t#S256", spelled("-sha256")),
            Assertion::valid(&pair, &simulator)
                .rs256(&pair)
                .head("x5t", spelled("-sha1")),
        ] {
            let text = assertion.sign(&pair.key());
            let answer = post(&simulator, support::TENANT, &with_assertion(&text));
            assert_eq!(answer.status, 200, "{} {answer:?}", assertion.header);
        }
    }
}

#[test]
fn x5c_may_have_the_line_breaks_of_the_file() {
    let base64 = |pem: &str| -> String {
        pem.lines()
            .filter(|line| !line.starts_with("-----"))
            .collect::<Vec<_>>()
            .join("\r\n ")
    };
    assert_eq!(
        code(|good, pair| good.head("x5c", json!([base64(&pair.pem())]))),
        0
    );
    let other = Pair::make();
    assert_eq!(
        code(|good, _| good.head("x5c", json!([base64(&other.pem())]))),
        700_027
    );
}

#[test]
fn missing_or_malformed_members_are_refused() {
    for claim in ["aud", "iss", "sub", "exp", "jti"] {
        assert_eq!(code(|good, _| good.without(claim)), 50_027, "{claim}");
    }
    assert_eq!(code(|good, _| good.head("typ", "at+jwt")), 50_027);
    assert_eq!(code(|good, _| good.claim("nbf", "soon")), 50_027);
    assert_eq!(code(|good, _| good.claim("jti", json!([1]))), 50_027);
    let pair = Pair::make();
    let simulator = simulator(&pair);
    for text in ["x", "a.b", "a.b.c", "a.b.c.d", "e30.e30.", "====.e30.e30"] {
        let answer = post(&simulator, support::TENANT, &with_assertion(text));
        assert_eq!(answer.code(), 50_027, "{text}");
    }
}

#[test]
fn the_algorithm_needs_its_own_thumbprint() {
    assert_eq!(code(|good, _| good.head("alg", "ES256")), 5_002_730);
    assert_eq!(code(|good, _| good.head("alg", "none")), 5_002_730);
    assert_eq!(code(|good, _| good.without("x5t#S256")), 700_027);
    assert_eq!(
        code(|good, pair| {
            let sha1 = pair.thumbprint("-sha1");
            good.without("x5t#S256").head("x5t", sha1)
        }),
        700_027,
        "PS256 with x5t only"
    );
    assert_eq!(
        code(|good, pair| {
            let sha256 = pair.thumbprint("-sha256");
            good.rs256(pair).without("x5t").head("x5t#S256", sha256)
        }),
        700_027,
        "RS256 with x5t#S256 only"
    );
    assert_eq!(
        code(|good, _| good.head("x5t", "AAAAAAAAAAAAAAAAAAAAAAAAAAA")),
        700_027,
        "one of two is wrong"
    );
    assert_eq!(code(|good, _| good.head("x5t#S256", "c2hvcnQ")), 700_027);
}

#[test]
fn a_wrong_certificate_or_signature_is_refused() {
    let other = Pair::make();
    assert_eq!(
        code(|good, _| good.head("x5t#S256", other.thumbprint("-sha256"))),
        700_027
    );
    assert_eq!(code(|good, _| good.head("x5c", json!(["AAAA"]))), 700_027);

    let pair = Pair::make();
    let simulator = simulator(&pair);
    let foreign = Assertion::valid(&pair, &simulator).sign(&other.key());
    assert_eq!(
        post(&simulator, support::TENANT, &with_assertion(&foreign)).code(),
        700_027
    );

    let good = Assertion::valid(&pair, &simulator).sign(&pair.key());
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let (header, _) = signed.split_once('.').unwrap();
    let claims = Assertion::valid(&pair, &simulator).sign(&pair.key());
    let mixed = format!("{header}.{}.{signature}", claims.split('.').nth(1).unwrap());
    assert_eq!(
        post(&simulator, support::TENANT, &with_assertion(&mixed)).code(),
        700_027
    );
}

#[test]
fn a_signature_with_the_other_algorithm_is_refused() {
    let pair = Pair::make();
    let simulator = simulator(&pair);
    let claims = Assertion::valid(&pair, &simulator);
    // A PKCS#1 v1.5 signature under a header that says PS256.
    let mut header = claims.header.clone();
    header["x5t"] = pair.thumbprint("-sha1").into();
    let pss = Assertion {
        header: header.clone(),
        claims: claims.claims.clone(),
    };
    let mut rs = pss.header.clone();
    rs["alg"] = "RS256".into();
    let signed_as_rs = Assertion {
        header: rs,
        claims: claims.claims,
    }
    .sign(&pair.key());
    let text = pss.sign(&pair.key());
    let (head, _) = text.split_once('.').unwrap();
    let (_, rest) = signed_as_rs.split_once('.').unwrap();
    let answer = post(
        &simulator,
        support::TENANT,
        &with_assertion(&format!("{head}.{rest}")),
    );
    assert_eq!(answer.code(), 700_027);
}

#[test]
fn an_expired_certificate_is_refused() {
    let pair = Pair::expired();
    let simulator = simulator(&pair);
    let assertion = Assertion::valid(&pair, &simulator).sign(&pair.key());
    let answer = post(&simulator, support::TENANT, &with_assertion(&assertion));
    assert_eq!((answer.status, answer.code()), (401, 700_027));
}

#[test]
fn issuer_subject_and_audience_are_checked() {
    assert_eq!(
        code(|good, _| good.claim("aud", "https://localhost/x/oauth2/v2.0/token")),
        700_023
    );
    assert_eq!(
        code(|good, _| good.claim("aud", "api://AzureADTokenExchange")),
        700_023
    );
    assert_eq!(code(|good, _| good.claim("sub", "x")), 50_048);
    let stranger = "00000000-1111-4222-8333-444444444444";
    assert_eq!(
        code(|good, _| good.claim("iss", stranger).claim("sub", stranger)),
        700_021
    );
    assert_eq!(
        code(|good, _| good
            .claim("iss", APP.to_uppercase())
            .claim("sub", APP.to_uppercase())),
        0
    );
}

#[test]
fn times_may_differ_by_five_minutes() {
    assert_eq!(
        code(|good, _| good.claim("nbf", now() - 900).claim("exp", now() - 320)),
        700_024
    );
    assert_eq!(
        code(|good, _| good.claim("nbf", now() - 900).claim("exp", now() - 200)),
        0
    );
    assert_eq!(
        code(|good, _| good.claim("nbf", now() + 400).claim("exp", now() + 900)),
        700_024
    );
    assert_eq!(
        code(|good, _| good.claim("nbf", now() + 200).claim("exp", now() + 900)),
        0
    );
    assert_eq!(
        code(|good, _| good.claim("nbf", now() + 200).claim("exp", now() + 100)),
        700_024
    );
}

#[test]
fn a_used_jti_is_logged_and_refused_only_when_strict() {
    let pair = Pair::make();
    for strict in [true, false] {
        let mut config = support::config(&pair);
        config.strict_jti = strict;
        let simulator = entra_sim::Simulator::start(&config).unwrap();
        let assertion = Assertion::valid(&pair, &simulator).sign(&pair.key());
        assert_eq!(
            post(&simulator, support::TENANT, &with_assertion(&assertion)).status,
            200
        );
        let again = post(&simulator, support::TENANT, &with_assertion(&assertion));
        assert_eq!(again.code(), if strict { 50_013 } else { 0 });
        let log = simulator.requests();
        assert_eq!(
            log.iter().map(|entry| entry.jti_reused).collect::<Vec<_>>(),
            [false, true]
        );
    }
}

#[test]
fn a_federated_assertion_is_checked_against_its_issuer() {
    let federated = |good: Assertion| {
        let mut one = good
            .claim("iss", ISSUER)
            .claim("sub", SUBJECT)
            .claim("aud", "api://AzureADTokenExchange");
        one.header = json!({"alg": "RS256", "typ": "JWT", "kid": "1"});
        one
    };
    assert_eq!(code(|good, _| federated(good)), 0);
    assert_eq!(
        code(|good, _| federated(good).claim("iss", "https://other.example")),
        700_211
    );
    assert_eq!(
        code(|good, _| federated(good).claim("sub", "repo:other")),
        700_213
    );
    assert_eq!(
        code(|good, _| federated(good).claim("aud", "api://other")),
        700_212
    );
    assert_eq!(
        code(|good, _| federated(good).claim("exp", now() - 400)),
        700_024
    );
    assert_eq!(code(|good, _| federated(good).without("exp")), 50_027);

    let (pair, other) = (Pair::make(), Pair::make());
    let simulator = simulator(&pair);
    let foreign = federated(Assertion::valid(&pair, &simulator)).sign(&other.key());
    assert_eq!(
        post(&simulator, support::TENANT, &with_assertion(&foreign)).code(),
        50_013
    );

    let mut config = support::config(&pair);
    config.apps[0].federated.clear();
    let simulator = entra_sim::Simulator::start(&config).unwrap();
    let text = federated(Assertion::valid(&pair, &simulator)).sign(&pair.key());
    assert_eq!(
        post(&simulator, support::TENANT, &with_assertion(&text)).code(),
        70_025
    );
}
