//! Builds the commands that register the home app: certificate, registration, permission.

mod certificate;
mod distinguished_name;
mod notes;
mod options;
mod steps;

use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

use self::options::Registration;
use crate::error::Result;

pub(crate) use options::SetupOptions;
pub(crate) use steps::SetupStep;

#[cfg(test)]
pub(crate) use steps::samples;

/// The commands, step by step and as whole scripts.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Setup {
    /// The name that customers see when they consent.
    pub display_name: String,
    /// The existing app that the commands complete; `None` if they register a new one.
    pub app_id: Option<Uuid>,
    /// The cloud's name.
    pub environment: &'static str,
    /// The PowerShell that the app is for.
    pub resource: &'static str,
    /// The redirect URI of consent requests.
    pub redirect_uri: String,
    /// The application permissions that the registration lists.
    pub permissions: Vec<SetupPermission>,
    /// The subject of the certificate.
    pub certificate: String,
    /// The steps, in order.
    pub steps: Vec<SetupStep>,
    /// All steps as one script for Microsoft Graph PowerShell.
    pub graph_power_shell: String,
    /// All steps as one bash script for Azure CLI; empty if Azure CLI has no name for the cloud.
    pub azure_cli: String,
    /// Notes about the app.
    pub notes: Vec<String>,
}

/// An application permission.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SetupPermission {
    /// The name of the permission.
    pub name: &'static str,
    /// The id of the app role.
    pub id: &'static str,
    /// The application that defines the permission.
    pub resource_app_id: &'static str,
}

impl Setup {
    /// Builds the commands. Sends nothing. `certificate` is the content of a file with the
    /// certificate to upload (DER or PEM). Without one, the commands create a certificate.
    ///
    /// # Errors
    /// `InvalidDisplayName`, `InvalidAppId`, `InvalidEnvironment`, `InvalidResource`,
    /// `InvalidRedirectUri`, `InvalidSubject`, `InvalidOptions`; for the certificate
    /// `CertificateUnreadable`, `UnsupportedKey`, `CertificateExpired`.
    pub(crate) fn new(options: &SetupOptions, certificate: Option<&[u8]>) -> Result<Setup> {
        let registration = Registration::new(options, certificate, OffsetDateTime::now_utc())?;
        let steps = steps::steps(&registration)?;
        let text = |step: &steps::RenderedStep| SetupStep {
            name: step.name,
            purpose: step.purpose.clone(),
            graph_power_shell: step.graph.to_string(),
            azure_cli: step
                .azure
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        };
        Ok(Setup {
            app_id: registration.app_id,
            environment: &registration.cloud.name,
            resource: registration.resource_name(),
            permissions: registration.permissions(),
            certificate: registration.subject.to_string(),
            graph_power_shell: steps::graph_script(&steps)?,
            azure_cli: steps::azure_script(&steps)?,
            steps: steps.iter().map(text).collect(),
            notes: notes::notes(&registration),
            display_name: registration.display_name,
            redirect_uri: registration.redirect_uri,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloud::Cloud;
    use crate::error::ErrorCode;

    const CERTIFICATE: &[u8] = include_bytes!("../../tests/fixtures/credential/app.crt");

    fn options(json: serde_json::Value) -> SetupOptions {
        serde_json::from_value(json).expect("options")
    }

    #[test]
    fn every_cloud_has_a_script_for_each_tool_that_knows_it() {
        for cloud in Cloud::open() {
            for more in [
                serde_json::json!({"environment": cloud.name}),
                serde_json::json!({"environment": cloud.name, "resource": "Compliance",
                    "appId": "ae11b22c-3d44-4e55-8f66-778899aabbcc"}),
            ] {
                let setup = Setup::new(&options(more), None).expect(&cloud.name);
                assert_eq!(setup.environment, cloud.name);
                assert!(setup.graph_power_shell.starts_with("& {\n    $ErrorAction"));
                assert_eq!(setup.azure_cli.is_empty(), cloud.azure_cloud.is_empty());
                for step in &setup.steps {
                    assert!(
                        step.graph_power_shell
                            .starts_with(&format!("# {}: ", step.name))
                    );
                    assert_eq!(step.azure_cli.is_empty(), cloud.azure_cloud.is_empty());
                }
            }
        }
    }

    #[test]
    fn the_steps_of_new_and_existing_apps_are_in_order() {
        let names = |setup: &Setup| setup.steps.iter().map(|step| step.name).collect::<Vec<_>>();
        let new = Setup::new(&SetupOptions::default(), None).expect("the defaults");
        assert_eq!(
            names(&new),
            ["Certificate", "SignIn", "Registration", "Result"]
        );
        let app = options(serde_json::json!({"appId": "ae11b22c-3d44-4e55-8f66-778899aabbcc"}));
        let existing = Setup::new(&app, Some(CERTIFICATE)).expect("an app");
        assert_eq!(
            names(&existing),
            [
                "Certificate",
                "SignIn",
                "Registration",
                "Permission",
                "Key",
                "Result"
            ]
        );
        assert_eq!(existing.certificate, "CN=app, O=ExoMt tests");
        assert!(
            existing.steps[0]
                .purpose
                .starts_with("CN=app, O=ExoMt tests, thumbprint 6BAE96D9")
        );
    }

    #[test]
    fn a_certificate_and_a_subject_exclude_each_other() {
        let both = options(serde_json::json!({"certificateSubject": "CN=x"}));
        let error = Setup::new(&both, Some(CERTIFICATE)).expect_err("both");
        assert_eq!(error.code(), ErrorCode::InvalidOptions);
    }
}
