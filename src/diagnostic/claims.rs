//! Describes a token by its claims. Claims that explain a refusal are shown with their values. Of
//! all others, only the names are shown.

use serde::Deserialize;
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::document::{TokenItem, text_of, texts_of, utc};
use super::tree::{Table, Tree};
use crate::claims::{Token, describe};
use crate::cloud::Cloud;
use crate::error::{Result, clean_line};

/// The properties of a token object to show.
const MEMBERS: [&str; 12] = [
    "Organization",
    "TenantId",
    "AppId",
    "Resource",
    "Environment",
    "Verdict",
    "ObjectId",
    "TokenId",
    "CorrelationId",
    "FromCache",
    "Attempts",
    "Waited",
];

/// The claims that explain why Exchange Online refuses a token.
const SHOWN: [&str; 11] = [
    "aud",
    "iss",
    "tid",
    "appid",
    "azp",
    "idtyp",
    "oid",
    "roles",
    "ver",
    "uti",
    "tenant_region_scope",
];

/// The start of the year 10000. A claim with this time or a later one isn't shown as a date.
const MAX_SECONDS: i64 = 253_402_300_800;

/// A decoded token, as `exomt_token_decode` writes it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct DecodedToken {
    claims: Map<String, Value>,
    signature_algorithm: Option<String>,
    key_id: Option<String>,
    directory_roles: Vec<Role>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Role {
    name: String,
    template_id: String,
    supported: bool,
}

/// Describes a token that the host has decoded.
pub(super) fn describe_item(item: &TokenItem) -> Table {
    let mut shown = Table::default();
    let properties = &item.properties;
    if properties.names().next().is_some() {
        for name in MEMBERS {
            shown.put(name, properties.text(name));
        }
        shown.put("ExpiresOn", properties.time("ExpiresOn"));
        shown.put("Roles", properties.text("Roles"));
    }
    let decoded = item.decoded.as_deref();
    match decoded.and_then(|json| serde_json::from_str(json).ok()) {
        Some(decoded) => put_claims(&mut shown, &decoded),
        None => put_reason(&mut shown, item.failure.as_deref().unwrap_or_default()),
    }
    shown
}

/// Describes a token that was passed as text.
pub(super) fn describe_text(text: &str) -> Table {
    let mut shown = Table::default();
    match decode(text) {
        Ok(decoded) => put_claims(&mut shown, &decoded),
        Err(error) => put_reason(&mut shown, &error.to_string()),
    }
    shown
}

fn decode(text: &str) -> Result<DecodedToken> {
    let token = Token::decode(text)?;
    let view = describe(&token, Cloud::worldwide()?);
    let roles = view.directory_roles.into_iter().map(|role| Role {
        name: role.name.into_owned(),
        template_id: role.template_id.into_owned(),
        supported: role.supported,
    });
    Ok(DecodedToken {
        claims: token.claims().raw(),
        signature_algorithm: view.signature_algorithm,
        key_id: view.key_id,
        directory_roles: roles.collect(),
    })
}

fn put_reason(shown: &mut Table, why: &str) {
    shown.put("Claims", format!("not available: {why}"));
}

fn put_claims(shown: &mut Table, decoded: &DecodedToken) {
    let part = |text: &Option<String>| text.clone().unwrap_or_default();
    shown.put(
        "Header",
        format!(
            "alg {}, kid {}",
            part(&decoded.signature_algorithm),
            part(&decoded.key_id)
        ),
    );
    shown.put("Claims", claims(decoded));
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let ahead = decoded.claims.get("iat").and_then(seconds).unwrap_or(0) - now;
    if ahead > 0 {
        shown.put(
            "Note",
            format!(
                "The token was issued in the future: this computer's clock is at least {ahead} second(s) behind."
            ),
        );
    }
}

fn claims(decoded: &DecodedToken) -> Table {
    let mut shown = Table::default();
    let mut others = Vec::new();
    for (name, value) in &decoded.claims {
        let text = text_of(value);
        match name.as_str() {
            known if SHOWN.contains(&known) => shown.put(known, text),
            known @ ("appidacr" | "azpacr") => shown.put(
                known,
                match text.as_str() {
                    "0" => "0 (none)",
                    "1" => "1 (client secret)",
                    "2" => "2 (certificate or assertion)",
                    other => other,
                },
            ),
            known @ ("iat" | "nbf" | "exp") => shown.put(known, moment(value, text)),
            "wids" => {
                let roles: Vec<String> = texts_of(value)
                    .iter()
                    .map(|id| role(id, &decoded.directory_roles))
                    .collect();
                shown.put("wids", roles);
            }
            _ => others.push(clean_line(name)),
        }
    }
    if !others.is_empty() {
        shown.put("names of the other claims", others.join(", "));
    }
    shown
}

/// Shows the time in a claim as a number and as a readable date.
fn moment(value: &Value, text: String) -> Tree {
    let time = seconds(value).and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    match time {
        Some(time) => format!("{} ({})", time.unix_timestamp(), utc(time)).into(),
        None => text.into(),
    }
}

/// Parses seconds since 1970 from a JSON number, or from a JSON string that contains a number.
fn seconds(value: &Value) -> Option<i64> {
    let seconds = match value {
        Value::String(text) => text.trim().parse().ok()?,
        Value::Number(number) => number
            .as_i64()
            .or_else(|| number.as_f64().map(|float| float as i64))?,
        _ => return None,
    };
    (0..MAX_SECONDS).contains(&seconds).then_some(seconds)
}

/// Returns a template id, followed by the name of its role.
fn role(id: &str, roles: &[Role]) -> String {
    let mut known = roles.iter();
    match known.find(|role| role.template_id.eq_ignore_ascii_case(id)) {
        None => format!("{id} (unknown directory role)"),
        Some(role) if role.supported => format!("{id} ({})", role.name),
        Some(role) => format!("{id} ({}, not supported)", role.name),
    }
}
