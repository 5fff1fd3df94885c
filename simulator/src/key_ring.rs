//! The keys that tokens are signed with, those that are published, and one that never is.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use serde_json::{Value, json};

use crate::config::{ConfigError, FaultKind};
use crate::jws::PublicKey;
use crate::signing_key::SigningKey;

/// A key of the JWKS.
struct Published {
    key: Arc<SigningKey>,
    /// Its `issuer` there, if it is not the usual one.
    issuer: Option<String>,
}

pub(crate) struct KeyRing {
    /// The last one signs.
    published: Mutex<Vec<Published>>,
    /// Made when a fault wants it.
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

    fn lock(&self) -> MutexGuard<'_, Vec<Published>> {
        self.published
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a new key, which signs from here on; gives its `kid`. With `retire` the
    /// earlier ones are published no more.
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
        published.push(Published { key, issuer });
        Ok(kid)
    }

    /// The published key of this `kid`.
    pub(crate) fn find(&self, kid: &str) -> Option<PublicKey> {
        let published = self.lock();
        let found = published.iter().find(|one| one.key.kid() == kid)?;
        Some(found.key.public_key())
    }

    /// A compact JWS; two faults change who signs it.
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
            // Another request may have been first: then this one is dropped.
            let _ = self.forger.set(SigningKey::generate()?);
        }
        self.forger
            .get()
            .ok_or_else(|| ConfigError("no key to forge with".to_owned()))
    }

    /// The JWKS; `usual` is the issuer of keys that have none of their own.
    pub(crate) fn jwks(&self, usual: &str) -> Value {
        let keys: Vec<Value> = self
            .lock()
            .iter()
            .map(|one| one.key.jwk(one.issuer.as_deref().unwrap_or(usual)))
            .collect();
        json!({"keys": keys})
    }
}
