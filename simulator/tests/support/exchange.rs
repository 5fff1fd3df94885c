//! Sends requests to the Exchange endpoint.

use entra_sim::Simulator;
use serde_json::{Value, json};

use super::{Answer, SCOPE, post, send, with_field, with_secret};

pub(crate) const ANCHOR: &str = "APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@";

/// Acquires a token for this tenant with the client secret.
pub(crate) fn token(simulator: &Simulator, tenant: &str) -> String {
    token_for(simulator, tenant, SCOPE)
}

pub(crate) fn token_for(simulator: &Simulator, tenant: &str, scope: &str) -> String {
    let answer = post(
        simulator,
        tenant,
        &with_field(with_secret(), "scope", Some(scope)),
    );
    let body = answer.json();
    body["access_token"]
        .as_str()
        .unwrap_or_else(|| panic!("{}", answer.text))
        .to_owned()
}

/// A valid request, which a test can change.
pub(crate) struct Invoke {
    pub(crate) path: String,
    pub(crate) token: String,
    pub(crate) body: Value,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Invoke {
    pub(crate) fn new(tenant: &str, token: &str, cmdlet: &str) -> Invoke {
        Invoke {
            path: format!("/adminapi/beta/{tenant}/InvokeCommand"),
            token: token.to_owned(),
            body: json!({"CmdletInput": {"CmdletName": cmdlet, "Parameters": {}}}),
            headers: Vec::new(),
        }
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Invoke {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn parameter(mut self, name: &str, value: impl Into<Value>) -> Invoke {
        self.body["CmdletInput"]["Parameters"][name] = value.into();
        self
    }

    pub(crate) fn send(&self, simulator: &Simulator) -> Result<Answer, reqwest::Error> {
        send(simulator, |client, authority| {
            let request = client
                .post(format!("{authority}{}", self.path))
                .bearer_auth(&self.token)
                .header("content-type", "application/json; charset=utf-8")
                .body(self.body.to_string());
            self.headers.iter().fold(request, |request, (name, value)| {
                request.header(*name, value)
            })
        })
    }

    pub(crate) fn answer(&self, simulator: &Simulator) -> Answer {
        self.send(simulator).unwrap()
    }
}

/// Runs a cmdlet in this tenant, with a token for it.
pub(crate) fn invoke(simulator: &Simulator, tenant: &str, cmdlet: &str) -> Answer {
    Invoke::new(tenant, &token(simulator, tenant), cmdlet).answer(simulator)
}

/// Returns the most useful text of an error response.
pub(crate) fn text(answer: &Answer) -> String {
    let error = &answer.json()["error"];
    let text = error["innererror"]["internalexception"]["message"]
        .as_str()
        .unwrap_or_else(|| panic!("{}", answer.text));
    let detail = error["details"][0]["message"].as_str().unwrap();
    assert!(detail.starts_with('|') && detail.ends_with(&format!("|{text}")));
    text.to_owned()
}
