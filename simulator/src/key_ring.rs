//! The signing keys: the published ones, and a key that is never published.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use serde_json::{Value, json};

use crate::config::{ConfigError, FaultKind};
use crate::jws::PublicKey;
use crate::signing_key::SigningKey;

/// A key of the JWKS.
struct PublishedKey {
    key: Arc<SigningKey>,
    /// The key's `issuer` in the JWKS, if it isn't the default.
    issuer: Option<String>,
}

pub(crate) struct KeyRing {
    /// The published keys. The last one signs.
    published: Mutex<Vec<PublishedKey>>,
    /// The unpublished key. Created when a fault first needs it.
    forger: OnceLock<SigningKey>,
}

impl KeyRing {
    pub(crate) fn new() -> Result<KeyRing, ConfigError> {
        let ring = KeyRing {
            published: Mutex::default(),
            forger: OnceLock::new(),
        };
        ring.rotate(false, None)?;
        Ok(ring)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<PublishedKey>> {
        self.published
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Creates a key that signs all later tokens, and returns its `kid`. `retire` removes the
    /// earlier keys from the JWKS.
    pub(crate) fn rotate(
        &self,
        retire: bool,
        issuer: Option<String>,
    ) -> Result<String, ConfigError> {
        let key = Arc::new(SigningKey::generate()?);
        let kid = key.kid().to_owned();
        let mut published = self.lock();
        if retire {
            published.clear();
        }
        published.push(PublishedKey { key, issuer });
        Ok(kid)
    }

    /// Returns the published key with this `kid`.
    pub(crate) fn find(&self, kid: &str) -> Option<PublicKey> {
        let published = self.lock();
        let found = published.iter().find(|one| one.key.kid() == kid)?;
        Some(found.key.public_key())
    }

    /// Returns a compact JWS. Two faults change the key that signs it.
    pub(crate) fn sign(
        &self,
        claims: &Value,
        fault: Option<FaultKind>,
    ) -> Result<String, ConfigError> {
        let current = self.lock().last().map(|one| Arc::clone(&one.key));
        let current = current.ok_or_else(|| ConfigError("there is no signing key".to_owned()))?;
        Ok(match fault {
            Some(FaultKind::ForgedSignature) => self.forger()?.sign(claims, current.kid()),
            Some(FaultKind::UnknownKid) => {
                let forger = self.forger()?;
                forger.sign(claims, forger.kid())
            }
            _ => current.sign(claims, current.kid()),
        })
    }

    fn forger(&self) -> Result<&SigningKey, ConfigError> {
        if self.forger.get().is_none() {
            // If another request has created the key in the meantime, this one is dropped.
            let _ = self.forger.set(SigningKey::generate()?);
        }
        self.forger
            .get()
            .ok_or_else(|| ConfigError("no key to forge with".to_owned()))
    }

    /// Returns the JWKS. `default_issuer` applies to keys without their own issuer.
    pub(crate) fn jwks(&self, default_issuer: &str) -> Value {
        let keys: Vec<Value> = self
            .lock()
            .iter()
            .map(|one| one.key.jwk(one.issuer.as_deref().unwrap_or(default_issuer)))
            .collect();
        json!({"keys": keys})
    }
}
