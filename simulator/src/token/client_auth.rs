//! Client authentication: a secret (form or HTTP Basic) or an assertion.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::error_body::Refusal;
use crate::jws::Jws;
use crate::log::Ticket;
use crate::state::{RegisteredApp, State};
use crate::token::form::Form;
use crate::token::{assertion, federated};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How the client authenticated: the token's `appidacr`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    Secret,
    Assertion,
}

pub(crate) fn check(
    state: &State,
    form: &Form,
    app: &RegisteredApp,
    client_id: Uuid,
    audience: &[String],
    ticket: &Ticket,
) -> Result<Proof, Refusal> {
    let credentials = (
        form.given("client_secret"),
        form.basic_secret(),
        form.given("client_assertion"),
    );
    match credentials {
        (None, None, None) => Err(Refusal::new(7_000_216)),
        (Some(secret), None, None) | (None, Some(secret), None) => check_secret(secret, app),
        (None, None, Some(text)) => {
            if form.required("client_assertion_type")? != ASSERTION_TYPE {
                return Err(Refusal::with_text(
                    90_100,
                    "client_assertion_type parameter is not valid.",
                ));
            }
            check_assertion(state, text, app, client_id, audience, ticket)
        }
        _ => Err(Refusal::with_text(
            90_100,
            "The request has more than one of client_secret, HTTP Basic and client_assertion.",
        )),
    }
}

fn check_secret(secret: &str, app: &RegisteredApp) -> Result<Proof, Refusal> {
    let known =
        app.app.secrets.iter().find(|known| {
            verify_slices_are_equal(known.value.as_bytes(), secret.as_bytes()).is_ok()
        });
    match known {
        None => Err(Refusal::new(7_000_215)),
        Some(known)
            if known
                .expires
                .is_some_and(|end| end <= OffsetDateTime::now_utc()) =>
        {
            Err(Refusal::new(7_000_222))
        }
        Some(_) => Ok(Proof::Secret),
    }
}

fn check_assertion(
    state: &State,
    text: &str,
    app: &RegisteredApp,
    client_id: Uuid,
    audience: &[String],
    ticket: &Ticket,
) -> Result<Proof, Refusal> {
    let jws = Jws::parse(text).ok_or_else(|| Refusal::new(50_027))?;
    let reused = jws.text("jti").is_some_and(|jti| state.jti_reused(jti));
    ticket.note(|entry| {
        entry.assertion_header = Some(jws.header.clone());
        entry.assertion_claims = Some(jws.claims.clone());
        entry.jti_reused = reused;
    });
    if is_federated(&jws) {
        federated::check(&jws, app)?;
    } else {
        assertion::check(&jws, app, client_id, audience)?;
    }
    if reused && state.strict_jti {
        return Err(Refusal::with_text(
            50_013,
            "The jti of the assertion was used before (strictJti).",
        ));
    }
    Ok(Proof::Assertion)
}

/// Returns whether the issuer is another identity provider, whose name is a URL.
fn is_federated(jws: &Jws<'_>) -> bool {
    jws.text("iss")
        .is_some_and(|issuer| issuer.starts_with("https://"))
}
