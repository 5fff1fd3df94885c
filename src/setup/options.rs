//! The options of a setup, and their validation.

use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

use super::SetupPermission;
use super::certificate::PublicCertificate;
use super::distinguished_name::DistinguishedName;
use crate::cloud::Cloud;
use crate::consent;
use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::guid::parse_app_id;
use crate::resource::Resource;
use crate::spelling::{CERTIFICATE, CERTIFICATE_SUBJECT};

/// The maximum length that Entra allows for the name of an app, in UTF-16 code units.
const MAX_NAME_UNITS: usize = 256;
const DEFAULT_NAME: &str = "ExoMt";
const DEFAULT_REDIRECT_URI: &str = "http://localhost";
const DEFAULT_YEARS: u32 = 1;
const MAX_YEARS: u32 = 10;

/// The properties of the app to register (camelCase JSON); unknown members are rejected.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct SetupOptions {
    /// The name that customers see when they consent; defaults to `ExoMt`.
    pub display_name: Option<String>,
    /// The redirect URI of consent requests; defaults to `http://localhost`.
    pub redirect_uri: Option<String>,
    /// The cloud of the app and its customers; defaults to Worldwide.
    pub environment: Option<String>,
    /// The PowerShell that the app is for, `Exchange` or `Compliance`; defaults to `Exchange`.
    pub resource: Option<String>,
    /// The distinguished name in a new certificate; defaults to `CN=` and the display name.
    pub certificate_subject: Option<String>,
    /// How many years a new certificate is valid, 1 to 10; defaults to 1.
    pub certificate_years: Option<u32>,
    /// An existing app: the commands add only what is missing.
    pub app_id: Option<String>,
}

/// The checked options.
pub(super) struct Registration {
    pub(super) display_name: String,
    pub(super) app_id: Option<Uuid>,
    pub(super) cloud: &'static Cloud,
    pub(super) resource: Resource,
    pub(super) redirect_uri: String,
    pub(super) years: u32,
    pub(super) subject: DistinguishedName,
    /// The certificate to upload, if the caller has one.
    pub(super) certificate: Option<PublicCertificate>,
}

impl Registration {
    pub(super) fn new(
        options: &SetupOptions,
        certificate: Option<&[u8]>,
        now: OffsetDateTime,
    ) -> Result<Registration> {
        let display_name = name(options.display_name.as_deref().unwrap_or(DEFAULT_NAME))?;
        let app_id = options.app_id.as_deref().map(parse_app_id).transpose()?;
        let environment = options.environment.as_deref().map(str::trim);
        let cloud = Cloud::parse_or_worldwide(environment.filter(|name| !name.is_empty()))?;
        let resource = Resource::parse_powershell(options.resource.as_deref().unwrap_or_default())?;
        let redirect_uri = options
            .redirect_uri
            .as_deref()
            .unwrap_or(DEFAULT_REDIRECT_URI);
        consent::redirect_uri(redirect_uri)?;
        let years = options.certificate_years.unwrap_or(DEFAULT_YEARS);
        if !(1..=MAX_YEARS).contains(&years) {
            return Err(Error::new(
                ErrorCode::InvalidOptions,
                format!("ExoMt does not create certificates that are valid for {years} years."),
                format!("Use 1 to {MAX_YEARS} years."),
            ));
        }
        let certificate = match (certificate, &options.certificate_subject) {
            (Some(_), Some(_)) => {
                return Err(Error::new(
                    ErrorCode::InvalidOptions,
                    format!(
                        "{CERTIFICATE} and {CERTIFICATE_SUBJECT} cannot be combined: an existing certificate already has a subject."
                    ),
                    "Leave one of them out.",
                ));
            }
            (bytes, _) => bytes
                .map(|bytes| PublicCertificate::read(bytes, now))
                .transpose()?,
        };
        let subject = match (&certificate, options.certificate_subject.as_deref()) {
            (Some(certificate), _) => certificate.subject.clone(),
            (None, None | Some("")) => DistinguishedName::common_name(&display_name),
            (None, Some(text)) => DistinguishedName::parse(text)?,
        };
        Ok(Registration {
            display_name,
            app_id,
            cloud,
            resource,
            redirect_uri: redirect_uri.to_owned(),
            years,
            subject,
            certificate,
        })
    }

    /// Returns the resource's name as a static string, because a registration is always for
    /// `Exchange` or `Compliance`.
    pub(super) fn resource_name(&self) -> &'static str {
        match self.resource {
            Resource::Compliance => "Compliance",
            _ => "Exchange",
        }
    }

    /// Returns the application permissions that the registration has to list.
    pub(super) fn permissions(&self) -> Vec<SetupPermission> {
        self.resource
            .required_applications(self.cloud)
            .into_iter()
            .map(|application| {
                let permission = application.manage_as_app();
                SetupPermission {
                    name: &permission.name,
                    id: &permission.id,
                    resource_app_id: &application.app_id,
                }
            })
            .collect()
    }
}

fn name(text: &str) -> Result<String> {
    let name = text.trim();
    let units = name.encode_utf16().count();
    // Azure CLI reads a value from a file if it begins with @.
    let is_name = (1..=MAX_NAME_UNITS).contains(&units)
        && !name.starts_with('@')
        && !name.contains(char::is_control);
    if is_name {
        return Ok(name.to_owned());
    }
    Err(Error::new(
        ErrorCode::InvalidDisplayName,
        format!("'{}' cannot be the name of an app here.", clean_line(text)),
        format!(
            "Use 1 to {MAX_NAME_UNITS} characters without line breaks. The first character cannot be @."
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_no_tool_reads_as_a_file() {
        assert_eq!(
            name("  O'Brien \u{1F600} ").expect("a name"),
            "O'Brien \u{1F600}"
        );
        let longest = "\u{1F600}".repeat(128);
        assert!(name(&longest).is_ok());
        let long = longest + "x";
        for bad in ["", " ", "a\nb", "@secret.txt", " @x", "a\u{1b}[0m", &long] {
            let error = name(bad).expect_err(bad);
            assert_eq!(error.code(), ErrorCode::InvalidDisplayName);
        }
    }

    #[test]
    fn each_option_has_its_own_error() {
        let code = |json: serde_json::Value| {
            let options: SetupOptions = serde_json::from_value(json).expect("options");
            let now = OffsetDateTime::now_utc();
            Registration::new(&options, None, now)
                .map(|_| ())
                .expect_err("refused")
                .code()
        };
        use serde_json::json;
        assert_eq!(code(json!({"appId": "ExoMt"})), ErrorCode::InvalidAppId);
        assert_eq!(
            code(json!({"environment": "Mars"})),
            ErrorCode::InvalidEnvironment
        );
        assert_eq!(
            code(json!({"resource": "Graph"})),
            ErrorCode::InvalidResource
        );
        assert_eq!(
            code(json!({"redirectUri": "http://127.0.0.1"})),
            ErrorCode::InvalidRedirectUri
        );
        assert_eq!(
            code(json!({"redirectUri": "https://x\n.example"})),
            ErrorCode::InvalidRedirectUri
        );
        assert_eq!(
            code(json!({"certificateSubject": "ExoMt"})),
            ErrorCode::InvalidSubject
        );
        assert_eq!(
            code(json!({"certificateYears": 0})),
            ErrorCode::InvalidOptions
        );
        assert_eq!(
            code(json!({"certificateYears": 11})),
            ErrorCode::InvalidOptions
        );
    }
}
