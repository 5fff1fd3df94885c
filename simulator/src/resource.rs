//! Resources: finds the resource that a `scope` names, if the tenant has it.

use crate::clouds::{Cloud, Facts};
use crate::error_body::Refusal;

const DEFAULT: &str = "/.default";

/// The application id of Exchange Online.
pub(crate) const EXCHANGE: &str = "00000002-0000-0ff1-ce00-000000000000";
/// The application id of Microsoft Graph.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// A service that uses Exchange's app roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    Exchange,
    Compliance,
}

/// Returns the facts of a tenant's cloud, or of all clouds if the tenant has no cloud.
fn clouds_of(cloud: Option<Cloud>) -> impl Iterator<Item = &'static Facts> {
    Cloud::all()
        .filter(move |one| cloud.is_none_or(|cloud| cloud == *one))
        .map(Cloud::facts)
}

/// Returns the service that an audience names in a tenant of this cloud.
pub(crate) fn service(audience: &str, cloud: Option<Cloud>) -> Option<Service> {
    let bare = audience.trim_end_matches('/');
    let among = |list: &[String]| list.iter().any(|known| known.eq_ignore_ascii_case(bare));
    if bare.eq_ignore_ascii_case(EXCHANGE) || clouds_of(cloud).any(|facts| among(&facts.exchange)) {
        return Some(Service::Exchange);
    }
    clouds_of(cloud)
        .any(|facts| among(&facts.compliance))
        .then_some(Service::Compliance)
}

fn is_graph(bare: &str, cloud: Option<Cloud>) -> bool {
    let is = |host: &str| bare.eq_ignore_ascii_case(&format!("https://{host}"));
    bare.eq_ignore_ascii_case(GRAPH) || clouds_of(cloud).any(|facts| is(&facts.graph))
}

/// The resource of a token request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scope {
    /// The audience as in the request, which the token's `aud` repeats.
    pub(crate) audience: String,
    /// Whether the token contains the Exchange app roles.
    pub(crate) exchange: bool,
}

/// Parses the resource of a v2 scope.
pub(crate) fn parse_scope(text: &str) -> Result<&str, Refusal> {
    let parts: Vec<&str> = text.split(' ').filter(|part| !part.is_empty()).collect();
    let &[only] = parts.as_slice() else {
        return Err(Refusal::with_text(
            70_011,
            "The provided value for the input parameter 'scope' is not valid: one resource only.",
        ));
    };
    only.strip_suffix(DEFAULT)
        .ok_or_else(|| Refusal::new(1_002_012))
}

/// Finds the resource in the tenant.
pub(crate) fn find(audience: &str, own: &[String], cloud: Option<Cloud>) -> Result<Scope, Refusal> {
    let bare = audience.trim_end_matches('/');
    let exchange = service(audience, cloud).is_some();
    let known = exchange
        || is_graph(bare, cloud)
        || own
            .iter()
            .any(|known| known.trim_end_matches('/').eq_ignore_ascii_case(bare));
    if bare.is_empty() || !known {
        return Err(Refusal::with_text(
            500_011,
            format!("The resource principal named {bare} was not found in the tenant."),
        ));
    }
    Ok(Scope {
        audience: audience.to_owned(),
        exchange,
    })
}
