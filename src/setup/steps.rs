//! Renders the steps from the templates in `templates/setup/`.

use askama::Template;
use serde::Serialize;
use time::macros::format_description;
use uuid::Uuid;

use super::certificate::PublicCertificate;
use super::options::Registration;
use crate::error::Result;
#[cfg(test)]
use crate::template::sample::{Sample, Values};
use crate::template::{Base64, GraphCloud, Line, Literal, Script, Word};

/// The maximum length of a key file's name, without its extension.
const MAX_FILE_NAME_BYTES: usize = 40;
const DEFAULT_FILE_NAME: &str = "exomt";
const DAYS_PER_YEAR: u32 = 365;

/// A step, with its commands for each tool.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SetupStep {
    /// The name of the step.
    pub name: &'static str,
    /// What the step does.
    pub purpose: String,
    /// The commands of Microsoft Graph PowerShell.
    pub graph_power_shell: String,
    /// The commands of Azure CLI, for bash; empty if Azure CLI has no name for the cloud.
    pub azure_cli: String,
}

/// A step, rendered for each tool.
pub(super) struct RenderedStep {
    pub(super) name: &'static str,
    pub(super) purpose: String,
    pub(super) graph: Script,
    pub(super) azure: Option<Script>,
}

/// An application permission, as a script lists it.
struct Permission<'a> {
    application_id: Word<'a>,
    id: Word<'a>,
}

/// The values that the templates share.
struct Context<'a> {
    name: Literal<'a>,
    /// The OData filter that finds apps with this name.
    name_filter: Literal<'a>,
    redirect_uri: Literal<'a>,
    permissions: Vec<Permission<'a>>,
    /// The value of ExoMt's `-Environment`; `None` if it is the default.
    environment: Option<Word<'a>>,
    cloud: Word<'a>,
    graph: Option<GraphCloud<'a>>,
    /// The cloud's name for `az cloud set`; `None` if Azure CLI has no name for the cloud.
    azure_cloud: Option<Word<'a>>,
    // The properties of a new certificate.
    subject: Literal<'a>,
    openssl_subject: Literal<'a>,
    years: u32,
    days: u32,
    file_name: Word<'a>,
}

/// The lines of each step.
#[derive(Template)]
enum Lines<'a> {
    #[template(path = "setup/create_certificate.ps1")]
    CreateCertificateGraph { context: &'a Context<'a> },
    #[template(path = "setup/create_certificate.sh")]
    CreateCertificateAzure { context: &'a Context<'a> },
    #[template(path = "setup/public_certificate.ps1")]
    PublicCertificateGraph { certificate: &'a Base64 },
    #[template(path = "setup/public_certificate.sh")]
    PublicCertificateAzure { certificate: &'a Base64 },
    #[template(path = "setup/sign_in.ps1")]
    SignInGraph { context: &'a Context<'a> },
    #[template(path = "setup/sign_in.sh")]
    SignInAzure { azure_cloud: Word<'a> },
    #[template(path = "setup/registration.ps1")]
    RegistrationGraph { context: &'a Context<'a> },
    #[template(path = "setup/registration.sh")]
    RegistrationAzure { context: &'a Context<'a> },
    #[template(path = "setup/existing_registration.ps1")]
    ExistingRegistrationGraph {
        context: &'a Context<'a>,
        app_id: Uuid,
    },
    #[template(path = "setup/existing_registration.sh")]
    ExistingRegistrationAzure {
        context: &'a Context<'a>,
        app_id: Uuid,
    },
    #[template(path = "setup/permission.ps1")]
    PermissionGraph { context: &'a Context<'a> },
    #[template(path = "setup/permission.sh")]
    PermissionAzure { context: &'a Context<'a> },
    #[template(path = "setup/key.ps1")]
    KeyGraph,
    #[template(path = "setup/key.sh")]
    KeyAzure,
    #[template(path = "setup/consent_arguments.ps1")]
    ConsentArguments { context: &'a Context<'a> },
    #[template(path = "setup/result.ps1")]
    ResultGraph {
        context: &'a Context<'a>,
        consent_arguments: Literal<'a>,
    },
    #[template(path = "setup/result.sh")]
    ResultAzure {
        context: &'a Context<'a>,
        consent_arguments: Literal<'a>,
    },
    #[template(path = "setup/step.ps1")]
    StepGraph {
        heading: &'a Line,
        lines: &'a Script,
    },
    #[template(path = "setup/step.sh")]
    StepAzure {
        heading: &'a Line,
        lines: &'a Script,
    },
    #[template(path = "setup/script.ps1")]
    ScriptGraph { steps: Script },
    #[template(path = "setup/script.sh")]
    ScriptAzure { steps: Script },
}

/// Renders the steps of a registration.
pub(super) fn steps(registration: &Registration) -> Result<Vec<RenderedStep>> {
    let name = &registration.display_name;
    let cloud = registration.cloud;
    // OData doubles quotes.
    let name_filter = format!("displayName eq '{}'", name.replace('\'', "''"));
    let subject = registration.subject.to_string();
    let openssl_subject = registration.subject.for_openssl();
    let file_name = file_name(name);
    let permissions = registration.permissions();
    let permissions = permissions.iter().map(|permission| {
        Ok(Permission {
            application_id: Word::new(permission.resource_app_id)?,
            id: Word::new(permission.id)?,
        })
    });
    let is_default = crate::cloud::Cloud::worldwide()?.name == cloud.name;
    let has_azure = !cloud.azure_cloud.is_empty();
    let context = Context {
        name: Literal::new(name)?,
        name_filter: Literal::new(&name_filter)?,
        redirect_uri: Literal::new(&registration.redirect_uri)?,
        permissions: permissions.collect::<Result<_>>()?,
        environment: (!is_default).then(|| Word::new(&cloud.name)).transpose()?,
        cloud: Word::new(&cloud.name)?,
        graph: GraphCloud::new(cloud)?,
        azure_cloud: has_azure
            .then(|| Word::new(&cloud.azure_cloud))
            .transpose()?,
        subject: Literal::new(&subject)?,
        openssl_subject: Literal::new(&openssl_subject)?,
        years: registration.years,
        days: DAYS_PER_YEAR * registration.years,
        file_name: Word::new(&file_name)?,
    };
    let mut steps = vec![
        certificate(&context, registration.certificate.as_ref())?,
        sign_in(&context)?,
    ];
    match registration.app_id {
        None => steps.push(new_registration(&context)?),
        Some(app_id) => steps.extend(completion(&context, app_id)?),
    }
    steps.push(result(&context)?);
    Ok(steps)
}

impl Context<'_> {
    /// Renders a step. Skips Azure CLI if it has no name for the cloud.
    fn step(
        &self,
        name: &'static str,
        purpose: String,
        graph: &Lines<'_>,
        azure: &Lines<'_>,
    ) -> Result<RenderedStep> {
        let heading = &Line::new(&format!("{name}: {purpose}"));
        let lines = &Script::render(graph)?;
        let graph = Script::render(&Lines::StepGraph { heading, lines })?;
        let azure = match self.azure_cloud {
            None => None,
            Some(_) => {
                let lines = &Script::render(azure)?;
                Some(Script::render(&Lines::StepAzure { heading, lines })?)
            }
        };
        Ok(RenderedStep {
            name,
            purpose,
            graph,
            azure,
        })
    }
}

fn certificate(context: &Context<'_>, given: Option<&PublicCertificate>) -> Result<RenderedStep> {
    let Some(given) = given else {
        return context.step(
            "Certificate",
            "created here; its private key stays here.".to_owned(),
            &Lines::CreateCertificateGraph { context },
            &Lines::CreateCertificateAzure { context },
        );
    };
    let format = format_description!("[year]-[month]-[day]");
    let end = given.not_after.format(format).unwrap_or_default();
    let certificate = &Base64::new(&given.der);
    context.step(
        "Certificate",
        format!(
            "{}, thumbprint {}, expires {end}; the public part.",
            given.subject, given.thumbprint
        ),
        &Lines::PublicCertificateGraph { certificate },
        &Lines::PublicCertificateAzure { certificate },
    )
}

fn sign_in(context: &Context<'_>) -> Result<RenderedStep> {
    // If Azure CLI has no name for the cloud, `step` skips its lines, so any name will do.
    let azure_cloud = context.azure_cloud.unwrap_or(context.cloud);
    context.step(
        "SignIn",
        "to your own tenant, as an admin who is allowed to register apps, such as a Cloud Application Administrator.".to_owned(),
        &Lines::SignInGraph { context },
        &Lines::SignInAzure { azure_cloud },
    )
}

/// Renders the step that registers a new app. It sends a single request, because a new app can't be
/// found on every server immediately.
fn new_registration(context: &Context<'_>) -> Result<RenderedStep> {
    context.step(
        "Registration",
        "for all organizations, with redirect URI, permission and certificate.".to_owned(),
        &Lines::RegistrationGraph { context },
        &Lines::RegistrationAzure { context },
    )
}

/// Renders the steps that find an existing app and add what it lacks.
fn completion(context: &Context<'_>, app_id: Uuid) -> Result<[RenderedStep; 3]> {
    Ok([
        context.step(
            "Registration",
            "found by its id, for all organizations, with the redirect URI.".to_owned(),
            &Lines::ExistingRegistrationGraph { context, app_id },
            &Lines::ExistingRegistrationAzure { context, app_id },
        )?,
        context.step(
            "Permission",
            "Exchange.ManageAsApp, in addition to the permissions that the app already lists."
                .to_owned(),
            &Lines::PermissionGraph { context },
            &Lines::PermissionAzure { context },
        )?,
        context.step(
            "Key",
            "the public part of the certificate, in addition to the other keys of the app."
                .to_owned(),
            &Lines::KeyGraph,
            &Lines::KeyAzure,
        )?,
    ])
}

fn result(context: &Context<'_>) -> Result<RenderedStep> {
    let arguments = Script::render(&Lines::ConsentArguments { context })?.into_text();
    let consent_arguments = Literal::new(&arguments)?;
    context.step(
        "Result",
        "the app id, and the next commands of ExoMt.".to_owned(),
        &Lines::ResultGraph {
            context,
            consent_arguments,
        },
        &Lines::ResultAzure {
            context,
            consent_arguments,
        },
    )
}

/// Renders the steps as one script. It stops at the first failure, even when pasted, and leaves no
/// variables behind.
pub(super) fn graph_script(steps: &[RenderedStep]) -> Result<String> {
    let steps = Script::join(steps.iter().map(|step| &step.graph)).indented();
    Ok(Script::render(&Lines::ScriptGraph { steps })?.into_text())
}

/// Renders the steps as one bash script, or as an empty string if there are no steps for Azure CLI.
pub(super) fn azure_script(steps: &[RenderedStep]) -> Result<String> {
    let texts: Vec<&Script> = steps
        .iter()
        .filter_map(|step| step.azure.as_ref())
        .collect();
    if texts.is_empty() {
        return Ok(String::new());
    }
    let steps = Script::join(texts);
    Ok(Script::render(&Lines::ScriptAzure { steps })?.into_text())
}

/// Derives the name of key files from the name of the app.
fn file_name(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|character: char| !character.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let mut file = words.join("-");
    file.truncate(MAX_FILE_NAME_BYTES);
    if file.is_empty() {
        return DEFAULT_FILE_NAME.to_owned();
    }
    file
}

#[cfg(test)]
fn sample_context(values: &Values, default_cloud: bool, graph: Option<bool>) -> Context<'static> {
    Context {
        name: values.literal("context.name"),
        name_filter: values.literal("context.name_filter"),
        redirect_uri: values.literal("context.redirect_uri"),
        permissions: [(); 2]
            .map(|()| Permission {
                application_id: values.word("permission.application_id"),
                id: values.word("permission.id"),
            })
            .into(),
        environment: (!default_cloud).then(|| values.word("environment")),
        cloud: values.word("context.cloud"),
        graph: graph.map(|is_known| GraphCloud::sample(values, is_known)),
        azure_cloud: None,
        subject: values.literal("context.subject"),
        openssl_subject: values.literal("context.openssl_subject"),
        years: values.number("context.years"),
        days: values.number("context.days"),
        file_name: values.word("context.file_name"),
    }
}

#[cfg(test)]
pub(crate) fn samples(values: &Values) -> Vec<Sample> {
    let mut samples = Vec::new();
    for (default_cloud, graph) in [(true, Some(true)), (false, Some(false)), (false, None)] {
        macro_rules! add {
            ($path:literal, $variant:ident $(, $field:ident: $value:expr)*) => {{
                let context = &sample_context(values, default_cloud, graph);
                let lines = Lines::$variant { context, $($field: $value),* };
                samples.push(values.sample($path, &lines));
            }};
        }
        add!("setup/create_certificate.ps1", CreateCertificateGraph);
        add!("setup/create_certificate.sh", CreateCertificateAzure);
        add!("setup/sign_in.ps1", SignInGraph);
        add!("setup/registration.ps1", RegistrationGraph);
        add!("setup/registration.sh", RegistrationAzure);
        add!("setup/existing_registration.ps1", ExistingRegistrationGraph, app_id: values.id("app_id"));
        add!("setup/existing_registration.sh", ExistingRegistrationAzure, app_id: values.id("app_id"));
        add!("setup/permission.ps1", PermissionGraph);
        add!("setup/permission.sh", PermissionAzure);
        add!("setup/consent_arguments.ps1", ConsentArguments);
        let arguments = samples.pop().map(|sample| sample.after("Command"));
        samples.extend(arguments);
        add!("setup/result.ps1", ResultGraph, consent_arguments: values.literal("consent_arguments"));
        add!("setup/result.sh", ResultAzure, consent_arguments: values.literal("consent_arguments"));
    }
    let certificate = &values.base64("certificate");
    let lines = Lines::PublicCertificateGraph { certificate };
    samples.push(values.sample("setup/public_certificate.ps1", &lines));
    let certificate = &values.base64("line");
    let lines = Lines::PublicCertificateAzure { certificate };
    samples.push(values.sample("setup/public_certificate.sh", &lines));
    let azure_cloud = values.word("azure_cloud");
    let lines = Lines::SignInAzure { azure_cloud };
    samples.push(values.sample("setup/sign_in.sh", &lines));
    samples.push(values.sample("setup/key.ps1", &Lines::KeyGraph));
    samples.push(values.sample("setup/key.sh", &Lines::KeyAzure));
    let lines = &values.script("lines", &Lines::KeyGraph);
    let heading = &values.line("heading");
    samples.push(values.sample("setup/step.ps1", &Lines::StepGraph { heading, lines }));
    let lines = &values.script("lines", &Lines::KeyAzure);
    let heading = &values.line("heading");
    samples.push(values.sample("setup/step.sh", &Lines::StepAzure { heading, lines }));
    let steps = values.script("steps", &Lines::KeyGraph);
    samples.push(values.sample("setup/script.ps1", &Lines::ScriptGraph { steps }));
    let steps = values.script("steps", &Lines::KeyAzure);
    samples.push(values.sample("setup/script.sh", &Lines::ScriptAzure { steps }));
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_files_have_plain_names() {
        for (name, file) in [
            ("ExoMt", "exomt"),
            ("Contoso Exchange Automation", "contoso-exchange-automation"),
            ("--help", "help"),
            ("\u{fc}ber & $(x)", "ber-x"),
            ("\u{1F600}", "exomt"),
        ] {
            assert_eq!(file_name(name), file);
        }
        assert_eq!(file_name(&"x".repeat(256)).len(), MAX_FILE_NAME_BYTES);
    }
}
