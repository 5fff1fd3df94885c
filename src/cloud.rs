//! The Microsoft clouds: login hosts, resources, names. Data: `data/clouds.json`.

use once_cell::sync::Lazy;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorCode, Result, clean_line};

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
    /// Security & Compliance PowerShell, as resource.
    pub compliance: String,
    /// Microsoft Graph.
    pub graph: String,
    /// The Azure portal.
    pub portal: String,
    /// Value for `Connect-ExchangeOnline -ExchangeEnvironmentName`.
    pub exchange_environment_name: String,
    /// Endings of a tenant's initial domain.
    pub initial_domain_suffixes: Vec<String>,
    /// Value for `Connect-MgGraph -Environment`; empty if it has none.
    pub graph_environment: String,
    /// Value for `az cloud set --name`; empty if it has none.
    pub azure_cloud: String,
    /// The day it was closed on.
    pub closed: Option<String>,
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
    /// [`ErrorCode::InvalidEnvironment`], naming the known ones.
    pub fn parse(name: &str) -> Result<&'static Cloud> {
        let wanted = name.trim();
        Cloud::all()
            .iter()
            .find(|cloud| {
                cloud.name.eq_ignore_ascii_case(wanted)
                    || cloud
                        .aliases
                        .iter()
                        .any(|alias| alias.eq_ignore_ascii_case(wanted))
            })
            .ok_or_else(|| {
                let known: Vec<&str> = Cloud::all().iter().map(|cloud| &*cloud.name).collect();
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
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_whole_and_every_name_unique() {
        assert_eq!(Cloud::all().len(), 5);
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
        let error = Cloud::parse("O365GermanyCloud").expect_err("closed in 2021");
        assert_eq!(error.code(), ErrorCode::InvalidEnvironment);
        assert!(error.report().fix.contains("GCCHigh"));
    }
}
