//! Selects the members of apps, tenants and checks to show.

use super::document::Bag;
use super::tree::Table;

const APP: [&str; 4] = [
    "AppId",
    "Environment",
    "CredentialType",
    "CertificateThumbprint",
];

const TENANT: [&str; 19] = [
    "Organization",
    "TenantId",
    "Environment",
    "AppId",
    "ObjectId",
    "Verdict",
    "Verified",
    "InitialDomain",
    "BlockedBy",
    "Message",
    "FixedBy",
    "TokenId",
    "CorrelationId",
    "ExchangeEnvironmentName",
    "Region",
    "RegionSubScope",
    "LoginHost",
    "ExchangeHost",
    "GraphHost",
];

const CHECK: [&str; 3] = ["Organization", "TenantId", "Verdict"];

fn members(bag: &Bag, names: &[&'static str]) -> Table {
    let mut shown = Table::default();
    for name in names {
        shown.put(*name, bag.text(name));
    }
    shown
}

/// Describes an app without its credential. URLs are reduced to their host, because a path or a
/// user name may be a secret.
pub(super) fn app(app: &Bag) -> Table {
    let mut shown = members(app, &APP);
    shown.put("CertificateNotAfter", app.time("CertificateNotAfter"));
    for name in ["Authority", "ConnectionUri"] {
        let text = app.text(name);
        if text.is_empty() {
            continue;
        }
        let host = url::Url::parse(&text).ok().and_then(|url| {
            let host = url.host_str()?.to_owned();
            Some(
                url.port()
                    .map_or(host.clone(), |port| format!("{host}:{port}")),
            )
        });
        shown.put(name, host.unwrap_or_else(|| "not a URL".to_owned()));
    }
    shown
}

/// Describes a resolved tenant, or the readiness of a tenant with the result of each check. The
/// steps of a fix are left out, because they are the same for every tenant.
pub(super) fn tenant(tenant: &Bag) -> Table {
    let mut shown = members(tenant, &TENANT);
    shown.put("CheckedOn", tenant.time("CheckedOn"));
    let ladder: Vec<String> = tenant
        .list("Rungs")
        .map(|rung| {
            let mut lines = vec![format!(
                "{}: {}. {}",
                rung.text("Name"),
                rung.text("State"),
                rung.text("Message")
            )];
            lines.extend(rung.texts("Evidence"));
            lines.join("\n")
        })
        .collect();
    shown.put("Ladder", ladder);
    shown
}

/// Describes the result of a token check, including the findings.
pub(super) fn check(check: &Bag) -> Table {
    let mut shown = members(check, &CHECK);
    let findings: Vec<String> = check
        .list("Findings")
        .map(|finding| {
            let [severity, code, claim, message] =
                ["Severity", "Code", "Claim", "Message"].map(|name| finding.text(name));
            format!("[{severity}] {code} ({claim}): {message}")
        })
        .collect();
    shown.put("Findings", findings);
    shown
}
