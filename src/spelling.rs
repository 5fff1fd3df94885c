//! Spells the options and commands in messages as the host does.
//!
//! Every host spells ExoMt's options and commands its own way: the cloud of a tenant is
//! `environment` in the JSON of the C functions and `-Environment` in PowerShell. Code refers to
//! them with a constant (`format!("Check {ENVIRONMENT}.")`), and data files refer to them with a
//! marker (`"Check {environment}."`). Both become the host's spelling when a text is rendered.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::{PoisonError, RwLock};

use serde::{Serialize, Serializer};

/// An option or command of ExoMt that messages name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// The key that data files and hosts use. A command's key starts with `command:`.
    pub key: &'static str,
    /// The spelling of the C functions, which is used unless the host has set its own.
    pub default: &'static str,
}

macro_rules! names {
    ($($(#[$doc:meta])* $constant:ident = $key:literal, $default:literal;)*) => {
        $($(#[$doc])* pub const $constant: Name = Name { key: $key, default: $default };)*

        impl Name {
            /// Every name, in the order of this file.
            pub const ALL: &'static [Name] = &[$($constant),*];
        }
    };
}

names! {
    /// The cloud.
    ENVIRONMENT = "environment", "environment";
    /// The resource that a token is for.
    RESOURCE = "resource", "resource";
    /// The tenant.
    ORGANIZATION = "organization", "tenant";
    /// Forces a new token even if a valid one is cached.
    FORCE_REFRESH = "forceRefresh", "forceRefresh";
    /// The time limit of one request.
    TIMEOUT = "timeout", "timeoutMs";
    /// The time limit of all requests of an operation.
    TOTAL_TIMEOUT = "totalTimeout", "totalTimeoutMs";
    /// The key that belongs to a PEM certificate.
    CERTIFICATE_KEY = "certificateKey", "key";
    /// The password of a PFX file or an encrypted key.
    CERTIFICATE_PASSWORD = "certificatePassword", "password";
    /// A certificate whose private key is held by an external signer.
    EXTERNAL_CERTIFICATE = "externalCertificate", "exomt_credential_from_signer";
    /// Root certificates to trust in addition to the system's.
    CERTIFICATE_AUTHORITY = "certificateAuthority", "certificateAuthorityPem";
    /// The Exchange endpoint.
    CONNECTION_URI = "connectionUri", "connectionUri";
    /// The state of a consent request.
    STATE = "state", "state";
    /// The redirect URI of a consent request.
    REDIRECT_URI = "redirectUri", "redirectUri";
    /// Whether to run a command in Exchange Online.
    PROBE = "probe", "probe";
    /// The command that a probe runs.
    PROBE_COMMAND = "probeCommand", "probeCommand";
    /// Waits until a tenant is ready.
    WAIT = "wait", "another exomt_readiness_check";
    /// The application (client) id.
    APP_ID = "appId", "appId";
    /// The object id of the app's service principal in the customer tenant.
    OBJECT_ID = "objectId", "objectId";
    /// The id of the customer tenant.
    TENANT_ID = "tenantId", "tenantId";
    /// The id of a token.
    TOKEN_ID = "tokenId", "tokenId";
    /// The start of a search.
    START_DATE = "startDate", "startDate";
    /// The end of a search.
    END_DATE = "endDate", "endDate";
    /// The cmdlets that a search is limited to.
    CMDLET = "cmdlet", "cmdlets";
    /// A certificate to upload.
    CERTIFICATE = "certificate", "certificate";
    /// The distinguished name in a new certificate.
    CERTIFICATE_SUBJECT = "certificateSubject", "certificateSubject";
    /// The form of the consent page.
    CONSENT_FORM = "consentForm", "form";
    /// Acquires tokens.
    ACQUIRE_TOKEN = "command:acquireToken", "exomt_token_acquire";
    /// Checks the claims of a token.
    CHECK_TOKEN = "command:checkToken", "exomt_token_check";
    /// Shows the claims of a token.
    DECODE_TOKEN = "command:decodeToken", "exomt_token_decode";
    /// Builds the consent URL.
    BUILD_CONSENT_URL = "command:buildConsentUrl", "exomt_consent_build_url";
    /// Finds directory roles.
    FIND_ROLE = "command:findRole", "exomt_role_find";
    /// Lists the roles that are enough for a task.
    ADVISE_ROLE = "command:adviseRole", "exomt_role_advise";
    /// Checks a tenant until it is ready.
    WAIT_FOR_TENANT = "command:waitForTenant", "exomt_readiness_check";
    /// Creates an app.
    NEW_APP = "command:newApp", "exomt_app_new";
    /// Finds a tenant's id and cloud.
    RESOLVE_TENANT = "command:resolveTenant", "exomt_tenant_resolve";
    /// Connects the Exchange module to a tenant.
    CONNECT_TENANT = "command:connectTenant", "Connect-ExchangeOnline -AccessToken";
    /// Clears the token cache.
    CLEAR_CACHE = "command:clearCache", "exomt_cache_clear";
    /// Shows the versions of ExoMt and its host.
    SHOW_VERSION = "command:showVersion", "exomt_library_describe";
}

type Spelling = HashMap<String, String>;

/// The spelling that the host has set, if any.
static HOST: RwLock<Option<Spelling>> = RwLock::new(None);

/// The error if the host sets the spelling of an unknown name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("ExoMt has no option or command '{0}'.")]
pub struct UnknownName(pub String);

/// Sets the host's spelling for the whole process. Missing names keep their default.
///
/// # Errors
/// [`UnknownName`]; in that case nothing is set.
pub fn set(spelling: HashMap<String, String>) -> Result<(), UnknownName> {
    let is_known = |key: &String| Name::ALL.iter().any(|name| name.key == key);
    if let Some(key) = spelling.keys().find(|key| !is_known(key)) {
        return Err(UnknownName(key.clone()));
    }
    *HOST.write().unwrap_or_else(PoisonError::into_inner) = Some(spelling);
    Ok(())
}

impl Name {
    fn spelled(self, write: impl FnOnce(&str) -> fmt::Result) -> fmt::Result {
        let host = HOST.read().unwrap_or_else(PoisonError::into_inner);
        let own = host.as_ref().and_then(|spelling| spelling.get(self.key));
        write(own.map_or(self.default, String::as_str))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spelled(|text| f.write_str(text))
    }
}

/// Replaces the markers in a text from a data file. Leaves other braces unchanged.
pub fn render(text: &str) -> Cow<'_, str> {
    if !text.contains('{') {
        return Cow::Borrowed(text);
    }
    let mut rendered = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, from_brace) = rest.split_at(open);
        rendered.push_str(before);
        let known = from_brace[1..].split_once('}').and_then(|(key, after)| {
            let name = Name::ALL.iter().find(|name| name.key == key)?;
            Some((name, after))
        });
        match known {
            Some((name, after)) => {
                rendered.push_str(&name.to_string());
                rest = after;
            }
            None => {
                rendered.push('{');
                rest = &from_brace[1..];
            }
        }
    }
    rendered.push_str(rest);
    Cow::Owned(rendered)
}

/// Serializes an optional string from a data file, with its markers replaced by [`render`].
pub(crate) fn serialize_text<S: Serializer>(
    text: &Option<String>,
    out: S,
) -> Result<S::Ok, S::Error> {
    text.as_deref().map(render).serialize(out)
}

/// Serializes strings from a data file, with their markers replaced by [`render`].
pub(crate) fn serialize_texts<S: Serializer>(texts: &[String], out: S) -> Result<S::Ok, S::Error> {
    out.collect_seq(texts.iter().map(|text| render(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_every_name_has_a_default() {
        for (place, name) in Name::ALL.iter().enumerate() {
            assert!(!name.default.is_empty(), "{}", name.key);
            let is_new = Name::ALL[..place].iter().all(|other| other.key != name.key);
            assert!(is_new, "{}", name.key);
        }
    }

    #[test]
    fn a_default_command_is_a_function_of_the_header() {
        let header = include_str!("../include/exomt.h");
        let commands = Name::ALL.iter().map(|name| name.default);
        for command in commands.filter(|command| command.contains("exomt_")) {
            let function = command.rsplit(' ').next().unwrap_or_default();
            assert!(header.contains(&format!("{function}(")), "{function}");
        }
    }

    #[test]
    fn the_header_lists_every_name() {
        let header = include_str!("../include/exomt.h");
        for name in Name::ALL {
            assert!(header.contains(&format!("`{}`", name.key)), "{}", name.key);
        }
    }

    #[test]
    fn markers_become_spellings_and_other_braces_stay() {
        assert_eq!(
            render("Check {environment} ({command:checkToken})."),
            "Check environment (exomt_token_check)."
        );
        for text in [
            "",
            "plain",
            "{",
            "{}",
            "@{Name}",
            "{environment",
            "{Environment}",
        ] {
            assert_eq!(render(text), text);
        }
        assert_eq!(render("{{environment}}"), "{environment}");
        assert_eq!(format!("{ENVIRONMENT}"), "environment");
    }
}
