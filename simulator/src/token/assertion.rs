//! Verifies the client assertion of an app with certificates, in the same order as Entra.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::error_body::Refusal;
use crate::jws::Jws;
use crate::jws::RegisteredCertificate;
use crate::state::RegisteredApp;

/// The accepted clock skew, which is the same for every token that Entra checks.
const SKEW_SECONDS: i64 = 300;

const WITH_OR_WITHOUT_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const ANY_URL_SAFE: GeneralPurpose =
    GeneralPurpose::new(&alphabet::URL_SAFE, WITH_OR_WITHOUT_PADDING);
const ANY_STANDARD: GeneralPurpose =
    GeneralPurpose::new(&alphabet::STANDARD, WITH_OR_WITHOUT_PADDING);

/// Verifies an assertion that the app signed itself. Returns its `jti`.
pub(crate) fn check(
    jws: &Jws<'_>,
    app: &RegisteredApp,
    client_id: Uuid,
    audience: &[String],
) -> Result<String, Refusal> {
    let jti = shape(jws)?;
    let certificate = certificate(jws, app)?;
    if !jws.verify(&certificate.key) {
        return Err(Refusal::with_text(
            700_027,
            "The certificate with identifier used to sign the client assertion is registered, but the signature is not valid.",
        ));
    }
    who(jws, client_id)?;
    if !jws
        .text("aud")
        .is_some_and(|given| audience.iter().any(|known| known == given))
    {
        return Err(Refusal::with_text(
            700_023,
            "Client assertion audience claim does not match Realm issuer.",
        ));
    }
    times(jws)?;
    Ok(jti)
}

/// Checks that the required header and claims are present.
fn shape(jws: &Jws<'_>) -> Result<String, Refusal> {
    let bad = |what: &str| {
        Refusal::with_text(
            50_027,
            format!("JWT token is invalid or malformed: {what}."),
        )
    };
    let typ = jws.header.get("typ");
    if !typ.is_none_or(|typ| {
        typ.as_str()
            .is_some_and(|typ| typ.eq_ignore_ascii_case("JWT"))
    }) {
        return Err(bad("typ"));
    }
    for claim in ["aud", "iss", "sub"] {
        if jws.text(claim).is_none_or(str::is_empty) {
            return Err(bad(claim));
        }
    }
    if jws.seconds("exp").is_none() {
        return Err(bad("exp"));
    }
    if jws.claims.contains_key("nbf") && jws.seconds("nbf").is_none() {
        return Err(bad("nbf"));
    }
    let jti = jws
        .text("jti")
        .filter(|jti| !jti.is_empty())
        .ok_or_else(|| bad("jti"))?;
    if jti.len() > 256 {
        return Err(bad("jti"));
    }
    Ok(jti.to_owned())
}

/// Returns the registered certificate with the header's thumbprint, of the kind that `alg` needs.
fn certificate<'a>(
    jws: &Jws<'_>,
    app: &'a RegisteredApp,
) -> Result<&'a RegisteredCertificate, Refusal> {
    let sha1 = jws.header.get("x5t").map(thumbprint);
    let sha256 = jws.header.get("x5t#S256").map(thumbprint);
    let fit = match jws.alg() {
        "PS256" => sha256.is_some(),
        "RS256" => sha1.is_some(),
        _ => return Err(Refusal::new(5_002_730)),
    };
    let unknown = |why: &str| {
        Refusal::with_text(
            700_027,
            format!(
                "The certificate with identifier used to sign the client assertion is not registered on application: {why}."
            ),
        )
    };
    if !fit {
        return Err(unknown(
            "the thumbprint of this algorithm is missing (PS256 goes with x5t#S256, RS256 with x5t)",
        ));
    }
    let points_to = |registered: &&RegisteredCertificate| {
        sha1.iter()
            .all(|given| given.as_deref() == Some(&registered.sha1))
            && sha256
                .iter()
                .all(|given| given.as_deref() == Some(&registered.sha256))
    };
    let found = app
        .certificates
        .iter()
        .find(points_to)
        .ok_or_else(|| unknown("no key with this thumbprint"))?;
    if let Some(chain) = jws.header.get("x5c") {
        let leaf = chain
            .get(0)
            .and_then(Value::as_str)
            .and_then(certificate_of);
        if leaf.as_deref() != Some(&found.der) {
            return Err(unknown("the certificate in x5c has another thumbprint"));
        }
    }
    let now = OffsetDateTime::now_utc().unix_timestamp();
    if now < found.not_before || now > found.not_after {
        return Err(Refusal::with_text(
            700_027,
            "Client assertion failed signature validation: the key was expired (or is not valid yet).",
        ));
    }
    Ok(found)
}

/// Decodes a thumbprint. The specification requires base64url. MSAL Python adds padding, MSAL Go
/// sends padded standard base64, and Entra accepts all of these.
fn thumbprint(value: &Value) -> Option<Vec<u8>> {
    let text = value.as_str()?;
    ANY_URL_SAFE
        .decode(text)
        .or_else(|_| ANY_STANDARD.decode(text))
        .ok()
}

/// Decodes a certificate. Ignores white space, because MSAL Python keeps the line breaks of the PEM
/// file.
fn certificate_of(text: &str) -> Option<Vec<u8>> {
    let text: String = text
        .chars()
        .filter(|character| !character.is_ascii_whitespace())
        .collect();
    STANDARD.decode(text).ok()
}

fn who(jws: &Jws<'_>, client_id: Uuid) -> Result<(), Refusal> {
    let (iss, sub) = (
        jws.text("iss").unwrap_or_default(),
        jws.text("sub").unwrap_or_default(),
    );
    if verify_slices_are_equal(iss.as_bytes(), sub.as_bytes()).is_err() {
        return Err(Refusal::new(50_048));
    }
    if Uuid::try_parse(iss) != Ok(client_id) {
        return Err(Refusal::new(700_021));
    }
    Ok(())
}

/// Checks that the assertion is valid now.
pub(crate) fn times(jws: &Jws<'_>) -> Result<(), Refusal> {
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let exp = jws.seconds("exp").unwrap_or(i64::MIN);
    let nbf = jws.seconds("nbf").unwrap_or(i64::MIN);
    let expired = exp.saturating_add(SKEW_SECONDS) < now;
    let early = nbf > now.saturating_add(SKEW_SECONDS);
    if expired || early || nbf > exp {
        return Err(Refusal::with_text(
            700_024,
            format!(
                "Client assertion is not within its valid time range. Current time: {now}, nbf: {nbf}, exp: {exp}."
            ),
        ));
    }
    Ok(())
}
