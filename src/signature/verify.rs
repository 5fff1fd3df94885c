//! Verifies a token's RS256 signature with a key that its issuer publishes.

use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Serialize;
use serde::de::IgnoredAny;
use tokio::time::Instant;
use uuid::Uuid;

use super::key_cache::{IssuerKeys, issuer_keys};
use super::key_set::Key;
use crate::authority::Authority;
use crate::claims::{Finding, FindingCode, Severity, Token};
use crate::cloud::Cloud;
use crate::error::{Error, FixedBy, Result};
use crate::http::HttpClient;
use crate::resolve::ResolverOptions;
use crate::secret::SecretText;
use crate::spelling::ENVIRONMENT;

/// A token whose signature can be verified.
#[derive(Debug)]
pub struct SignatureCheck {
    text: SecretText,
    token: Token,
    authority: Authority,
    http: HttpClient,
}

/// The result of a signature check.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedSignature {
    /// The position of the request in the batch.
    pub(crate) index: usize,
    /// The tenant that the token names.
    pub(crate) organization: String,
    /// Whether the signature is valid; null if that can't be determined.
    pub(crate) verified: Option<bool>,
    /// The result as a finding.
    pub(crate) finding: Finding,
}

impl SignatureCheck {
    /// Decodes the token. Sends nothing. If the options name neither an authority nor a cloud, the
    /// token's audience determines the cloud.
    ///
    /// # Errors
    /// `TokenUnreadable`, and the codes for invalid options.
    pub fn new(text: SecretText, options: &ResolverOptions) -> Result<SignatureCheck> {
        let token = Token::decode(text.expose())?;
        let authority = match (&options.authority, &options.environment) {
            (Some(authority), _) => Authority::parse(authority)?,
            (None, Some(name)) => Authority::from_cloud(Cloud::parse(name)?),
            (None, None) => Authority::from_cloud(token.cloud()?),
        };
        Ok(SignatureCheck {
            text,
            token,
            authority,
            http: HttpClient::new(&options.network)?,
        })
    }

    /// Returns the tenant that the token names, or `common`.
    pub fn tenant(&self) -> String {
        self.token
            .tenant_id()
            .map_or_else(|| "common".to_owned(), |id| id.to_string())
    }

    pub(crate) async fn verify(&self, index: usize, deadline: Instant) -> VerifiedSignature {
        let (verified, finding) = match self.check(deadline).await {
            Ok(()) => (Some(true), verified(&self.authority)),
            Err(Failure::Invalid(why)) => (Some(false), invalid(&why)),
            Err(Failure::Unknown(why, fix)) => (None, unknown(&why, fix)),
            Err(Failure::NoKeys(error)) => {
                let report = error.report();
                let finding = Finding::new(
                    FindingCode::SignatureUnknown,
                    Severity::Unknown,
                    "kid",
                    format!("The issuer's keys can't be read: {}", report.message),
                )
                .fix(report.fixed_by, report.fix.clone());
                (None, finding)
            }
        };
        VerifiedSignature {
            index,
            organization: self.tenant(),
            verified,
            finding,
        }
    }

    /// Checks the signature.
    ///
    /// # Errors
    /// The reason why the signature is invalid or can't be verified.
    async fn check(&self, deadline: Instant) -> std::result::Result<(), Failure> {
        let header = self.token.header();
        let algorithm = header.text("alg").unwrap_or_default();
        // Never use the algorithm that a token names: "none", and HMAC with the public key as the
        // secret, are known attacks.
        if algorithm != "RS256" || !self.token.is_signed() {
            return Err(Failure::Invalid(
                "Entra signs with RS256, but this token isn't signed with it.".to_owned(),
            ));
        }
        if header.has("nonce") {
            return Err(Failure::Unknown(
                "Tokens for Microsoft Graph have a nonce in their header, so only Graph can verify them.".to_owned(),
                "Nothing is wrong. Verify tokens for other resources instead.",
            ));
        }
        let tenant = self.token.tenant_id().ok_or_else(|| {
            Failure::Invalid("The token doesn't name its tenant (tid).".to_owned())
        })?;
        let key_id = header
            .text("kid")
            .or_else(|| header.text("x5t"))
            .ok_or_else(|| {
                Failure::Invalid("The token doesn't name the key that signed it.".to_owned())
            })?;
        let published = issuer_keys(
            &self.http,
            &self.authority,
            &tenant.to_string(),
            key_id,
            deadline,
        )
        .await
        .map_err(Failure::NoKeys)?;
        self.check_issuer(tenant, &published)?;
        let key = published.keys.find(key_id).ok_or_else(|| {
            Failure::Invalid(
                "The token is signed with a key that its issuer doesn't publish.".to_owned(),
            )
        })?;
        check_key_tenant(key, tenant)?;
        self.check_signature(key)
    }

    /// Checks that the token's issuer belongs to this tenant. It must be the issuer of the tenant's
    /// v1 tokens in Entra, or the issuer that the authority publishes.
    fn check_issuer(
        &self,
        tenant: Uuid,
        published: &IssuerKeys,
    ) -> std::result::Result<(), Failure> {
        let issuer = self.token.claims().text("iss").unwrap_or_default();
        let tenant = tenant.to_string();
        let v1 = ["https://sts.windows.net", "https://sts.chinacloudapi.cn"];
        if v1.iter().any(|host| issuer == format!("{host}/{tenant}/"))
            || published.is_issuer(issuer, &tenant)
        {
            return Ok(());
        }
        Err(Failure::Invalid(format!(
            "The token's issuer doesn't belong to its tenant {tenant}."
        )))
    }

    fn check_signature(&self, key: &Key) -> std::result::Result<(), Failure> {
        let unusable = |_| Failure::Invalid("The issuer's key isn't a usable RSA key.".to_owned());
        let key = DecodingKey::from_rsa_components(&key.n, &key.e).map_err(unusable)?;
        let mut validation = Validation::new(Algorithm::RS256);
        // Claims are checked in `claims`, not here.
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation.validate_aud = false;
        jsonwebtoken::decode::<IgnoredAny>(without_scheme(self.text.expose()), &key, &validation)
            .map(|_| ())
            .map_err(|_| {
                Failure::Invalid("The signature doesn't match the token's text.".to_owned())
            })
    }
}

/// Checks that a key may sign this tenant's tokens. Some keys belong to a single tenant.
fn check_key_tenant(key: &Key, tenant: Uuid) -> std::result::Result<(), Failure> {
    let named = key.issuer.as_deref().and_then(|issuer| {
        issuer
            .split('/')
            .find_map(|part| Uuid::try_parse(part).ok())
    });
    match named {
        Some(other) if other != tenant => Err(Failure::Invalid(
            "The token's key signs only tokens of another tenant.".to_owned(),
        )),
        _ => Ok(()),
    }
}

/// Removes surrounding white space and the scheme `Bearer`, as [`Token::decode`] does.
fn without_scheme(text: &str) -> &str {
    let text = text.trim();
    match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("bearer ") => text[7..].trim_start(),
        _ => text,
    }
}

/// Why a signature was not verified.
enum Failure {
    /// The signature is invalid, for this reason.
    Invalid(String),
    /// The signature can't be verified, for this reason. The second string is the fix.
    Unknown(String, &'static str),
    /// The issuer's keys are not available.
    NoKeys(Error),
}

fn verified(authority: &Authority) -> Finding {
    Finding::new(
        FindingCode::SignatureVerified,
        Severity::Information,
        "kid",
        format!("The token is signed with a key that {authority} publishes."),
    )
}

fn invalid(why: &str) -> Finding {
    Finding::new(
        FindingCode::SignatureInvalid,
        Severity::Error,
        "kid",
        format!("The signature is invalid. {why}"),
    )
    .fix(
        FixedBy::PARTNER,
        format!("Don't use the token. Get a new one. If it comes from elsewhere, find out where, and check that {ENVIRONMENT} names its cloud."),
    )
}

fn unknown(why: &str, fix: &str) -> Finding {
    Finding::new(
        FindingCode::SignatureUnknown,
        Severity::Information,
        "kid",
        why.to_owned(),
    )
    .fix(FixedBy::NOBODY, fix.to_owned())
}
