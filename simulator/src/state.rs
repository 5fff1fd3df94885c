//! What the simulator knows: apps and tenants, changeable while it runs.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use crate::config::{App, Config, ConfigError, Fault, Tenant};
use crate::exchange::ExchangeFault;
use crate::jws::PublicKey;
use crate::key_ring::KeyRing;
use crate::log::Log;
use crate::server::Limits;

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
    pub(crate) keys: KeyRing,
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
            keys: KeyRing::new()?,
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

    /// Changes a tenant; none if there is none of that name.
    pub(crate) fn change<T>(
        &self,
        tenant: &str,
        change: impl FnOnce(&mut Tenant) -> T,
    ) -> Option<T> {
        let mut tenants = self.tenants();
        let id = tenants.find(tenant)?.id;
        tenants.by_id.get_mut(&id).map(change)
    }

    /// Replaces the faults of a tenant; false if there is none of that name.
    pub(crate) fn set_faults(&self, tenant: &str, faults: Vec<Fault>) -> bool {
        self.change(tenant, |tenant| tenant.faults = faults)
            .is_some()
    }

    /// The same for its Exchange endpoint.
    pub(crate) fn set_exchange_faults(&self, tenant: &str, faults: Vec<ExchangeFault>) -> bool {
        self.change(tenant, |tenant| tenant.exchange_faults = faults)
            .is_some()
    }

    /// The fault that meets this request, counted.
    pub(crate) fn next_fault(&self, tenant: &str) -> Option<Fault> {
        self.change(tenant, |tenant| {
            next(&mut tenant.faults, |fault| &mut fault.times)
        })?
    }

    /// The fault that meets this request to Exchange, counted.
    pub(crate) fn next_exchange_fault(&self, tenant: &str) -> Option<ExchangeFault> {
        self.change(tenant, |tenant| {
            next(&mut tenant.exchange_faults, |fault| &mut fault.times)
        })?
    }
}

/// The first fault that is not used up, counted.
fn next<F: Clone>(faults: &mut [F], times: impl Fn(&mut F) -> &mut Option<u32>) -> Option<F> {
    let fault = faults.iter_mut().find_map(|fault| {
        let used_up = *times(fault) == Some(0);
        (!used_up).then_some(fault)
    })?;
    if let Some(left) = times(fault) {
        *left -= 1;
    }
    Some(fault.clone())
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
