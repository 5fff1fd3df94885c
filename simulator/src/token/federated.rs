//! Verifies an assertion of another issuer (workload identity federation).

use crate::error_body::Refusal;
use crate::jws::Jws;
use crate::state::RegisteredApp;
use crate::token::assertion::times;

/// Verifies issuer, subject, audience, signature and times. Returns the `jti`, if present.
pub(crate) fn check(jws: &Jws<'_>, app: &RegisteredApp) -> Result<Option<String>, Refusal> {
    if app.app.federated.is_empty() {
        return Err(Refusal::new(70_025));
    }
    let is = |claim: &str, wanted: &str| jws.text(claim) == Some(wanted);
    let by_issuer = || {
        app.app
            .federated
            .iter()
            .zip(&app.federated_keys)
            .filter(|(row, _)| is("iss", &row.issuer))
    };
    if by_issuer().next().is_none() {
        return Err(Refusal::new(700_211));
    }
    let by_subject = || by_issuer().filter(|(row, _)| is("sub", &row.subject));
    if by_subject().next().is_none() {
        return Err(Refusal::new(700_213));
    }
    let Some((_, key)) = by_subject().find(|(row, _)| is("aud", &row.audience)) else {
        return Err(Refusal::new(700_212));
    };
    if !jws.verify(key) {
        return Err(Refusal::with_text(
            50_013,
            "Assertion failed signature validation.",
        ));
    }
    if jws.seconds("exp").is_none() {
        return Err(Refusal::with_text(
            50_027,
            "JWT token is invalid or malformed: exp.",
        ));
    }
    times(jws)?;
    Ok(jws.text("jti").map(str::to_owned))
}
