//! Parses a key set (JWKS, RFC 7517) as Entra publishes it.

use serde::Deserialize;

/// The keys of an issuer that can sign tokens.
#[derive(Debug, Clone, Default)]
pub(super) struct KeySet {
    keys: Vec<Key>,
}

/// An RSA signing key.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Key {
    kty: String,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default)]
    x5t: Option<String>,
    #[serde(default, rename = "use")]
    usage: Option<String>,
    #[serde(default)]
    alg: Option<String>,
    /// The modulus, base64url.
    #[serde(default)]
    pub(super) n: String,
    /// The exponent, base64url.
    #[serde(default)]
    pub(super) e: String,
    /// The issuer whose tokens the key signs (an extension of Entra). It contains a placeholder if
    /// the key signs tokens of every tenant.
    #[serde(default)]
    pub(super) issuer: Option<String>,
}

#[derive(Deserialize)]
struct Body {
    keys: Vec<serde_json::Value>,
}

impl KeySet {
    /// Parses a set. Ignores keys of unknown kinds.
    pub(super) fn parse(body: &[u8]) -> Option<KeySet> {
        let body: Body = serde_json::from_slice(body).ok()?;
        let keys = body
            .keys
            .into_iter()
            .filter_map(|key| serde_json::from_value::<Key>(key).ok())
            .filter(|key| {
                key.kty == "RSA"
                    && key.usage.as_deref().is_none_or(|usage| usage == "sig")
                    && key.alg.as_deref().is_none_or(|alg| alg == "RS256")
            })
            .collect();
        Some(KeySet { keys })
    }

    /// Finds the key that has this id as its `kid`. If a key has no `kid`, compares its `x5t`
    /// instead, because v1 tokens can use either.
    pub(super) fn find(&self, id: &str) -> Option<&Key> {
        let named = |name: &Option<String>| name.as_deref() == Some(id);
        self.keys
            .iter()
            .find(|key| named(&key.kid) || (key.kid.is_none() && named(&key.x5t)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rsa_signing_keys_are_used() {
        let set = KeySet::parse(
            br#"{"keys":[{"kty":"EC","kid":"a"},{"kty":"RSA","kid":"b","use":"enc"},
                {"kty":"RSA","kid":"c","alg":"HS256"},{"kty":7},{"kty":"RSA","kid":"d","use":"sig"}]}"#,
        )
        .expect("a set");
        assert!(["a", "b", "c"].iter().all(|id| set.find(id).is_none()));
        assert!(set.find("d").is_some());
        assert!(KeySet::parse(b"{}").is_none());
    }
}
