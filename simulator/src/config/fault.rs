//! Faults of the token endpoint as they are configured.

use serde::{Deserialize, Serialize};

/// Something that goes wrong at the token endpoint.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// The HTTP status of `status` and `redirect`.
    #[serde(default)]
    pub status: Option<u16>,
    /// The `Retry-After` header, as it is to be sent.
    #[serde(default)]
    pub retry_after: Option<String>,
    /// The wait of `slow` and `stall`.
    #[serde(default)]
    pub delay_ms: Option<u64>,
    /// How many requests it meets; all if absent.
    #[serde(default)]
    pub times: Option<u32>,
    /// The AADSTS code of `aadsts`.
    #[serde(default)]
    pub code: Option<u32>,
}

/// The kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FaultKind {
    /// An error status with a plain body.
    Status,
    /// 429 with Entra's JSON.
    Json429,
    /// 429 with plain text, as Entra sends it for client credentials.
    Text429,
    /// An Entra error of the given code.
    Aadsts,
    /// The right answer, late.
    Slow,
    /// No answer for a long time, then the connection ends.
    Stall,
    /// The connection ends without an answer.
    Reset,
    /// Half of the right answer, then the connection ends.
    HalfBody,
    /// A page of HTML with status 200, as a captive portal sends.
    Html,
    /// A redirect.
    Redirect,
    /// An answer without end.
    Oversize,
    /// 404 with an empty body.
    Empty404,
    /// 200 with JSON that is no token.
    NotAToken,
    /// A token of another tenant.
    WrongTenant,
    /// A token without signature.
    Unsigned,
    /// A token that only its resource could read.
    Opaque,
    /// A token signed by a key that is not published, under the `kid` of one that is.
    ForgedSignature,
    /// A token of a key that is not published.
    UnknownKid,
    /// A user's token.
    Delegated,
    /// A token for another resource.
    WrongAudience,
    /// Another app's token.
    WrongApp,
    /// A token that has ended.
    Expired,
    /// An error text with terminal escapes.
    Escapes,
}
