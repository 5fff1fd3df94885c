//! ExoMt's core, called through its Rust API.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use exomt::cache::{Filter, Store};
use exomt::credential::from_pem;
use exomt::operation::{EventKind, Operation, RequestSet, WaitState};
use exomt::{App, AppOptions};
use load_shared::tenants;
use serde_json::json;

/// How long to wait for an event before the run counts as hung.
const HANG_TIMEOUT: Duration = Duration::from_secs(60);

/// The files and the authority of an app.
#[derive(Debug, Clone)]
pub(crate) struct AppFiles {
    /// `https://host:port`.
    pub(crate) authority: String,
    /// The server's CA, PEM text.
    pub(crate) authority_pem: String,
    /// The app's certificate, PEM.
    pub(crate) certificate: Vec<u8>,
    /// The app's key, PEM.
    pub(crate) key: Vec<u8>,
}

impl AppFiles {
    /// Reads the files.
    pub(crate) fn read(
        authority: &str,
        ca: &Path,
        certificate: &Path,
        key: &Path,
    ) -> Result<AppFiles, Box<dyn Error>> {
        Ok(AppFiles {
            authority: authority.to_owned(),
            authority_pem: std::fs::read_to_string(ca)?,
            certificate: std::fs::read(certificate)?,
            key: std::fs::read(key)?,
        })
    }

    /// Creates an app without connections, and clears the token cache of the process, which could
    /// contain tokens of an earlier app.
    pub(crate) fn app(&self) -> Result<Arc<App>, Box<dyn Error>> {
        Store::global().clear(&Filter::default())?;
        let options: AppOptions = serde_json::from_value(json!({
            "appId": tenants::APP_ID,
            "authority": self.authority,
            "network": {"certificateAuthorityPem": self.authority_pem, "proxy": {"https": null}},
        }))?;
        let credential = Arc::new(from_pem(&self.certificate, Some(&self.key), None)?);
        Ok(Arc::new(App::new(&options, credential)?))
    }
}

/// Builds a batch of requests. Call it before the measurement starts.
pub(crate) fn requests(
    numbers: impl Iterator<Item = usize>,
    concurrency: usize,
) -> Result<RequestSet, Box<dyn Error>> {
    let requests: Vec<_> = numbers
        .map(|number| json!({"tenant": tenants::domain(number)}))
        .collect();
    let set = json!({"requests": requests, "concurrency": concurrency});
    Ok(serde_json::from_value(set)?)
}

/// Runs a batch to completion. Returns the number of tokens.
pub(crate) fn run(app: &Arc<App>, set: RequestSet) -> Result<usize, Box<dyn Error>> {
    let operation = Operation::begin(Arc::clone(app), set)?;
    let mut tokens = 0;
    loop {
        match operation.wait(HANG_TIMEOUT) {
            WaitState::Done => return Ok(tokens),
            WaitState::Pending => return Err("the engine: no event for a minute".into()),
            WaitState::Event => {}
        }
        let Some(event) = operation.take() else {
            continue;
        };
        match event.kind {
            EventKind::Token(_) => tokens += 1,
            other => return Err(format!("the engine: {other:?}").into()),
        }
    }
}
