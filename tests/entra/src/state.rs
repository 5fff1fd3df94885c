//! What the simulator knows: apps and tenants, changeable while it runs.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use crate::config::{App, Config, ConfigError, Fault, Tenant};
use crate::jws::PublicKey;
use crate::log::Log;
use crate::server::Limits;
use crate::signing_key::SigningKey;

/// A registered certificate, parsed once.
#[derive(Debug, Clone)]
pub(crate) struct Registered {
    pub(crate) key: PublicKey,
    pub(crate) sha1: Vec<u8>,
    pub(crate) sha256: Vec<u8>,
    pub(crate) der: Vec<u8>,
    pub(crate) not_before: i64,
    pub(crate) not_after: i64,
}

pub(crate) struct RegisteredApp {
    pub(crate) app: App,
    pub(crate) certificates: Vec<Registered>,
    /// One for each federated credential.
    pub(crate) federated_keys: Vec<PublicKey>,
}

#[derive(Default)]
pub(crate) struct Tenants {
    pub(crate) by_id: HashMap<Uuid, Tenant>,
    by_domain: HashMap<String, Uuid>,
}

impl Tenants {
    pub(crate) fn find(&self, spelled: &str) -> Option<&Tenant> {
        let id = match Uuid::try_parse(spelled) {
            Ok(id) => id,
            Err(_) => *self.by_domain.get(&spelled.to_ascii_lowercase())?,
        };
        self.by_id.get(&id)
    }

    pub(crate) fn put(&mut self, tenant: Tenant) {
        for domain in &tenant.domains {
            self.by_domain
                .insert(domain.to_ascii_lowercase(), tenant.id);
        }
        self.by_id.insert(tenant.id, tenant);
    }
}

pub(crate) struct State {
    /// `https://localhost:port`.
    pub(crate) authority: String,
    pub(crate) limits: Limits,
    pub(crate) strict_jti: bool,
    pub(crate) resources: Vec<String>,
    pub(crate) apps: HashMap<Uuid, RegisteredApp>,
    pub(crate) key: SigningKey,
    pub(crate) log: Log,
    tenants: Mutex<Tenants>,
    used_jti: Mutex<HashSet<String>>,
}

impl State {
    pub(crate) fn new(
        authority: String,
        config: &Config,
        limits: Limits,
    ) -> Result<State, ConfigError> {
        let mut tenants = Tenants::default();
        config
            .tenants
            .iter()
            .cloned()
            .for_each(|tenant| tenants.put(tenant));
        let mut apps = HashMap::new();
        for app in &config.apps {
            apps.insert(app.app_id, register(app)?);
        }
        Ok(State {
            authority,
            limits,
            strict_jti: config.strict_jti,
            resources: config.resources.clone(),
            apps,
            key: SigningKey::generate()?,
            log: Log::default(),
            tenants: Mutex::new(tenants),
            used_jti: Mutex::default(),
        })
    }

    pub(crate) fn tenants(&self) -> MutexGuard<'_, Tenants> {
        self.tenants.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a `jti` was seen before; it is seen from here on.
    pub(crate) fn jti_reused(&self, jti: &str) -> bool {
        let mut used = self.used_jti.lock().unwrap_or_else(PoisonError::into_inner);
        !used.insert(jti.to_owned())
    }

    /// Replaces the faults of a tenant; false if there is none of that name.
    pub(crate) fn set_faults(&self, tenant: &str, faults: Vec<Fault>) -> bool {
        let mut tenants = self.tenants();
        let id = tenants.find(tenant).map(|tenant| tenant.id);
        match id.and_then(|id| tenants.by_id.get_mut(&id)) {
            Some(tenant) => {
                tenant.faults = faults;
                true
            }
            None => false,
        }
    }

    /// The fault that meets this request, counted.
    pub(crate) fn next_fault(&self, tenant: &str) -> Option<Fault> {
        let mut tenants = self.tenants();
        let id = tenants.find(tenant)?.id;
        let faults = &mut tenants.by_id.get_mut(&id)?.faults;
        let index = faults.iter().position(|fault| fault.times != Some(0))?;
        let fault = faults.get_mut(index)?;
        if let Some(times) = &mut fault.times {
            *times -= 1;
        }
        Some(fault.clone())
    }
}

fn register(app: &App) -> Result<RegisteredApp, ConfigError> {
    let mut certificates = Vec::new();
    for certificate in &app.certificates {
        certificates.push(Registered::from_pem(
            certificate.pem.as_deref().unwrap_or_default(),
        )?);
    }
    let mut federated_keys = Vec::new();
    for federated in &app.federated {
        let registered = Registered::from_pem(federated.pem.as_deref().unwrap_or_default())?;
        federated_keys.push(registered.key);
    }
    Ok(RegisteredApp {
        app: app.clone(),
        certificates,
        federated_keys,
    })
}
