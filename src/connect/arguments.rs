//! The arguments with which Connect-ExchangeOnline or Connect-IPPSSession connects to a tenant's
//! cloud.

use serde::{Deserialize, Serialize};

use crate::cloud::Cloud;
use crate::error::{Error, ErrorCode, Result};
use crate::resource::Resource;
use crate::spelling::ACQUIRE_TOKEN;

/// Where to connect (camelCase JSON); unknown members are rejected.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct ConnectOptions {
    /// The cloud of the tenant; defaults to Worldwide.
    pub environment: Option<String>,
    /// The PowerShell to connect to, `Exchange` or `Compliance`; defaults to `Exchange`.
    pub resource: Option<String>,
    /// The tenant to connect to: one of its domains, or its id.
    pub organization: String,
    /// The app's authority, if it isn't the cloud's.
    pub authority: Option<String>,
    /// The app's Exchange endpoint, if it isn't the cloud's.
    pub connection_uri: Option<String>,
}

/// How to connect to a tenant.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConnectArguments {
    /// Whether the organization is an initial domain of the cloud. With any other name,
    /// write operations fail.
    pub is_initial_domain: bool,
    /// An initial domain of this cloud, for messages.
    pub initial_domain_example: String,
    /// The arguments for Connect-ExchangeOnline or Connect-IPPSSession, by parameter name.
    pub arguments: Endpoint,
}

/// The parameters that select a cloud: an environment, or two URIs.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Endpoint {
    #[serde(
        rename = "ExchangeEnvironmentName",
        skip_serializing_if = "Option::is_none"
    )]
    environment_name: Option<String>,
    #[serde(rename = "ConnectionUri", skip_serializing_if = "Option::is_none")]
    connection_uri: Option<String>,
    #[serde(
        rename = "AzureADAuthorizationEndpointUri",
        skip_serializing_if = "Option::is_none"
    )]
    authorization_endpoint_uri: Option<String>,
}

impl ConnectArguments {
    /// Returns the arguments for a tenant.
    ///
    /// # Errors
    /// `InvalidEnvironment`, `InvalidResource`; `ComplianceUnavailable` for a cloud whose Security
    /// & Compliance endpoint isn't known.
    pub(crate) fn new(options: &ConnectOptions) -> Result<ConnectArguments> {
        let cloud = Cloud::parse_or_worldwide(options.environment.as_deref())?;
        let resource = Resource::parse_powershell(options.resource.as_deref().unwrap_or_default())?;
        let suffix = cloud.initial_domain_suffixes.first();
        Ok(ConnectArguments {
            is_initial_domain: cloud.is_initial_domain(options.organization.trim()),
            initial_domain_example: format!("contoso.{}", suffix.map_or("", String::as_str)),
            arguments: endpoint(cloud, &resource, options)?,
        })
    }
}

fn endpoint(cloud: &Cloud, resource: &Resource, options: &ConnectOptions) -> Result<Endpoint> {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let by_uri = |connection_uri: String| Endpoint {
        environment_name: None,
        connection_uri: Some(connection_uri),
        authorization_endpoint_uri: Some(
            given(&options.authority)
                .filter(|authority| *authority != format!("https://{}", cloud.login_host))
                .map(|authority| format!("{authority}/organizations"))
                .unwrap_or_else(|| cloud.authorization_endpoint_uri.clone()),
        ),
    };
    if *resource == Resource::Compliance {
        if cloud.compliance_connection_uri.is_empty() {
            return Err(Error::new(
                ErrorCode::ComplianceUnavailable,
                format!(
                    "ExoMt doesn't know the endpoint of Security & Compliance PowerShell in {}.",
                    cloud.title
                ),
                format!(
                    "Run Connect-IPPSSession -ConnectionUri with the address that the operator of the cloud names, and a token from {ACQUIRE_TOKEN}."
                ),
            ));
        }
        return Ok(by_uri(cloud.compliance_connection_uri.clone()));
    }
    if let Some(connection_uri) = given(&options.connection_uri) {
        return Ok(by_uri(connection_uri));
    }
    if cloud.exchange_environment_name.is_empty() {
        return Ok(by_uri(cloud.connection_uri.clone()));
    }
    Ok(Endpoint {
        environment_name: Some(cloud.exchange_environment_name.clone()),
        ..Endpoint::default()
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn connect(options: serde_json::Value) -> Result<serde_json::Value> {
        let options: ConnectOptions = serde_json::from_value(options).expect("options");
        let found = ConnectArguments::new(&options)?;
        Ok(serde_json::to_value(found).expect("JSON"))
    }

    #[test]
    fn a_cloud_that_the_command_knows_is_passed_by_name() {
        for (cloud, name) in [
            ("Worldwide", "O365Default"),
            ("GCC", "O365Default"),
            ("GCCHigh", "O365USGovGCCHigh"),
            ("DoD", "O365USGovDoD"),
            ("China", "O365China"),
        ] {
            let found = connect(json!({"environment": cloud, "authority": ""})).expect("known");
            assert_eq!(found["arguments"], json!({"ExchangeEnvironmentName": name}));
        }
    }

    #[test]
    fn every_other_cloud_is_connected_by_two_uris() {
        for (cloud, suffix) in [("Bleu", "fr"), ("Delos", "de"), ("GovSG", "sg")] {
            let found = connect(json!({"environment": cloud})).expect("known");
            let expected = json!({
                "ConnectionUri": format!("https://outlook.sovcloud.{suffix}/PowerShell-LiveID"),
                "AzureADAuthorizationEndpointUri":
                    format!("https://login.sovcloud-identity.{suffix}/organizations"),
            });
            assert_eq!(found["arguments"], expected);
        }
    }

    #[test]
    fn compliance_is_always_connected_by_two_uris() {
        for (cloud, host, login) in [
            (
                "Worldwide",
                "ps.compliance.protection.outlook.com",
                "login.microsoftonline.com",
            ),
            (
                "DoD",
                "l5.ps.compliance.protection.office365.us",
                "login.microsoftonline.us",
            ),
            (
                "China",
                "ps.compliance.protection.partner.outlook.cn",
                "login.chinacloudapi.cn",
            ),
        ] {
            let found = connect(json!({"environment": cloud, "resource": "Compliance"}));
            let expected = json!({
                "ConnectionUri": format!("https://{host}/powershell-liveid/"),
                "AzureADAuthorizationEndpointUri": format!("https://{login}/organizations"),
            });
            assert_eq!(found.expect("known")["arguments"], expected);
        }
        let error = connect(json!({"environment": "Bleu", "resource": "Compliance"}));
        let error = error.expect_err("no endpoint");
        assert_eq!(error.code(), ErrorCode::ComplianceUnavailable);
        assert!(error.to_string().contains("Bleu"), "{error}");
    }

    #[test]
    fn the_endpoint_of_the_app_takes_precedence_and_its_authority_is_used() {
        let uri = "https://exchange.example/x";
        for (authority, sign_in) in [
            (
                "https://login.partner.microsoftonline.cn",
                "https://login.chinacloudapi.cn/organizations",
            ),
            (
                "https://login.example:8443",
                "https://login.example:8443/organizations",
            ),
        ] {
            let found = connect(
                json!({"environment": "China", "authority": authority, "connectionUri": uri}),
            );
            let expected =
                json!({"ConnectionUri": uri, "AzureADAuthorizationEndpointUri": sign_in});
            assert_eq!(found.expect("known")["arguments"], expected);
        }
    }

    #[test]
    fn the_initial_domain_is_recognized_by_the_cloud() {
        for (organization, cloud, expected) in [
            ("contoso.onmicrosoft.com", "Worldwide", true),
            (" contoso.OnMicrosoft.com ", "GCC", true),
            ("contoso.mail.onmicrosoft.com", "Worldwide", false),
            ("contoso.com", "Worldwide", false),
            ("onmicrosoft.com", "Worldwide", false),
            ("evilonmicrosoft.com", "Worldwide", false),
            ("contoso.partner.onmschina.cn", "China", true),
            ("contoso.onsovcloud.fr", "Bleu", true),
            ("contoso.onsovcloud.fr", "Worldwide", false),
            ("contoso.onmicrosoft.us", "GCCHigh", true),
            ("contoso.onmicrosoft.com", "China", false),
            ("7e4a0001-1c2d-4e3f-8a5b-000000000001", "Worldwide", false),
        ] {
            let found = connect(json!({"environment": cloud, "organization": organization}));
            let found = found.expect("known");
            assert_eq!(
                found["isInitialDomain"], expected,
                "{organization}, {cloud}"
            );
        }
        let china = connect(json!({"environment": "China"})).expect("known");
        assert_eq!(
            china["initialDomainExample"],
            "contoso.partner.onmschina.cn"
        );
    }
}
