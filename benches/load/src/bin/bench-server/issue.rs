//! Issues v1 tokens like those for Exchange Online, with the claims of the simulator
//! (`simulator/src/token/issue.rs`). Each tenant's token is signed once.

use std::error::Error;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::{self, SystemRandom};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use load_shared::tenants;
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

/// The length of a token for Exchange Online in a tenant with few roles.
const TOKEN_LENGTH: usize = 1_600;
const LIFETIME_SECONDS: i64 = 4_500;

/// The id that nearly every app-only token contains although it isn't a directory role.
const PSEUDO_WID: &str = "0997a1d0-0d1d-4acb-b408-d5ca73121e90";
const EXCHANGE_ADMINISTRATOR: &str = "29232cdf-9323-42fd-ade2-1d097af3e4de";

pub(crate) struct Issuer {
    key: Key,
    /// The response bodies by the tenant's number.
    ready: Vec<Bytes>,
}

struct Key {
    pair: KeyPair,
    id: String,
}

impl Issuer {
    /// Signs the tokens of `count` tenants on all cores, before any measurement.
    pub(crate) fn new(count: usize) -> Result<Issuer, Box<dyn Error>> {
        let pair = KeyPair::generate(KeySize::Rsa2048)?;
        let public = digest(&SHA256, pair.public_key().as_der()?.as_ref());
        let id = URL_SAFE_NO_PAD.encode(&public.as_ref()[..20]);
        let key = Key { pair, id };
        let mut ready = vec![Bytes::new(); count];
        let share = count.div_ceil(load_shared::usage::cores()).max(1);
        std::thread::scope(|scope| {
            for (part, answers) in ready.chunks_mut(share).enumerate() {
                let key = &key;
                scope.spawn(move || {
                    for (place, answer) in answers.iter_mut().enumerate() {
                        *answer = key.answer(tenants::id(part * share + place));
                    }
                });
            }
        });
        Ok(Issuer { key, ready })
    }

    /// Returns the response body for a tenant. Signs a token on demand if the tenant is not part of
    /// the benchmark.
    pub(crate) fn answer(&self, tenant: &str) -> Bytes {
        match tenants::number(tenant).and_then(|number| self.ready.get(number)) {
            Some(ready) => ready.clone(),
            None => self.key.answer(any_id(tenant)),
        }
    }
}

impl Key {
    fn answer(&self, tenant: Uuid) -> Bytes {
        let left = LIFETIME_SECONDS - 1;
        let body = json!({
            "token_type": "Bearer",
            "expires_in": left,
            "ext_expires_in": left,
            "access_token": self.token(tenant),
        });
        body.to_string().into()
    }

    fn token(&self, tenant: Uuid) -> String {
        let header = json!({"typ": "JWT", "alg": "RS256", "x5t": self.id, "kid": self.id});
        let header = URL_SAFE_NO_PAD.encode(header.to_string());
        let mut signature = vec![0; self.pair.public_modulus_len()];
        let mut claims = claims(tenant);
        // Pad the token with a claim that Entra fills with text of any length.
        let around = header.len() + 2 + (signature.len() * 4).div_ceil(3);
        let wanted = (TOKEN_LENGTH - around) * 3 / 4;
        let missing = wanted.saturating_sub(claims.to_string().len());
        claims["xms_ftd"] = json!(random_text(missing));
        let mut token = format!("{header}.{}", URL_SAFE_NO_PAD.encode(claims.to_string()));
        let signed = self.pair.sign(
            &RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            token.as_bytes(),
            &mut signature,
        );
        if signed.is_err() {
            signature.clear();
        }
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut token);
        token
    }
}

fn claims(tenant: Uuid) -> Value {
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let object = Uuid::from_u128(tenant.as_u128() ^ tenants::APP_ID.as_u128());
    json!({
        "aud": "https://outlook.office365.com",
        "iss": format!("https://sts.windows.net/{tenant}/"),
        "iat": now - 300,
        "nbf": now - 300,
        "exp": now + LIFETIME_SECONDS,
        "aio": random_text(43),
        "appid": tenants::APP_ID,
        "appidacr": "2",
        "idp": format!("https://sts.windows.net/{tenant}/"),
        "idtyp": "app",
        "oid": object,
        "rh": format!("1.{}.", random_text(54)),
        "roles": ["Exchange.ManageAsApp"],
        "sub": object,
        "tenant_region_scope": "EU",
        "tid": tenant,
        "uti": random_text(22),
        "ver": "1.0",
        "wids": [EXCHANGE_ADMINISTRATOR, PSEUDO_WID],
        "xms_ftd": "",
    })
}

/// Returns the id of a tenant that is not part of the benchmark: the requested id, or one derived
/// from the domain.
fn any_id(tenant: &str) -> Uuid {
    Uuid::try_parse(tenant).unwrap_or_else(|_| {
        let hash = digest(&SHA256, tenant.to_ascii_lowercase().as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.as_ref()[..16]);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    })
}

fn random_text(length: usize) -> String {
    let mut random = vec![0; length];
    if rand::fill(&mut random).is_err() {
        random.fill(0);
    }
    let mut text = URL_SAFE_NO_PAD.encode(random);
    text.truncate(length);
    text
}
