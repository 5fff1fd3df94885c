//! The Microsoft clouds: names, login hosts and resources. Data: `data/clouds.json`.

use once_cell::sync::Lazy;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::spelling::{self, RESOLVE_TENANT};

/// A Microsoft cloud; a row of `data/clouds.json`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cloud {
    /// The name that ExoMt uses.
    pub name: String,
    /// The full name.
    pub title: String,
    /// Other names, among them those of Connect-ExchangeOnline.
    pub aliases: Vec<String>,
    /// The host of the token endpoint.
    pub login_host: String,
    /// Other hosts of the same endpoint.
    pub login_host_aliases: Vec<String>,
    /// The URL of Exchange Online, which is both its resource and its endpoint.
    pub exchange: String,
    /// Other audiences of Exchange in this cloud.
    pub exchange_alternatives: Vec<String>,
    /// The resource URL of Security & Compliance PowerShell; empty if none is known.
    pub compliance: String,
    /// The name of an application in `data/permissions.json`; empty for most clouds. In this cloud,
    /// Security & Compliance PowerShell requires the permission of that application as well as the
    /// permission of Exchange, according to Microsoft.
    pub compliance_application: String,
    /// Microsoft Graph; empty if none is known.
    pub graph: String,
    /// The Azure portal; empty if none is known.
    pub portal: String,
    /// Value for `Connect-ExchangeOnline -ExchangeEnvironmentName`; empty if the cloud needs
    /// `-ConnectionUri` and `-AzureADAuthorizationEndpointUri` instead.
    pub exchange_environment_name: String,
    /// Value for `Connect-ExchangeOnline -ConnectionUri`.
    pub connection_uri: String,
    /// Value for `Connect-IPPSSession -ConnectionUri`; empty if none is known.
    pub compliance_connection_uri: String,
    /// Value for `-AzureADAuthorizationEndpointUri` of Connect-ExchangeOnline and
    /// Connect-IPPSSession.
    pub authorization_endpoint_uri: String,
    /// The suffixes of initial domains.
    pub initial_domain_suffixes: Vec<String>,
    /// The values of `tenant_region_sub_scope`, in a tenant's OpenID metadata, that identify this
    /// cloud.
    pub region_sub_scopes: Vec<String>,
    /// Value for `Connect-MgGraph -Environment`; empty if none is known.
    pub graph_environment: String,
    /// Value for `az cloud set --name`; empty if none is known.
    pub azure_cloud: String,
    /// The day on which Microsoft closed the cloud.
    pub closed: Option<String>,
    /// What is uncertain about the cloud.
    #[serde(serialize_with = "spelling::serialize_text")]
    pub note: Option<String>,
    /// Notes about registering an app in this cloud.
    #[serde(serialize_with = "spelling::serialize_texts")]
    pub setup_notes: Vec<String>,
    /// Notes about searching the audit log in this cloud.
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
    /// Returns all clouds. The first is the default.
    pub fn all() -> &'static [Cloud] {
        &CLOUDS
    }

    /// Returns the worldwide cloud.
    pub fn worldwide() -> Result<&'static Cloud> {
        Cloud::all()
            .first()
            .ok_or_else(|| Error::internal("the cloud table is empty"))
    }

    /// Finds a cloud by its name, or returns the worldwide cloud without one.
    ///
    /// # Errors
    /// As [`Cloud::parse`].
    pub fn parse_or_worldwide(name: Option<&str>) -> Result<&'static Cloud> {
        name.map_or_else(Cloud::worldwide, Cloud::parse)
    }

    /// Finds a cloud by its name or an alias, ignoring case.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidEnvironment`] for an unknown or closed cloud. The fix for an
    /// unknown cloud lists the known ones.
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
                    format!("ExoMt doesn't know a cloud named '{}'.", clean_line(name)),
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

    /// Returns the clouds that are in service.
    pub fn open() -> impl Iterator<Item = &'static Cloud> {
        Cloud::all().iter().filter(|cloud| cloud.closed.is_none())
    }

    /// Returns whether a host is one of the login hosts.
    pub fn has_login_host(&self, host: &str) -> bool {
        std::iter::once(&self.login_host)
            .chain(&self.login_host_aliases)
            .any(|known| known.eq_ignore_ascii_case(host))
    }

    /// Returns whether a domain has the form of an initial domain in this cloud.
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
    fn every_name_is_unique() {
        assert!(Cloud::all().len() > 1);
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
    fn an_initial_domain_has_one_label_before_its_suffix() {
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
