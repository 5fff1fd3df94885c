//! Verifies a token's signature: RS256 and nothing else, by a key that its issuer publishes.

use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Serialize;
use serde::de::IgnoredAny;
use tokio::time::Instant;
use uuid::Uuid;

use super::key_cache::{self, Published};
use super::key_set::Key;
use crate::authority::Authority;
use crate::claims::{Finding, FindingCode, Severity, Token};
use crate::cloud::Cloud;
use crate::error::{Error, FixedBy, Result};
use crate::http::HttpClient;
use crate::resolve::ResolverOptions;
use crate::resource::Resource;
use crate::secret::SecretText;
use crate::spelling::ENVIRONMENT;

/// A token whose signature is to be verified.
#[derive(Debug)]
pub struct SignatureCheck {
    text: SecretText,
    token: Token,
    authority: Authority,
    http: HttpClient,
}

/// Whether it holds, and what follows.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedSignature {
    /// Its place in the set.
    pub(crate) index: usize,
    /// Whose token it says it is.
    pub(crate) organization: String,
    /// True and false are certain; null says that it could not be told.
    pub(crate) verified: Option<bool>,
    /// The same as a finding.
    pub(crate) finding: Finding,
}

impl SignatureCheck {
    /// Reads the token; nothing is sent. Without an authority the token's audience decides
    /// which cloud's keys it is held against.
    ///
    /// # Errors
    /// `TokenUnreadable` and those of the options.
    pub fn new(text: SecretText, options: &ResolverOptions) -> Result<SignatureCheck> {
        let token = Token::decode(text.expose())?;
        let authority = match (&options.authority, &options.environment) {
            (Some(authority), _) => Authority::parse(authority)?,
            (None, Some(name)) => Authority::from_cloud(Cloud::parse(name)?),
            (None, None) => {
                let mut audiences = token.claims().texts("aud");
                Authority::from_cloud(match audiences.find_map(Resource::owner) {
                    Some((_, cloud)) => cloud,
                    None => Cloud::worldwide()?,
                })
            }
        };
        Ok(SignatureCheck {
            text,
            token,
            authority,
            http: HttpClient::new(&options.network.http())?,
        })
    }

    /// The tenant that the token names, or what stands in for it.
    pub fn tenant(&self) -> String {
        self.token
            .tenant_id()
            .map_or_else(|| "common".to_owned(), |id| id.to_string())
    }

    pub(crate) async fn verify(&self, index: usize, deadline: Instant) -> VerifiedSignature {
        let (verified, finding) = match self.outcome(deadline).await {
            Ok(()) => (Some(true), verified(&self.authority)),
            Err(Doubt::Invalid(why)) => (Some(false), invalid(&why)),
            Err(Doubt::Unknown(why, fix)) => (None, unknown(&why, fix)),
            Err(Doubt::NoKeys(error)) => {
                let report = error.report();
                let finding = Finding::new(
                    FindingCode::SignatureUnknown,
                    Severity::Unknown,
                    "kid",
                    format!("The issuer's keys could not be read: {}", report.message),
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

    async fn outcome(&self, deadline: Instant) -> std::result::Result<(), Doubt> {
        let header = self.token.header();
        let algorithm = header.text("alg").unwrap_or_default();
        // What the token asks for is not what decides: "none", and an HMAC with the public
        // key as its secret, are how signatures were forged.
        if algorithm != "RS256" || !self.token.is_signed() {
            return Err(Doubt::Invalid(
                "Entra signs with RS256, and this token is not signed with it.".to_owned(),
            ));
        }
        if header.has("nonce") {
            return Err(Doubt::Unknown(
                "Tokens for Microsoft Graph carry a nonce in their header, so that only Graph can verify them.".to_owned(),
                "Nothing is wrong; verify tokens of other resources.",
            ));
        }
        let tenant = self
            .token
            .tenant_id()
            .ok_or_else(|| Doubt::Invalid("It does not say whose it is (tid).".to_owned()))?;
        let key_id = header
            .text("kid")
            .or_else(|| header.text("x5t"))
            .ok_or_else(|| Doubt::Invalid("It does not say which key signed it.".to_owned()))?;
        let published = key_cache::with_key(
            &self.http,
            &self.authority,
            &tenant.to_string(),
            key_id,
            deadline,
        )
        .await
        .map_err(Doubt::NoKeys)?;
        self.issuer(tenant, &published)?;
        let key = published.keys.find(key_id).ok_or_else(|| {
            Doubt::Invalid("It is signed by a key that its issuer does not publish.".to_owned())
        })?;
        belongs(key, tenant)?;
        self.signature(key)
    }

    /// The issuer has to be this tenant's, as Entra's v1 tokens write it or as the authority
    /// publishes it.
    fn issuer(&self, tenant: Uuid, published: &Published) -> std::result::Result<(), Doubt> {
        let issuer = self.token.claims().text("iss").unwrap_or_default();
        let tenant = tenant.to_string();
        let v1 = ["https://sts.windows.net", "https://sts.chinacloudapi.cn"];
        if v1.iter().any(|host| issuer == format!("{host}/{tenant}/"))
            || published.is_issuer(issuer, &tenant)
        {
            return Ok(());
        }
        Err(Doubt::Invalid(format!(
            "Its issuer is not that of its tenant {tenant}."
        )))
    }

    fn signature(&self, key: &Key) -> std::result::Result<(), Doubt> {
        let broken = |_| Doubt::Invalid("The issuer's key is not a usable RSA key.".to_owned());
        let key = DecodingKey::from_rsa_components(&key.n, &key.e).map_err(broken)?;
        let mut validation = Validation::new(Algorithm::RS256);
        // Claims are looked at elsewhere; here it is about the signature alone.
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation.validate_aud = false;
        jsonwebtoken::decode::<IgnoredAny>(bare(self.text.expose()), &key, &validation)
            .map(|_| ())
            .map_err(|_| Doubt::Invalid("The signature does not belong to its text.".to_owned()))
    }
}

/// A key may be one tenant's own.
fn belongs(key: &Key, tenant: Uuid) -> std::result::Result<(), Doubt> {
    let named = key.issuer.as_deref().and_then(|issuer| {
        issuer
            .split('/')
            .find_map(|part| Uuid::try_parse(part).ok())
    });
    match named {
        Some(other) if other != tenant => Err(Doubt::Invalid(
            "Its key signs tokens of another tenant only.".to_owned(),
        )),
        _ => Ok(()),
    }
}

/// Without white space and scheme, as [`Token::decode`] takes it.
fn bare(text: &str) -> &str {
    let text = text.trim();
    match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("bearer ") => text[7..].trim_start(),
        _ => text,
    }
}

enum Doubt {
    Invalid(String),
    Unknown(String, &'static str),
    NoKeys(Error),
}

fn verified(authority: &Authority) -> Finding {
    Finding::new(
        FindingCode::SignatureVerified,
        Severity::Information,
        "kid",
        format!("The signature is by a key that {authority} publishes."),
    )
}

fn invalid(why: &str) -> Finding {
    Finding::new(
        FindingCode::SignatureInvalid,
        Severity::Error,
        "kid",
        format!("The signature does not hold. {why}"),
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
