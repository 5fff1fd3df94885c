//! The simulator's state: apps, tenants, keys and the log.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use crate::config::{App, Config, ConfigError, Fault, FaultySide, Mailbox, Tenant};
use crate::jws::{PublicKey, RegisteredCertificate};
use crate::key_ring::KeyRing;
use crate::limits::Limits;
use crate::log::Log;

/// Aliases of the mailboxes that a tenant has if none are configured.
const DEFAULT_MAILBOXES: [&str; 2] = ["adele", "bjorn"];

pub(crate) struct RegisteredApp {
    pub(crate) app: App,
    pub(crate) certificates: Vec<RegisteredCertificate>,
    /// One key for each federated credential, in the same order.
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

    pub(crate) fn put(&mut self, mut tenant: Tenant) {
        if tenant.mailboxes.is_empty() {
            tenant.mailboxes = DEFAULT_MAILBOXES.map(Mailbox::new).to_vec();
        }
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
    /// `https://127.0.0.N`, the origin of the Exchange side alone.
    pub(crate) exchange_origin: Option<String>,
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
            exchange_origin: config
                .exchange_address
                .map(|address| format!("https://{address}")),
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

    /// Records a `jti`. Returns whether it was used before.
    pub(crate) fn jti_reused(&self, jti: &str) -> bool {
        let mut used = self.used_jti.lock().unwrap_or_else(PoisonError::into_inner);
        !used.insert(jti.to_owned())
    }

    /// Changes the tenant with this id.
    pub(crate) fn change_tenant(&self, id: Uuid, change: impl FnOnce(&mut Tenant)) {
        self.tenants().by_id.get_mut(&id).map(change);
    }

    /// Changes the tenant with this name or id. Returns `None` if there is no such tenant.
    pub(crate) fn change<T>(
        &self,
        tenant: &str,
        change: impl FnOnce(&mut Tenant) -> T,
    ) -> Option<T> {
        let mut tenants = self.tenants();
        let id = tenants.find(tenant)?.id;
        tenants.by_id.get_mut(&id).map(change)
    }

    /// Replaces the faults of a tenant's side. Returns false if there is no such tenant.
    pub(crate) fn set_faults(&self, tenant: &str, side: FaultySide, faults: Vec<Fault>) -> bool {
        self.change(tenant, |tenant| *side.faults(tenant) = faults)
            .is_some()
    }

    /// Returns the fault that applies to the next request, and counts it as used.
    pub(crate) fn next_fault(&self, tenant: &str, side: FaultySide) -> Option<Fault> {
        self.change(tenant, |tenant| {
            let is_left = |fault: &&mut Fault| fault.times != Some(0);
            let fault = side.faults(tenant).iter_mut().find(is_left)?;
            fault.times = fault.times.map(|left| left - 1);
            Some(fault.clone())
        })?
    }
}

fn register(app: &App) -> Result<RegisteredApp, ConfigError> {
    let mut certificates = Vec::new();
    for certificate in &app.certificates {
        certificates.push(RegisteredCertificate::from_pem(
            certificate.pem.as_deref().unwrap_or_default(),
        )?);
    }
    let mut federated_keys = Vec::new();
    for federated in &app.federated {
        let registered =
            RegisteredCertificate::from_pem(federated.pem.as_deref().unwrap_or_default())?;
        federated_keys.push(registered.key);
    }
    Ok(RegisteredApp {
        app: app.clone(),
        certificates,
        federated_keys,
    })
}
