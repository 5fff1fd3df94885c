//! A requested tenant: its id or one of its domains.

use std::fmt;

use uuid::Uuid;

use crate::error::{Error, ErrorCode, Result, clean_line};

/// A tenant that is validated and normalized, so it can be part of a URL path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Tenant {
    /// The tenant (directory) id.
    Id(Uuid),
    /// One of the tenant's verified domains, in lower case and ASCII.
    Domain(String),
}

/// Words that Entra accepts in place of a tenant.
const TENANT_PLACEHOLDERS: [&str; 3] = ["common", "organizations", "consumers"];

impl Tenant {
    /// Parses a GUID or a domain name.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidTenant`]; the message includes the text.
    pub fn parse(text: &str) -> Result<Tenant> {
        let trimmed = text.trim();
        if let Ok(id) = Uuid::try_parse(trimmed) {
            return if id.is_nil() {
                Err(invalid(text, "is the empty GUID"))
            } else {
                Ok(Tenant::Id(id))
            };
        }
        if trimmed.is_empty() {
            return Err(invalid(text, "is empty"));
        }
        if TENANT_PLACEHOLDERS
            .iter()
            .any(|word| word.eq_ignore_ascii_case(trimmed))
        {
            return Err(invalid(
                text,
                "names no single tenant, and an app-only token is for one tenant",
            ));
        }
        domain(trimmed)
            .map(Tenant::Domain)
            .ok_or_else(|| invalid(text, "is not a domain name"))
    }

    /// Returns the tenant id, if the tenant was requested by its id.
    pub fn id(&self) -> Option<Uuid> {
        match self {
            Tenant::Id(id) => Some(*id),
            Tenant::Domain(_) => None,
        }
    }
}

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tenant::Id(id) => id.fmt(f),
            Tenant::Domain(domain) => f.write_str(domain),
        }
    }
}

/// Parses a host name of at least two labels, and returns it in ASCII. Refuses IP addresses.
fn domain(text: &str) -> Option<String> {
    let parsed = match url::Host::parse(text).ok()? {
        url::Host::Domain(name) => name,
        url::Host::Ipv4(_) | url::Host::Ipv6(_) => return None,
    };
    let labels: Vec<&str> = parsed.split('.').collect();
    let proper = |label: &&str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    (labels.len() >= 2 && parsed.len() <= 253 && labels.iter().all(proper)).then_some(parsed)
}

fn invalid(text: &str, why: &str) -> Error {
    let shown = clean_line(text);
    Error::new(
        ErrorCode::InvalidTenant,
        format!("'{shown}' is not a valid tenant: it {why}."),
        "Use the tenant's initial domain (contoso.onmicrosoft.com), another verified domain, or its tenant id (a GUID).",
    )
    .for_tenant(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids_and_domains_are_normalized() {
        let by_id = Tenant::parse("{11111111-2222-3333-4444-55555555ABCD}").expect("braced");
        assert_eq!(by_id.to_string(), "11111111-2222-3333-4444-55555555abcd");
        let by_name = Tenant::parse("  Contoso.OnMicrosoft.COM ").expect("domain");
        assert_eq!(by_name.to_string(), "contoso.onmicrosoft.com");
        assert_eq!(
            Tenant::parse("bücher.de").expect("idn").to_string(),
            "xn--bcher-kva.de"
        );
    }

    #[test]
    fn a_text_that_could_leave_the_path_is_refused() {
        for bad in [
            "",
            " ",
            "contoso",
            "common",
            "Organizations",
            "a/b.com",
            "a.com?x=1",
            "a.com#x",
            "../x.com",
            "a..com",
            "-a.com",
            "10.0.0.1",
            "[::1]",
            "a b.com",
            "a.com\r\nx",
            "@{TenantId=1}",
            "00000000-0000-0000-0000-000000000000",
            "https://contoso.com",
            "user@contoso.com",
            "a.com:443",
            "a%2fb.com",
        ] {
            let error = Tenant::parse(bad).expect_err(bad);
            assert_eq!(error.code(), ErrorCode::InvalidTenant, "{bad}");
        }
    }
}
