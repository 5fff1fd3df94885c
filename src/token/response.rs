//! Parses the response of a token endpoint.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

use super::rejection;
use super::unexpected::unexpected_response;
use crate::error::{ErrorCode, Result, clean_line};
use crate::http::Response;
use crate::secret::SecretText;

/// A successful response (RFC 6749, 5.1).
pub(super) struct TokenResponse {
    pub(super) token: SecretText,
    /// The lifetime in seconds. The RFC allows servers to omit it.
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

/// Parses a number, or a number in a string as v1 endpoints send it. Treats anything else as
/// absent.
fn seconds<'de, D: Deserializer<'de>>(input: D) -> std::result::Result<Option<i64>, D::Error> {
    let value = serde_json::Value::deserialize(input)?;
    Ok(value
        .as_i64()
        .or_else(|| value.as_f64().map(|float| float as i64))
        .or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()))
        .filter(|seconds| (1..=31_536_000).contains(seconds)))
}

/// Parses a response. `rejected` is the error code for a rejected credential.
///
/// # Errors
/// The codes of Entra, and `UnexpectedResponse`.
pub(super) fn parse(host: &str, response: &Response, rejected: ErrorCode) -> Result<TokenResponse> {
    if response.status == 200 {
        return success(host, response);
    }
    Err(rejection::parse(host, response, rejected))
}

fn success(host: &str, response: &Response) -> Result<TokenResponse> {
    // Drop serde's errors, because they quote the input, which can be a token.
    let body: Body<'_> = serde_json::from_slice(&response.body).map_err(|_| {
        unexpected_response(
            host,
            response,
            "the body isn't the JSON of a token response",
        )
    })?;
    let token = body
        .access_token
        .filter(|token| !token.is_empty())
        .ok_or_else(|| unexpected_response(host, response, "it has no access_token"))?;
    if let Some(kind) = body
        .token_type
        .filter(|kind| !kind.eq_ignore_ascii_case("bearer"))
    {
        let what = format!(
            "its token_type is '{}' instead of Bearer",
            clean_line(&kind)
        );
        return Err(unexpected_response(host, response, &what));
    }
    if token.bytes().any(|byte| !byte.is_ascii_graphic()) {
        return Err(unexpected_response(
            host,
            response,
            "its access_token contains characters that no token has",
        ));
    }
    Ok(TokenResponse {
        token: SecretText::new(token.into_owned()),
        expires_in: body.expires_in,
        refresh_in: body.refresh_in,
    })
}
