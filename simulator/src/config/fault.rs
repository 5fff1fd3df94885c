//! Faults of an endpoint, as configured.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::config::Tenant;

/// A fault of the token endpoint or of Exchange Online.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// HTTP status of `status`, `html` and `redirect`.
    #[serde(default)]
    pub status: Option<u16>,
    /// Value of the `Retry-After` header.
    #[serde(default)]
    pub retry_after: Option<String>,
    /// Delay of `slow` and `stall`.
    #[serde(default)]
    pub delay_ms: Option<u64>,
    /// Number of requests that the fault applies to; all if absent.
    #[serde(default)]
    pub times: Option<u32>,
    /// AADSTS code of `aadsts`.
    #[serde(default)]
    pub code: Option<u32>,
}

impl Fault {
    /// Creates a fault for every request, with the defaults of its kind.
    pub fn new(kind: FaultKind) -> Fault {
        Fault {
            kind,
            status: None,
            retry_after: None,
            delay_ms: None,
            times: None,
            code: None,
        }
    }
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FaultKind {
    /// An error status with a plain-text body.
    Status,
    /// 429 with plain text.
    Text429,
    /// The correct response, late.
    Slow,
    /// No response for a long time, then the connection closes.
    Stall,
    /// The connection closes without a response.
    Reset,
    /// Half of the correct response, then the connection closes.
    HalfBody,
    /// An HTML page with status 200, as a captive portal sends.
    Html,
    /// A redirect to another host.
    Redirect,
    /// A response of several megabytes.
    Oversize,

    /// 429 with Entra's JSON.
    Json429,
    /// An Entra error with the given code.
    Aadsts,
    /// 404 with an empty body.
    Empty404,
    /// 200 with JSON that has no token.
    NotAToken,
    /// A token of another tenant.
    WrongTenant,
    /// A token without a signature.
    Unsigned,
    /// A token that only its resource can read.
    Opaque,
    /// A token signed by an unpublished key, under the `kid` of a published one.
    ForgedSignature,
    /// A token signed by an unpublished key.
    UnknownKid,
    /// A user's token.
    Delegated,
    /// A token for another resource.
    WrongAudience,
    /// Another app's token.
    WrongApp,
    /// An expired token.
    Expired,
    /// An error text with terminal escapes.
    Escapes,

    /// 403 with an empty body.
    Empty403,
    /// 403 with a body of NUL bytes.
    Nul403,
    /// 403 with an empty body and the reason in a header.
    Diagnostics403,
    /// 403 with terminal escapes in its text.
    Escapes403,
    /// 404: the tenant has no Exchange Online.
    NoExchange404,
}

/// The side where a fault happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultySide {
    Token,
    Exchange,
}

impl FaultKind {
    /// Returns the only side that can have this fault, or `None` if both can.
    fn only_side(self) -> Option<FaultySide> {
        match self {
            FaultKind::Status
            | FaultKind::Text429
            | FaultKind::Slow
            | FaultKind::Stall
            | FaultKind::Reset
            | FaultKind::HalfBody
            | FaultKind::Html
            | FaultKind::Redirect
            | FaultKind::Oversize => None,
            FaultKind::Json429
            | FaultKind::Aadsts
            | FaultKind::Empty404
            | FaultKind::NotAToken
            | FaultKind::WrongTenant
            | FaultKind::Unsigned
            | FaultKind::Opaque
            | FaultKind::ForgedSignature
            | FaultKind::UnknownKid
            | FaultKind::Delegated
            | FaultKind::WrongAudience
            | FaultKind::WrongApp
            | FaultKind::Expired
            | FaultKind::Escapes => Some(FaultySide::Token),
            FaultKind::Empty403
            | FaultKind::Nul403
            | FaultKind::Diagnostics403
            | FaultKind::Escapes403
            | FaultKind::NoExchange404 => Some(FaultySide::Exchange),
        }
    }
}

impl FaultySide {
    /// Returns the faults of this side of a tenant.
    pub(crate) fn faults(self, tenant: &mut Tenant) -> &mut Vec<Fault> {
        match self {
            FaultySide::Token => &mut tenant.faults,
            FaultySide::Exchange => &mut tenant.exchange_faults,
        }
    }

    /// Deserializes faults. Refuses a fault that only the other side can have.
    pub(crate) fn read<'de, D: Deserializer<'de>>(self, from: D) -> Result<Vec<Fault>, D::Error> {
        let faults = Vec::<Fault>::deserialize(from)?;
        let is_foreign = |fault: &&Fault| fault.kind.only_side().is_some_and(|only| only != self);
        match faults.iter().find(is_foreign) {
            None => Ok(faults),
            Some(fault) => Err(D::Error::custom(format!(
                "the fault {:?} can't happen at the {} endpoint",
                fault.kind,
                match self {
                    FaultySide::Token => "token",
                    FaultySide::Exchange => "Exchange",
                }
            ))),
        }
    }
}

pub(crate) fn read_token_faults<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<Fault>, D::Error> {
    FaultySide::Token.read(from)
}

pub(crate) fn read_exchange_faults<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<Fault>, D::Error> {
    FaultySide::Exchange.read(from)
}
