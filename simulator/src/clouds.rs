//! The Microsoft clouds: the hosts in a tenant's documents, and the audiences of its resources.
//! Data: `src/data/clouds.json`, which the library reads too.

use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize};

/// A cloud in `src/data/clouds.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Cloud(&'static str);

impl Cloud {
    /// Finds a cloud by its name, such as `GCCHigh`.
    pub fn named(name: &str) -> Option<Cloud> {
        let facts = CLOUDS.iter().find(|facts| facts.name == name)?;
        Some(Cloud(&facts.name))
    }

    /// Returns every cloud, including the closed one.
    pub fn all() -> impl Iterator<Item = Cloud> {
        CLOUDS.iter().map(|facts| Cloud(&facts.name))
    }

    pub(crate) fn facts(self) -> &'static Facts {
        let known = CLOUDS.iter().find(|facts| facts.name == self.0);
        // Every `Cloud` is created from a row, so the fallback is never used.
        known.unwrap_or(&CLOUDS[0])
    }
}

impl<'de> Deserialize<'de> for Cloud {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Cloud, D::Error> {
        let name = String::deserialize(input)?;
        Cloud::named(&name)
            .ok_or_else(|| serde::de::Error::custom(format!("'{name}' is not a known cloud")))
    }
}

/// The facts that differ between clouds.
#[derive(Debug)]
pub(crate) struct Facts {
    name: String,
    /// The host of issuer and endpoints.
    pub(crate) login: String,
    /// `cloud_instance_name`.
    pub(crate) instance: String,
    /// `msgraph_host`.
    pub(crate) graph: String,
    /// `cloud_graph_host_name`: Azure AD Graph, if the cloud had one.
    pub(crate) legacy_graph: String,
    /// The audiences of Exchange.
    pub(crate) exchange: Vec<String>,
    /// The audiences of Security & Compliance PowerShell.
    pub(crate) compliance: Vec<String>,
    /// `tenant_region_scope`.
    pub(crate) region: String,
    /// `tenant_region_sub_scope`.
    pub(crate) sub_scope: Option<String>,
}

#[derive(Deserialize)]
struct CloudFile {
    clouds: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    name: String,
    login_host: String,
    exchange: String,
    exchange_alternatives: Vec<String>,
    compliance: String,
    graph: String,
    region_sub_scopes: Vec<String>,
    metadata: Metadata,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    region: String,
    legacy_graph_host: Option<String>,
}

/// Clouds with the first audience of Exchange also accept the second one.
const EXCHANGE_ALIAS: (&str, &str) = (
    "https://outlook.office365.com",
    "https://outlook.office.com",
);

static CLOUDS: LazyLock<Vec<Facts>> = LazyLock::new(|| {
    let text = include_str!("../../src/data/clouds.json");
    #[expect(
        clippy::expect_used,
        reason = "a part of the program, read by its tests"
    )]
    let file: CloudFile = serde_json::from_str(text).expect("clouds.json");
    file.clouds.into_iter().map(Facts::from_row).collect()
});

impl Facts {
    fn from_row(row: Row) -> Facts {
        let instance = row.login_host.trim_start_matches("login.").to_owned();
        let graph = match row.graph.trim_start_matches("https://") {
            "" => format!("graph.{instance}"),
            host => host.to_owned(),
        };
        let mut exchange = vec![row.exchange];
        if exchange[0] == EXCHANGE_ALIAS.0 {
            exchange.push(EXCHANGE_ALIAS.1.to_owned());
        }
        exchange.extend(row.exchange_alternatives);
        Facts {
            name: row.name,
            login: row.login_host,
            legacy_graph: row.metadata.legacy_graph_host.unwrap_or(graph.clone()),
            instance,
            graph,
            exchange,
            compliance: Some(row.compliance)
                .filter(|host| !host.is_empty())
                .into_iter()
                .collect(),
            region: row.metadata.region,
            sub_scope: row.region_sub_scopes.into_iter().next(),
        }
    }
}
