//! Reads the answer of a token endpoint.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

use super::rejection;
use super::unexpected::unexpected_response;
use crate::credential::CredentialKind;
use crate::error::{Result, clean_line};
use crate::http::Response;
use crate::secret::SecretText;

/// A success, RFC 6749 section 5.1.
pub(super) struct Granted {
    pub(super) token: SecretText,
    /// Seconds; absent when the server leaves it out, as the RFC allows.
    pub(super) expires_in: Option<i64>,
    pub(super) refresh_in: Option<i64>,
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, default)]
    access_token: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    token_type: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "seconds")]
    expires_in: Option<i64>,
    #[serde(default, deserialize_with = "seconds")]
    refresh_in: Option<i64>,
}

/// A number, or a number in a string as v1 endpoints send it; anything else is "not told".
fn seconds<'de, D: Deserializer<'de>>(input: D) -> std::result::Result<Option<i64>, D::Error> {
    let value = serde_json::Value::deserialize(input)?;
    Ok(value
        .as_i64()
        .or_else(|| value.as_f64().map(|float| float as i64))
        .or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()))
        .filter(|seconds| (1..=31_536_000).contains(seconds)))
}

pub(super) fn read(host: &str, answer: &Response, kind: CredentialKind) -> Result<Granted> {
    if answer.status == 200 {
        return granted(host, answer);
    }
    Err(rejection::read(host, answer, kind))
}

fn granted(host: &str, answer: &Response) -> Result<Granted> {
    // serde's texts quote what they read, which could be a token: they are not passed on.
    let body: Body<'_> = serde_json::from_slice(&answer.body)
        .map_err(|_| unexpected_response(host, answer, "the body is not the JSON of a token"))?;
    let token = body
        .access_token
        .filter(|token| !token.is_empty())
        .ok_or_else(|| unexpected_response(host, answer, "it has no access_token"))?;
    if let Some(kind) = body
        .token_type
        .filter(|kind| !kind.eq_ignore_ascii_case("bearer"))
    {
        let what = format!(
            "its token_type is '{}' instead of Bearer",
            clean_line(&kind)
        );
        return Err(unexpected_response(host, answer, &what));
    }
    if token.bytes().any(|byte| !byte.is_ascii_graphic()) {
        return Err(unexpected_response(
            host,
            answer,
            "its access_token has characters that no token has",
        ));
    }
    Ok(Granted {
        token: SecretText::new(token.into_owned()),
        expires_in: body.expires_in,
        refresh_in: body.refresh_in,
    })
}
