//! Apps and tenants for a single test, because all tests of a program share its cache.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entra_sim::{App as Registration, Certificate, Config, Fault, Secret, Simulator, Tenant};
use entra_sim::{FederatedCredential, Progress, scenario};
use exomt::SecretText;
use exomt::cache::{EntrySummary, Store};
use exomt::credential::{ClientSecret, Credential};
use exomt::operation::{Event, EventKind, Operation, RequestSet, WaitState};
use exomt::resolve::ResolverOptions;
use exomt::{App, AppOptions};
use serde_json::{Value, json};
use uuid::Uuid;

/// A second secret of the same app.
pub(crate) const OTHER_SECRET: &str = "another-secret~0123456789.abcdefghij";

/// A simulator with two apps and a number of ready tenants, all with new ids.
pub(crate) struct Estate {
    pub(crate) simulator: Simulator,
    pub(crate) app_id: Uuid,
    pub(crate) other_app_id: Uuid,
    pub(crate) tenants: Vec<Uuid>,
}

impl Estate {
    pub(crate) fn new(tenants: usize) -> Estate {
        Estate::with(tenants, |_| {})
    }

    /// Creates an estate, and changes its tenants before the simulator starts.
    pub(crate) fn with(tenants: usize, change: impl Fn(&mut Vec<Tenant>)) -> Estate {
        let (app_id, other_app_id) = (Uuid::new_v4(), Uuid::new_v4());
        let ids: Vec<Uuid> = (0..tenants).map(|_| Uuid::new_v4()).collect();
        let principal = |app_id| entra_sim::ServicePrincipal {
            app_id,
            ..scenario::principal(
                1,
                &[scenario::MANAGE_AS_APP],
                &[scenario::EXCHANGE_ADMINISTRATOR],
            )
        };
        let mut tenants = ids
            .iter()
            .map(|id| Tenant {
                id: *id,
                domains: vec![domain(*id, "first"), domain(*id, "second")],
                service_principals: vec![principal(app_id), principal(other_app_id)],
                ..Tenant::default()
            })
            .collect();
        change(&mut tenants);
        let secret = |value: &str| Secret {
            value: value.to_owned(),
            expires: None,
        };
        let registration = |app_id| Registration {
            app_id,
            secrets: vec![secret(scenario::SECRET), secret(OTHER_SECRET)],
            certificates: vec![Certificate {
                pem: Some(super::text("app.crt")),
                pem_file: None,
            }],
            federated: vec![FederatedCredential {
                issuer: super::ISSUER.to_owned(),
                subject: "workload".to_owned(),
                audience: "api://AzureADTokenExchange".to_owned(),
                pem_file: None,
                pem: Some(super::text("leaf.crt")),
            }],
            redirect_uris: Vec::new(),
            requested_roles: None,
        };
        let simulator = Simulator::start(&Config {
            apps: vec![registration(app_id), registration(other_app_id)],
            tenants,
            ..Config::default()
        })
        .unwrap();
        Estate {
            simulator,
            app_id,
            other_app_id,
            tenants: ids,
        }
    }

    /// Returns the id of a tenant as text.
    pub(crate) fn tenant(&self, which: usize) -> String {
        self.tenants[which].to_string()
    }

    pub(crate) fn options(&self) -> Value {
        json!({
            "appId": self.app_id,
            "authority": self.simulator.authority(),
            "network": {
                "certificateAuthorityPem": self.simulator.ca_pem(),
                "proxy": {"https": null},
            },
        })
    }

    /// Returns the options to resolve tenants, without an app.
    pub(crate) fn resolver_options(&self) -> ResolverOptions {
        serde_json::from_value(json!({
            "authority": self.simulator.authority(),
            "network": {
                "certificateAuthorityPem": self.simulator.ca_pem(),
                "proxy": {"https": null},
            },
        }))
        .unwrap()
    }

    /// Creates the app with its first secret.
    pub(crate) fn app(&self) -> Arc<App> {
        app_with(self.options(), secret(scenario::SECRET))
    }

    pub(crate) fn fault(&self, which: usize, fault: Fault) {
        self.faults(&[which], fault);
    }

    pub(crate) fn faults(&self, which: &[usize], fault: Fault) {
        for which in which {
            let set = self
                .simulator
                .set_faults(&self.tenant(*which), vec![fault.clone()]);
            assert!(set, "no such tenant");
        }
    }

    /// Counts the requests for a tenant, by its id and by its domains.
    pub(crate) fn request_count(&self, which: usize) -> usize {
        let id = self.tenants[which];
        let names = [id.to_string(), domain(id, "first"), domain(id, "second")];
        let is_for_tenant = |path: &str| names.iter().any(|name| path[1..].starts_with(name));
        let requests = self.simulator.requests();
        requests
            .iter()
            .filter(|one| is_for_tenant(&one.path))
            .count()
    }

    /// Waits until the simulator's log meets a condition.
    pub(crate) fn wait_for_log(&self, what: &str, condition: impl Fn(&[entra_sim::Entry]) -> bool) {
        let began = Instant::now();
        while !condition(&self.simulator.requests()) {
            assert!(began.elapsed() < Duration::from_secs(30), "never: {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Returns the cached tokens of the apps.
    pub(crate) fn cached_tokens(&self) -> Vec<EntrySummary> {
        let mut entries = Store::global().summaries();
        entries.retain(|entry| [self.app_id, self.other_app_id].contains(&entry.app_id));
        entries
    }

    pub(crate) fn in_flight(&self) -> usize {
        let requests = self.simulator.requests();
        requests
            .iter()
            .filter(|one| one.progress == Progress::InFlight)
            .count()
    }
}

/// Returns a domain of a tenant.
pub(crate) fn domain(tenant: Uuid, name: &str) -> String {
    format!("{name}-{}.example", tenant.simple())
}

pub(crate) fn secret(text: &str) -> Arc<dyn Credential> {
    Arc::new(ClientSecret::new(SecretText::new(text.to_owned())).unwrap())
}

pub(crate) fn app_with(options: Value, credential: Arc<dyn Credential>) -> Arc<App> {
    let options: AppOptions = serde_json::from_value(options).unwrap();
    Arc::new(App::new(&options, credential).unwrap())
}

/// Limits a fault to the first requests.
pub(crate) fn temporary(times: u32, fault: Fault) -> Fault {
    Fault {
        times: Some(times),
        ..fault
    }
}

pub(crate) fn operation(app: &Arc<App>, set: Value) -> Operation {
    let set: RequestSet = serde_json::from_value(set).unwrap();
    Operation::begin(Arc::clone(app), set).unwrap()
}

/// Builds the requests of a batch.
pub(crate) fn requests<T: ToString>(tenants: impl IntoIterator<Item = T>) -> Value {
    tenants
        .into_iter()
        .map(|tenant| json!({"tenant": tenant.to_string()}))
        .collect()
}

/// Returns the next event, or `None` when the operation is done. Fails after a minute.
pub(crate) fn next(operation: &Operation) -> Option<Event> {
    match operation.wait(Duration::from_secs(60)) {
        WaitState::Event => operation.take(),
        WaitState::Done => None,
        WaitState::Pending => panic!("no event for a minute"),
    }
}

/// A token event with the token.
#[derive(Debug)]
pub(crate) struct AcquiredToken {
    pub(crate) event: Box<exomt::operation::TokenEvent>,
    pub(crate) token: String,
}

pub(crate) type TokenResult = Result<AcquiredToken, Box<exomt::error::Report>>;

/// Returns the position of a result, its tenant as requested, and the token or error.
pub(crate) fn into_result(event: Event) -> (usize, String, TokenResult) {
    let token = event.payload.map(|bytes| String::from_utf8(bytes.to_vec()));
    match event.kind {
        EventKind::Token(event) => {
            let token = token.unwrap().unwrap();
            let (index, organization) = (event.index, event.organization.clone());
            (index, organization, Ok(AcquiredToken { event, token }))
        }
        EventKind::Error {
            index,
            organization,
            error,
            ..
        } => (index, organization, Err(error)),
        other => panic!("not a result: {other:?}"),
    }
}

/// Returns all results in the order they arrive.
pub(crate) fn all(operation: &Operation) -> Vec<(usize, String, TokenResult)> {
    std::iter::from_fn(|| next(operation))
        .map(into_result)
        .collect()
}

/// Returns the results by position. Checks that each request has one result, for its own tenant.
pub(crate) fn by_position(
    results: Vec<(usize, String, TokenResult)>,
    tenants: &[String],
) -> Vec<TokenResult> {
    let mut by_index: Vec<Option<TokenResult>> = tenants.iter().map(|_| None).collect();
    for (index, organization, result) in results {
        assert_eq!(organization, tenants[index], "position {index}");
        if let Err(error) = &result {
            assert_eq!(error.organization.as_ref(), Some(&organization));
        }
        assert!(
            by_index[index].replace(result).is_none(),
            "{index} came twice"
        );
    }
    by_index
        .into_iter()
        .enumerate()
        .map(|(index, result)| result.unwrap_or_else(|| panic!("{index} has no result")))
        .collect()
}

/// Requests one token. `more` adds members to the request document.
pub(crate) fn ask_with(app: &Arc<App>, tenant: &str, more: Value) -> TokenResult {
    let mut set = json!({"requests": [{"tenant": tenant}], "timeoutMs": 30_000});
    let members = set.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    into_result(next(&operation(app, set)).unwrap()).2
}

pub(crate) fn ask(app: &Arc<App>, tenant: &str) -> TokenResult {
    ask_with(app, tenant, json!({}))
}

/// Returns the claims of a token.
pub(crate) fn claims(token: &str) -> Value {
    let body = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).unwrap()).unwrap()
}
