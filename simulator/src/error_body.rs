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
struct Row {
    code: u32,
    summary: String,
}

/// The texts of the codes; the table is the one that ExoMt explains errors with.
static TEXTS: LazyLock<HashMap<u32, String>> = LazyLock::new(|| {
    let file: CodeFile =
        serde_json::from_str(include_str!("../../src/data/aadsts.json")).unwrap_or_default();
    file.codes
        .into_iter()
        .map(|row| (row.code, row.summary))
        .collect()
});

/// A refusal by its AADSTS code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: u32,
    /// Replaces the table's text.
    own_text: Option<String>,
}

impl Refusal {
    pub(crate) fn new(code: u32) -> Refusal {
        Refusal {
            code,
            own_text: None,
        }
    }

    pub(crate) fn saying(code: u32, text: impl Into<String>) -> Refusal {
        Refusal {
            code,
            own_text: Some(text.into()),
        }
    }

    /// The HTTP status and OAuth error of the code.
    fn kind(&self) -> (u16, &'static str) {
        match self.code {
            7_000_215 | 7_000_222 | 7_000_216 | 700_027 | 700_023 | 700_024 | 700_021 | 50_012
            | 50_027 | 50_048 | 50_013 | 5_002_730 | 70_002 | 70_021 | 70_025 | 700_211
            | 700_212 | 700_213 => (401, "invalid_client"),
            700_016 | 7_000_229 | 7_000_112 => (400, "unauthorized_client"),
            70_003 => (400, "unsupported_grant_type"),
            70_011 | 1_002_012 => (400, "invalid_scope"),
            500_011 => (400, "invalid_resource"),
            50_196 | 90_055 => (429, "temporarily_unavailable"),
            90_033 | 90_006 | 90_012 | 50_033 => (503, "temporarily_unavailable"),
            _ => (400, "invalid_request"),
        }
    }

    /// The text, without ids and time.
    pub(crate) fn text(&self) -> &str {
        let known = || TEXTS.get(&self.code).map(String::as_str);
        self.own_text
            .as_deref()
            .or_else(known)
            .unwrap_or("Unknown error.")
    }

    pub(crate) fn reply(&self, correlation_id: Uuid, error: Option<&str>) -> Reply {
        let (status, usual) = self.kind();
        let text = self.text();
        let trace_id = Uuid::new_v4();
        let time = now();
        let body = json!({
            "error": error.unwrap_or(usual),
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

/// The time in Entra's format.
pub(crate) fn now() -> String {
    OffsetDateTime::now_utc()
        .format(format_description!(
            "[year]-[month]-[day] [hour]:[minute]:[second]Z"
        ))
        .unwrap_or_default()
}

/// Microsoft's page about a code.
pub(crate) fn uri(code: u32) -> String {
    format!("https://login.microsoftonline.com/error?code={code}")
}
