//! Starts the server process and reads its usage.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

use load_shared::usage;
use serde::Deserialize;
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::{paced, programs, yardstick};

/// A running server. Dropping it stops the process.
pub(crate) struct Server {
    pub(crate) authority: String,
    pub(crate) ca_file: PathBuf,
    /// Number of cores that the server can use.
    pub(crate) cores: f64,
    child: Child,
    /// The process exits when this is closed.
    input: Option<ChildStdin>,
    client: reqwest::Client,
    _folder: tempfile::TempDir,
}

/// The CPU time and the request counts of the server since its start.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Spent {
    cpu_ms: f64,
    pub(crate) requests: u64,
    pub(crate) refused: u64,
}

impl Spent {
    pub(crate) fn cpu(&self) -> Duration {
        Duration::from_secs_f64(self.cpu_ms / 1_000.0)
    }
}

impl Server {
    /// Starts the server and waits until the tokens of all tenants are signed.
    pub(crate) fn start(
        certificate: &Path,
        tenants: usize,
        latency_ms: u64,
        threads: usize,
    ) -> Result<Server, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let ca_file = folder.path().join("ca.pem");
        let mut child = Command::new(programs::sibling_program("bench-server")?)
            .arg("--certificate")
            .arg(certificate)
            .arg("--ca-file")
            .arg(&ca_file)
            .args(["--tenants", &tenants.to_string()])
            .args(["--latency-ms", &latency_ms.to_string()])
            .args(["--threads", &threads.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut lines = paced::lines(&mut child)?;
        let ready: Value = paced::next(&mut lines)?;
        let authority = ready["authority"].as_str().unwrap_or_default().to_owned();
        Ok(Server {
            authority,
            client: yardstick::client(&ca_file)?,
            ca_file,
            cores: threads.min(usage::cores()) as f64,
            input: child.stdin.take(),
            child,
            _folder: folder,
        })
    }

    /// Requests the server's usage.
    pub(crate) fn spent(&self, runtime: &Runtime) -> Result<Spent, Box<dyn Error>> {
        let url = format!("{}/_bench/cpu", self.authority);
        let text = runtime.block_on(async {
            let answer = self.client.get(url).send().await?;
            answer.error_for_status()?.text().await
        })?;
        Ok(serde_json::from_str(&text)?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}
