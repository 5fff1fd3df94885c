//! Builds the consent URL. `docs/protocol.md` (section 6) describes its forms and their limits.

use aws_lc_rs::rand;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use url::{Host, Url};
use uuid::Uuid;

use crate::authority::Authority;
use crate::cloud::Cloud;
use crate::error::{Aadsts, Error, ErrorCode, Result, clean_line};
use crate::guid::parse_app_id;
use crate::resource::Resource;
use crate::spelling::STATE;
use crate::tenant::Tenant;

/// The consent pages of Entra.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(crate) enum ConsentForm {
    /// `/v2.0/adminconsent`: the URL contains the scope to consent to.
    #[default]
    AdminConsent,
    /// `/adminconsent`: consents to all permissions that the registration lists.
    AdminConsentV1,
    /// `/oauth2/authorize?prompt=admin_consent`, which articles from 2020 use.
    AuthorizePrompt,
}

impl ConsentForm {
    const ALL: [(&str, ConsentForm); 3] = [
        ("AdminConsent", ConsentForm::AdminConsent),
        ("AdminConsentV1", ConsentForm::AdminConsentV1),
        ("AuthorizePrompt", ConsentForm::AuthorizePrompt),
    ];

    /// Finds a form by its name; case doesn't matter.
    ///
    /// # Errors
    /// `InvalidOptions` if no form has this name. The fix lists the names.
    pub(crate) fn parse(name: &str) -> Result<ConsentForm> {
        let named = |(known, _): &&(&str, ConsentForm)| known.eq_ignore_ascii_case(name.trim());
        let found = ConsentForm::ALL.iter().find(named);
        found.map(|(_, form)| *form).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidOptions,
                format!("'{}' is not a form of the consent page.", clean_line(name)),
                "Use one of AdminConsent, AdminConsentV1, AuthorizePrompt.",
            )
        })
    }
}

/// The parts of a consent URL (camelCase JSON). Unknown members are rejected.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ConsentOptions {
    /// The application (client) id.
    pub app_id: String,
    /// A tenant id or domain. Defaults to `organizations`, the tenant that the admin signs in to.
    pub organization: Option<String>,
    /// A redirect URI, exactly as it is registered for the app.
    pub redirect_uri: String,
    /// A string that Entra returns with the answer; random by default.
    pub state: Option<String>,
    /// The name of a [`ConsentForm`]; defaults to `AdminConsent`.
    pub form: Option<String>,
    /// The cloud's name or an alias; defaults to Worldwide.
    pub environment: Option<String>,
    /// For tests: a login host (`https://host[:port]`) to use instead of the cloud's.
    pub authority: Option<String>,
    /// The resource to consent to, named as in a token request; defaults to Exchange. Only the form
    /// `AdminConsent` puts it in the URL.
    pub resource: Option<String>,
}

/// A consent URL, and the values that the caller keeps until the answer arrives.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConsentRequest {
    /// The URL that an admin of the tenant opens in a browser.
    pub url: String,
    /// The state to compare with the one in the answer.
    pub state: String,
    /// The tenant in the URL, or `organizations`.
    pub organization: String,
    /// The form of the consent page.
    pub form: ConsentForm,
    /// The cloud's name.
    pub environment: &'static str,
    /// The application id.
    pub app_id: Uuid,
    /// The redirect URI that receives the answer.
    pub redirect_uri: String,
    /// The scope in the URL; absent if the form consents to all permissions in the registration.
    pub scope: Option<String>,
    /// Notes to read before sending the URL to the admin.
    pub notes: Vec<String>,
}

/// The maximum length of a state. It is limited because Entra returns it in a URL.
const MAX_STATE_BYTES: usize = 1_024;
/// Replaces the tenant in the URL, so that any work or school account can sign in.
const ORGANIZATIONS: &str = "organizations";
/// Replaces the tenant in the URL, so that personal accounts can sign in too.
const COMMON: &str = "common";

impl ConsentRequest {
    /// Builds the URL. Sends nothing.
    ///
    /// # Errors
    /// `InvalidAppId`, `InvalidTenant`, `InvalidEnvironment`, `InvalidAuthority`,
    /// `InvalidResource`, `InvalidRedirectUri`, `InvalidState`, `InvalidOptions`.
    pub(crate) fn new(options: &ConsentOptions) -> Result<ConsentRequest> {
        let app_id = parse_app_id(&options.app_id)?;
        let form = options.form.as_deref().map(ConsentForm::parse);
        let form = form.transpose()?.unwrap_or_default();
        let cloud = Cloud::parse_or_worldwide(options.environment.as_deref())?;
        let authority = match &options.authority {
            Some(text) => Authority::parse(text)?,
            None => Authority::from_cloud(cloud),
        };
        let redirect = redirect_uri(&options.redirect_uri)?;
        let state = match &options.state {
            Some(state) => {
                check_state(state)?;
                state.clone()
            }
            None => random_state()?,
        };
        let resource = options
            .resource
            .as_deref()
            .map(Resource::parse)
            .transpose()?;
        let resource = resource.unwrap_or(Resource::Exchange);
        resource.check_in(cloud)?;
        let organization = organization(options.organization.as_deref(), form)?;
        let scope = match form {
            ConsentForm::AdminConsent => Some(resource.scope(cloud)),
            ConsentForm::AdminConsentV1 => None,
            ConsentForm::AuthorizePrompt => Some("openid profile".to_owned()),
        };

        let (path, fixed): (_, &[(&str, &str)]) = match form {
            ConsentForm::AdminConsent => ("v2.0/adminconsent", &[]),
            ConsentForm::AdminConsentV1 => ("adminconsent", &[]),
            ConsentForm::AuthorizePrompt => (
                "oauth2/authorize",
                &[
                    ("response_type", "code"),
                    ("prompt", "admin_consent"),
                    ("response_mode", "form_post"),
                ],
            ),
        };
        let text = format!("{authority}/{organization}/{path}");
        let mut url =
            Url::parse(&text).map_err(|_| Error::internal("the consent URL could not be built"))?;
        {
            let mut query = url.query_pairs_mut();
            query.append_pair("client_id", &app_id.to_string());
            query.extend_pairs(fixed);
            if let Some(scope) = &scope {
                query.append_pair("scope", scope);
            }
            query.append_pair("redirect_uri", &options.redirect_uri);
            query.append_pair("state", &state);
        }
        Ok(ConsentRequest {
            // Servers accept + for a space, but only %20 survives every email client.
            url: url.as_str().replace('+', "%20"),
            state,
            notes: notes(&redirect, form),
            organization,
            form,
            environment: &cloud.name,
            app_id,
            redirect_uri: options.redirect_uri.clone(),
            scope,
        })
    }
}

fn organization(given: Option<&str>, form: ConsentForm) -> Result<String> {
    let text = given.map_or(ORGANIZATIONS, str::trim);
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    if is(ORGANIZATIONS) || (is(COMMON) && form != ConsentForm::AdminConsent) {
        return Ok(text.to_ascii_lowercase());
    }
    if is(COMMON) {
        return Err(Error::new(
            ErrorCode::InvalidTenant,
            "The consent page of version 2.0 doesn't accept 'common' as a tenant.",
            "Use a tenant id or a domain, or 'organizations'.",
        ));
    }
    Tenant::parse(text).map(|tenant| tenant.to_string())
}

/// Parses a redirect URI, and checks that Entra accepts it for the platform Web.
///
/// # Errors
/// `InvalidRedirectUri`, with the reason.
pub(crate) fn redirect_uri(text: &str) -> Result<Url> {
    let invalid = |why: &str| {
        Error::new(
            ErrorCode::InvalidRedirectUri,
            format!("'{}' can't be a redirect URI: {why}.", clean_line(text)),
            "Use a redirect URI exactly as it is registered for the app under Web: https://..., or http://localhost[:port].",
        )
    };
    // The URL parser would silently drop line breaks and tabs.
    if text.contains(char::is_control) {
        return Err(invalid("it has control characters"));
    }
    let url = Url::parse(text).map_err(|_| invalid("it is not an absolute URL"))?;
    let is_local = matches!(url.host(), Some(Host::Domain("localhost")));
    match url.scheme() {
        "https" => {}
        "http" if is_local => {}
        "http" if matches!(url.host(), Some(Host::Ipv4(ip)) if ip.is_loopback()) => {
            return Err(invalid(
                "under Web, Entra accepts http only for localhost, not for 127.0.0.1",
            ));
        }
        "http" => return Err(invalid("Entra accepts http only for localhost")),
        _ => return Err(invalid("it has to begin with https://")),
    }
    if url.fragment().is_some() {
        return Err(invalid("it has a fragment (#)"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid("it has a user name or password"));
    }
    Ok(url)
}

/// Checks that Entra can return the state unchanged.
///
/// # Errors
/// `InvalidState`.
pub(super) fn check_state(state: &str) -> Result<()> {
    if state.is_empty() || state.len() > MAX_STATE_BYTES || state.chars().any(char::is_control) {
        return Err(Error::new(
            ErrorCode::InvalidState,
            format!("A state has to have 1 to {MAX_STATE_BYTES} bytes and no control characters."),
            format!(
                "Leave {STATE} out when you create the consent URL: it then gets a random one."
            ),
        ));
    }
    Ok(())
}

/// Returns 256 random bits as text.
fn random_state() -> Result<String> {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).map_err(|_| Error::internal("no random bytes"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

fn notes(redirect: &Url, form: ConsentForm) -> Vec<String> {
    let mut notes = vec![
        format!(
            "The redirect URI has to be registered for the app under Web, character by character (except for the port of http://localhost). Otherwise the admin sees {}, or {} if none is registered: that looks like a failure although the consent is already recorded. The answer goes to {}.",
            Aadsts::text_of(Aadsts::REPLY_ADDRESS_DIFFERS),
            Aadsts::text_of(Aadsts::NO_REPLY_ADDRESS),
            redirect.host_str().unwrap_or("the redirect URI")
        ),
        "A Cloud Application Administrator can consent if the registration lists no application permission of Microsoft Graph. Otherwise a Privileged Role Administrator has to.".to_owned(),
        "Consent removes permissions that were granted to the app for the whole tenant before and are not requested now.".to_owned(),
        "Consent doesn't assign a directory role: that is a second step in the tenant.".to_owned(),
    ];
    match form {
        ConsentForm::AdminConsent => {}
        ConsentForm::AdminConsentV1 => notes.push(
            "This form requests all permissions that the registration lists, of all resources."
                .to_owned(),
        ),
        ConsentForm::AuthorizePrompt => notes.push(
            "This form dates from 2020. Its answer is a form post with a code that ExoMt doesn't use."
                .to_owned(),
        ),
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    const APP: &str = "ae11b22c-3d44-4e55-8f66-778899aabbcc";

    fn options(json: &str) -> ConsentOptions {
        let rest = json.strip_prefix('{').expect("an object");
        let comma = if rest == "}" { "" } else { "," };
        serde_json::from_str(&format!(
            r#"{{"appId":"{APP}","redirectUri":"https://localhost/cb?a=b c"{comma}{rest}"#
        ))
        .expect("options")
    }

    #[test]
    fn each_form_has_its_path_and_parameters() {
        let made = |json: &str| ConsentRequest::new(&options(json)).expect("a URL");
        let request = made(r#"{"organization":"Contoso.OnMicrosoft.com","state":"s&1"}"#);
        assert_eq!(
            request.url,
            format!(
                "https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0/adminconsent?client_id={APP}&scope=https%3A%2F%2Foutlook.office365.com%2F.default&redirect_uri=https%3A%2F%2Flocalhost%2Fcb%3Fa%3Db%20c&state=s%261"
            )
        );
        let request = made(
            r#"{"form":"AdminConsentV1","organization":"common","environment":"O365USGovDoD","state":"x"}"#,
        );
        assert!(request.url.starts_with(&format!(
            "https://login.microsoftonline.us/common/adminconsent?client_id={APP}&redirect_uri="
        )));
        assert_eq!(request.environment, "DoD");
        let request = made(r#"{"form":"AuthorizePrompt","state":"x"}"#);
        assert!(request.url.contains(
            "/organizations/oauth2/authorize?"
        ) && request.url.contains("&response_type=code&prompt=admin_consent&response_mode=form_post&scope=openid%20profile&"));
    }

    #[test]
    fn a_default_state_is_random_and_long() {
        let state = || ConsentRequest::new(&options("{}")).expect("a URL").state;
        let (one, other) = (state(), state());
        assert_ne!(one, other);
        assert_eq!(one.len(), 43);
    }

    #[test]
    fn options_that_entra_would_reject_are_refused() {
        for (redirect, says) in [
            ("localhost", "absolute"),
            ("http://127.0.0.1:8400/", "127.0.0.1"),
            ("http://example.com/", "localhost"),
            ("ftp://x/", "https"),
            ("https://x/#y", "fragment"),
            ("https://u:p@x/", "user name"),
        ] {
            let mut options = options("{}");
            options.redirect_uri = redirect.to_owned();
            let error = ConsentRequest::new(&options).expect_err(redirect);
            assert_eq!(error.code(), ErrorCode::InvalidRedirectUri, "{redirect}");
            assert!(error.to_string().contains(says), "{error}");
        }
        for (json, code) in [
            (r#"{"organization":"common"}"#, ErrorCode::InvalidTenant),
            (r#"{"organization":"a/b"}"#, ErrorCode::InvalidTenant),
            (r#"{"state":""}"#, ErrorCode::InvalidState),
            (r#"{"environment":"Mars"}"#, ErrorCode::InvalidEnvironment),
            (r#"{"form":"Other"}"#, ErrorCode::InvalidOptions),
        ] {
            assert_eq!(
                ConsentRequest::new(&options(json)).expect_err(json).code(),
                code
            );
        }
        for uri in [
            "http://localhost",
            "http://localhost:8400/x",
            "https://exomt.example/",
        ] {
            let mut options = options("{}");
            options.redirect_uri = uri.to_owned();
            assert!(ConsentRequest::new(&options).is_ok(), "{uri}");
        }
    }
}
