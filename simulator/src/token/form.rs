//! The form of a token request, with its HTTP Basic credential.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hyper::HeaderMap;

use crate::error_body::Refusal;

/// The maximum number of fields. A token request has about ten.
const MAX_FIELDS: usize = 1_000;

pub(crate) struct Form {
    fields: HashMap<String, String>,
    basic: Option<Basic>,
}

struct Basic {
    id: String,
    secret: String,
}

impl Form {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// Returns a field. An empty one is treated as absent.
    pub(crate) fn given(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    pub(crate) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.given(name).ok_or_else(|| missing(name))
    }

    /// Returns the client id from the form, or else from HTTP Basic.
    pub(crate) fn client_id(&self) -> Option<&str> {
        let basic = || self.basic.as_ref().map(|basic| basic.id.as_str());
        self.given("client_id")
            .or_else(basic)
            .filter(|id| !id.is_empty())
    }

    pub(crate) fn required_client_id(&self) -> Result<&str, Refusal> {
        self.client_id().ok_or_else(|| missing("client_id"))
    }

    /// Returns whether HTTP Basic and the form name different clients.
    pub(crate) fn names_two_clients(&self) -> bool {
        match (self.given("client_id"), &self.basic) {
            (Some(id), Some(basic)) => !id.eq_ignore_ascii_case(&basic.id),
            _ => false,
        }
    }

    pub(crate) fn basic_secret(&self) -> Option<&str> {
        let basic = self.basic.as_ref()?;
        Some(basic.secret.as_str()).filter(|secret| !secret.is_empty())
    }

    pub(crate) fn parse(headers: &HeaderMap, body: &[u8]) -> Result<Form, Refusal> {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let kind = header("content-type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let mut fields = HashMap::new();
        if kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            for (name, value) in url::form_urlencoded::parse(body).into_owned() {
                if fields.contains_key(&name) {
                    return Err(Refusal::with_text(
                        90_100,
                        format!("The parameter {name} occurs twice."),
                    ));
                }
                if fields.len() == MAX_FIELDS {
                    return Err(Refusal::with_text(
                        900_144,
                        format!("The request body is malformed: more than {MAX_FIELDS} fields."),
                    ));
                }
                fields.insert(name, value);
            }
        }
        Ok(Form {
            fields,
            basic: header("authorization").and_then(basic),
        })
    }
}

fn missing(name: &str) -> Refusal {
    Refusal::with_text(
        900_144,
        format!("The request body must contain the following parameter: '{name}'."),
    )
}

/// Parses an HTTP Basic header. Both halves are form-encoded before they are joined (RFC 6749,
/// section 2.3.1).
fn basic(header: &str) -> Option<Basic> {
    let (scheme, text) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(text.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    let decode = |half: &str| {
        // Without this, the part of an unencoded secret after `&` would be ignored.
        let half = half.replace('&', "%26");
        url::form_urlencoded::parse(format!("v={half}").as_bytes())
            .next()
            .map(|(_, value)| value.into_owned())
    };
    Some(Basic {
        id: decode(id)?,
        secret: decode(secret)?,
    })
}
