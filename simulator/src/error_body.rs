//! Entra's error responses: status, OAuth error, AADSTS code, ids and time.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::json;
use time::OffsetDateTime;
use time::macros::format_description;
use uuid::Uuid;

use crate::reply::Reply;

#[derive(Default, Deserialize)]
struct CodeFile {
    codes: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    code: u32,
    summary: String,
    oauth_error: Option<String>,
    http_status: Option<u16>,
}

/// The codes, from the table that ExoMt uses to explain errors.
static ROWS: LazyLock<HashMap<u32, Row>> = LazyLock::new(|| {
    let file: CodeFile =
        serde_json::from_str(include_str!("../../src/data/aadsts.json")).unwrap_or_default();
    file.codes.into_iter().map(|row| (row.code, row)).collect()
});

/// A refusal with an AADSTS code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: u32,
    /// The text to use instead of the table's.
    own_text: Option<String>,
}

impl Refusal {
    pub(crate) fn new(code: u32) -> Refusal {
        Refusal {
            code,
            own_text: None,
        }
    }

    pub(crate) fn with_text(code: u32, text: impl Into<String>) -> Refusal {
        Refusal {
            code,
            own_text: Some(text.into()),
        }
    }

    /// Returns the HTTP status and the OAuth error of the code.
    fn kind(&self) -> (u16, &'static str) {
        let row = ROWS.get(&self.code);
        let status = row.and_then(|row| row.http_status);
        let error = row.and_then(|row| row.oauth_error.as_deref());
        (status.unwrap_or(400), error.unwrap_or("invalid_request"))
    }

    /// Returns the text, without ids and time.
    pub(crate) fn text(&self) -> &str {
        let known = || ROWS.get(&self.code).map(|row| &*row.summary);
        self.own_text
            .as_deref()
            .or_else(known)
            .unwrap_or("Unknown error.")
    }

    pub(crate) fn reply(&self, correlation_id: Uuid, error: Option<&str>) -> Reply {
        let (status, default_error) = self.kind();
        let text = self.text();
        let trace_id = Uuid::new_v4();
        let time = now();
        let body = json!({
            "error": error.unwrap_or(default_error),
            "error_description": format!("AADSTS{}: {text} Trace ID: {trace_id} Correlation ID: {correlation_id} Timestamp: {time}", self.code),
            "error_codes": [self.code],
            "timestamp": time,
            "trace_id": trace_id,
            "correlation_id": correlation_id,
            "error_uri": uri(self.code),
        });
        Reply::json(status, &body)
    }
}

/// Returns the current time as Entra writes it.
pub(crate) fn now() -> String {
    OffsetDateTime::now_utc()
        .format(format_description!(
            "[year]-[month]-[day] [hour]:[minute]:[second]Z"
        ))
        .unwrap_or_default()
}

/// Returns the URL of Microsoft's page about a code.
pub(crate) fn uri(code: u32) -> String {
    format!("https://login.microsoftonline.com/error?code={code}")
}
