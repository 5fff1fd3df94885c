//! The `scope` field: one resource, `/.default`.

use crate::error_body::Refusal;

const DEFAULT: &str = "/.default";

/// The application id of Exchange Online.
const EXCHANGE: &str = "00000002-0000-0ff1-ce00-000000000000";
/// The application id of Microsoft Graph.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// Identifier URIs of Exchange and of Compliance in all clouds.
const EXCHANGE_URIS: [&str; 10] = [
    EXCHANGE,
    "https://outlook.office365.com",
    "https://outlook.office.com",
    "https://outlook.office365.us",
    "https://outlook-dod.office365.us",
    "https://partner.outlook.cn",
    "https://outlook.office365.cn",
    "https://ps.compliance.protection.outlook.com",
    "https://ps.compliance.protection.office365.us",
    "https://ps.compliance.protection.partner.outlook.cn",
];

const GRAPH_URIS: [&str; 5] = [
    GRAPH,
    "https://graph.microsoft.com",
    "https://graph.microsoft.us",
    "https://dod-graph.microsoft.us",
    "https://microsoftgraph.chinacloudapi.cn",
];

/// A resource that tokens are issued for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scope {
    /// As it was spelled: the token's `aud` repeats it.
    pub(crate) audience: String,
    /// Whether the Exchange app roles are the ones to show.
    pub(crate) exchange: bool,
}

/// The resource of a v2 scope, or of v1's `resource` (`spelled_as_scope` is false).
pub(crate) fn parse(text: &str, spelled_as_scope: bool, own: &[String]) -> Result<Scope, Refusal> {
    let mut audience = text;
    if spelled_as_scope {
        let parts: Vec<&str> = text.split(' ').filter(|part| !part.is_empty()).collect();
        let &[only] = parts.as_slice() else {
            return Err(Refusal::saying(
                70_011,
                "The provided value for the input parameter 'scope' is not valid: one resource only.",
            ));
        };
        audience = only
            .strip_suffix(DEFAULT)
            .ok_or_else(|| Refusal::new(1_002_012))?;
    }
    let bare = audience.trim_end_matches('/');
    let among = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(bare));
    let exchange = among(&EXCHANGE_URIS);
    let known = exchange
        || among(&GRAPH_URIS)
        || own
            .iter()
            .any(|known| known.trim_end_matches('/').eq_ignore_ascii_case(bare));
    if bare.is_empty() || !known {
        return Err(Refusal::saying(
            500_011,
            format!("The resource principal named {bare} was not found in the tenant."),
        ));
    }
    Ok(Scope {
        audience: audience.to_owned(),
        exchange,
    })
}
