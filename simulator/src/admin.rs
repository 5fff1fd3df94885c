//! The endpoints below `/_sim/`: they show the log, and change the simulator while it runs.

use hyper::Method;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::config::{FaultySide, Tenant};
use crate::reply::Reply;
use crate::state::State;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Faults {
    tenant: String,
    faults: Value,
    #[serde(default)]
    exchange: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Rotation {
    #[serde(default)]
    retire: bool,
    #[serde(default)]
    issuer: Option<String>,
}

pub(crate) fn answer(state: &State, method: &Method, path: &str, body: &[u8]) -> Reply {
    match (method.as_str(), path) {
        ("GET", "requests") => Reply::json(200, &json!(state.log.entries())),
        ("DELETE", "requests") => {
            state.log.clear();
            Reply::new(204, "", "")
        }
        ("POST", "faults") => with(body, |given: Faults| {
            let side = match given.exchange {
                false => FaultySide::Token,
                true => FaultySide::Exchange,
            };
            let found = side
                .read(given.faults)
                .map(|faults| state.set_faults(&given.tenant, side, faults));
            match found {
                Ok(true) => Reply::new(204, "", ""),
                Ok(false) => Reply::json(
                    404,
                    &json!({"error": format!("no tenant {}", given.tenant)}),
                ),
                Err(error) => invalid_json(&error),
            }
        }),
        ("GET", "tenants") => {
            let mut tenants: Vec<Tenant> = state.tenants().by_id.values().cloned().collect();
            tenants.sort_by_key(|tenant| tenant.id);
            Reply::json(200, &json!(tenants))
        }
        ("POST", "tenants") => with(body, |tenant: Tenant| {
            state.tenants().put(tenant);
            Reply::new(204, "", "")
        }),
        ("POST", "rotate-keys") => with(body, |Rotation { retire, issuer }| {
            match state.keys.rotate(retire, issuer) {
                Ok(kid) => Reply::json(200, &json!({"kid": kid})),
                Err(error) => Reply::json(500, &json!({"error": error.to_string()})),
            }
        }),
        _ => Reply::json(404, &Value::Null),
    }
}

fn with<T: DeserializeOwned>(body: &[u8], act: impl FnOnce(T) -> Reply) -> Reply {
    match serde_json::from_slice(body) {
        Ok(given) => act(given),
        Err(error) => invalid_json(&error),
    }
}

fn invalid_json(error: &serde_json::Error) -> Reply {
    Reply::json(400, &json!({"error": error.to_string()}))
}
