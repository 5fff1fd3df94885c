//! The Microsoft clouds: what a tenant's documents name and which resources it has.

use serde::{Deserialize, Serialize};

/// A cloud, named as in ExoMt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cloud {
    /// Microsoft 365 worldwide.
    Worldwide,
    /// US Government Community Cloud: worldwide hosts; only the sub scope differs.
    #[serde(rename = "GCC")]
    Gcc,
    /// US Government GCC High.
    #[serde(rename = "GCCHigh")]
    GccHigh,
    /// US Government DoD.
    DoD,
    /// China, operated by 21Vianet.
    China,
    /// France.
    Bleu,
    /// Germany, the current sovereign cloud.
    Delos,
    /// Singapore.
    #[serde(rename = "GovSG")]
    GovSg,
    /// Germany, the cloud that closed in 2021.
    Germany,
}

/// What differs between clouds.
#[derive(Debug)]
pub(crate) struct Facts {
    /// Host of issuer and endpoints.
    pub(crate) login: &'static str,
    pub(crate) instance: &'static str,
    pub(crate) msgraph: &'static str,
    /// `cloud_graph_host_name`: Azure AD Graph, where it existed.
    pub(crate) old_graph: &'static str,
    /// Audiences of Exchange; the first is the default.
    pub(crate) exchange: &'static [&'static str],
    pub(crate) compliance: &'static [&'static str],
    pub(crate) region: &'static str,
    pub(crate) sub_scope: Option<&'static str>,
}

const WORLDWIDE: Facts = Facts {
    login: "login.microsoftonline.com",
    instance: "microsoftonline.com",
    msgraph: "graph.microsoft.com",
    old_graph: "graph.windows.net",
    exchange: &[
        "https://outlook.office365.com",
        "https://outlook.office.com",
    ],
    compliance: &["https://ps.compliance.protection.outlook.com"],
    region: "EU",
    sub_scope: None,
};

const GCC: Facts = Facts {
    region: "NA",
    sub_scope: Some("GCC"),
    ..WORLDWIDE
};

const GCC_HIGH: Facts = Facts {
    login: "login.microsoftonline.us",
    instance: "microsoftonline.us",
    msgraph: "graph.microsoft.us",
    old_graph: "graph.microsoftazure.us",
    exchange: &["https://outlook.office365.us"],
    compliance: &["https://ps.compliance.protection.office365.us"],
    region: "USGov",
    sub_scope: Some("DODCON"),
};

const DOD: Facts = Facts {
    msgraph: "dod-graph.microsoft.us",
    exchange: &["https://outlook-dod.office365.us"],
    sub_scope: Some("DOD"),
    ..GCC_HIGH
};

const CHINA: Facts = Facts {
    login: "login.partner.microsoftonline.cn",
    instance: "partner.microsoftonline.cn",
    msgraph: "microsoftgraph.chinacloudapi.cn",
    old_graph: "graph.chinacloudapi.cn",
    exchange: &["https://partner.outlook.cn", "https://outlook.office365.cn"],
    compliance: &["https://ps.compliance.protection.partner.outlook.cn"],
    region: "AS",
    sub_scope: None,
};

const BLEU: Facts = Facts {
    login: "login.sovcloud-identity.fr",
    instance: "sovcloud-identity.fr",
    msgraph: "graph.svc.sovcloud.fr",
    old_graph: "graph.svc.sovcloud.fr",
    exchange: &["https://outlook.sovcloud.fr"],
    compliance: &[],
    region: "EU",
    sub_scope: None,
};

const DELOS: Facts = Facts {
    login: "login.sovcloud-identity.de",
    instance: "sovcloud-identity.de",
    msgraph: "graph.svc.sovcloud.de",
    old_graph: "graph.svc.sovcloud.de",
    exchange: &["https://outlook.sovcloud.de"],
    ..BLEU
};

/// Only the login host is known. The others follow the pattern of Bleu and Delos.
const GOV_SG: Facts = Facts {
    login: "login.sovcloud-identity.sg",
    instance: "sovcloud-identity.sg",
    msgraph: "graph.svc.sovcloud.sg",
    old_graph: "graph.svc.sovcloud.sg",
    exchange: &["https://outlook.sovcloud.sg"],
    region: "AS",
    ..BLEU
};

const GERMANY: Facts = Facts {
    login: "login.microsoftonline.de",
    instance: "microsoftonline.de",
    msgraph: "graph.microsoft.de",
    old_graph: "graph.cloudapi.de",
    exchange: &["https://outlook.office.de"],
    ..BLEU
};

impl Cloud {
    pub(crate) fn facts(self) -> &'static Facts {
        match self {
            Cloud::Worldwide => &WORLDWIDE,
            Cloud::Gcc => &GCC,
            Cloud::GccHigh => &GCC_HIGH,
            Cloud::DoD => &DOD,
            Cloud::China => &CHINA,
            Cloud::Bleu => &BLEU,
            Cloud::Delos => &DELOS,
            Cloud::GovSg => &GOV_SG,
            Cloud::Germany => &GERMANY,
        }
    }
}
