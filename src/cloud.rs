//! The Microsoft clouds: login hosts, resources, names. Data: `data/clouds.json`.

use once_cell::sync::Lazy;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::spelling::{self, RESOLVE_TENANT};

/// One cloud's hosts and names; a row of `data/clouds.json`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cloud {
    /// The name that ExoMt uses.
    pub name: String,
    /// The name for people.
    pub title: String,
    /// Other spellings, the ones of Connect-ExchangeOnline among them.
    pub aliases: Vec<String>,
    /// Host of the token endpoint.
    pub login_host: String,
    /// Hosts that lead to the same place.
    pub login_host_aliases: Vec<String>,
    /// Exchange Online, as resource and as endpoint.
    pub exchange: String,
    /// Other spellings of the Exchange audience in this cloud.
    pub exchange_alternatives: Vec<String>,
    /// Security & Compliance PowerShell, as resource; empty where none is known.
    pub compliance: String,
    /// The application in `data/permissions.json` whose permission documentation names for
    /// Security & Compliance PowerShell here, beside Exchange's; mostly empty.
    pub compliance_application: String,
    /// Microsoft Graph; empty where none is known.
    pub graph: String,
    /// The Azure portal; empty where none is known.
    pub portal: String,
    /// Value for `Connect-ExchangeOnline -ExchangeEnvironmentName`; empty where it takes the
    /// two URIs instead.
    pub exchange_environment_name: String,
    /// Value for `Connect-ExchangeOnline -ConnectionUri`.
    pub connection_uri: String,
    /// Value for `Connect-IPPSSession -ConnectionUri`; empty where none is known.
    pub compliance_connection_uri: String,
    /// Value for `-AzureADAuthorizationEndpointUri` of both.
    pub authorization_endpoint_uri: String,
    /// Endings of a tenant's initial domain.
    pub initial_domain_suffixes: Vec<String>,
    /// What `tenant_region_sub_scope` of the metadata is in this cloud, when it says something.
    pub region_sub_scopes: Vec<String>,
    /// Value for `Connect-MgGraph -Environment`; empty where none is known.
    pub graph_environment: String,
    /// Value for `az cloud set --name`; empty where none is known.
    pub azure_cloud: String,
    /// The day it was closed.
    pub closed: Option<String>,
    /// What is not certain about it.
    #[serde(serialize_with = "spelling::serialize_text")]
    pub note: Option<String>,
    /// What to know when an app is registered here.
    #[serde(serialize_with = "spelling::serialize_texts")]
    pub setup_notes: Vec<String>,
    /// What to know when the audit log is searched here.
    #[serde(serialize_with = "spelling::serialize_texts")]
    pub audit_notes: Vec<String>,
}

#[derive(Deserialize)]
struct CloudFile {
    clouds: Vec<Cloud>,
}

static CLOUDS: Lazy<Vec<Cloud>> = Lazy::new(|| {
    serde_json::from_str::<CloudFile>(include_str!("data/clouds.json"))
        .map(|file| file.clouds)
        .unwrap_or_default()
});

impl Cloud {
    /// All clouds; the first is the default.
    pub fn all() -> &'static [Cloud] {
        &CLOUDS
    }

    /// The worldwide cloud.
    pub fn worldwide() -> Result<&'static Cloud> {
        Cloud::all()
            .first()
            .ok_or_else(|| Error::internal("the cloud table is empty"))
    }

    /// Finds a cloud by its name or an alias, in any case.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidEnvironment`], naming the known ones; also for one that is closed.
    pub fn parse(name: &str) -> Result<&'static Cloud> {
        let wanted = name.trim();
        let cloud = Cloud::all()
            .iter()
            .find(|cloud| {
                cloud.name.eq_ignore_ascii_case(wanted)
                    || cloud
                        .aliases
                        .iter()
                        .any(|alias| alias.eq_ignore_ascii_case(wanted))
            })
            .ok_or_else(|| {
                let known: Vec<&str> = Cloud::open().map(|cloud| &*cloud.name).collect();
                Error::new(
                    ErrorCode::InvalidEnvironment,
                    format!(
                        "'{}' is not an environment that ExoMt knows.",
                        clean_line(name)
                    ),
                    format!(
                        "Use one of {}, or a name of Connect-ExchangeOnline such as O365China.",
                        known.join(", ")
                    ),
                )
            })?;
        match &cloud.closed {
            None => Ok(cloud),
            Some(day) => Err(Error::new(
                ErrorCode::InvalidEnvironment,
                format!("Microsoft closed the cloud {} on {day}.", cloud.name),
                format!(
                    "Its tenants were moved. Use Worldwide, or find the tenant's cloud with {RESOLVE_TENANT}."
                ),
            )),
        }
    }

    /// Those that are in service.
    pub fn open() -> impl Iterator<Item = &'static Cloud> {
        Cloud::all().iter().filter(|cloud| cloud.closed.is_none())
    }

    /// Whether this host is one of its login hosts.
    pub fn has_login_host(&self, host: &str) -> bool {
        std::iter::once(&self.login_host)
            .chain(&self.login_host_aliases)
            .any(|known| known.eq_ignore_ascii_case(host))
    }

    /// Whether a domain is a tenant's initial one here, by its ending.
    pub fn is_initial_domain(&self, domain: &str) -> bool {
        self.initial_domain_suffixes.iter().any(|suffix| {
            // contoso.mail.onmicrosoft.com is a routing domain.
            domain
                .to_ascii_lowercase()
                .strip_suffix(&**suffix)
                .and_then(|rest| rest.strip_suffix('.'))
                .is_some_and(|label| !label.is_empty() && !label.contains('.'))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_whole_and_every_name_unique() {
        assert_eq!(Cloud::all().len(), 9);
        let mut names: Vec<String> = Cloud::all()
            .iter()
            .flat_map(|cloud| cloud.aliases.iter().chain([&cloud.name]))
            .map(|name| name.to_lowercase())
            .collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn names_of_connect_exchange_online_are_accepted() {
        for (name, cloud) in [
            ("O365Default", "Worldwide"),
            ("o365usgovgcchigh", "GCCHigh"),
            ("O365USGovDoD", "DoD"),
            (" O365China ", "China"),
            ("gcc", "GCC"),
        ] {
            assert_eq!(Cloud::parse(name).expect("known").name, cloud);
        }
        let error = Cloud::parse("O365Nowhere").expect_err("unknown");
        assert_eq!(error.code(), ErrorCode::InvalidEnvironment);
        assert!(error.report().fix.contains("GCCHigh") && !error.report().fix.contains("Germany"));
    }

    #[test]
    fn a_closed_cloud_says_so() {
        let error = Cloud::parse("O365GermanyCloud").expect_err("closed in 2021");
        assert_eq!(error.code(), ErrorCode::InvalidEnvironment);
        assert!(error.to_string().contains("2021-10-29"));
    }

    #[test]
    fn an_initial_domain_has_one_label_before_its_ending() {
        let worldwide = Cloud::worldwide().expect("first");
        assert!(worldwide.is_initial_domain("Contoso.OnMicrosoft.com"));
        for other in [
            "contoso.com",
            "contoso.mail.onmicrosoft.com",
            "onmicrosoft.com",
            "evilonmicrosoft.com",
            "contoso.onmicrosoft.us",
            "contoso.onmicrosoft.com.evil.example",
        ] {
            assert!(!worldwide.is_initial_domain(other), "{other}");
        }
        let bleu = Cloud::parse("Bleu").expect("known");
        assert!(bleu.is_initial_domain("contoso.onsovcloud.fr"));
    }
}
