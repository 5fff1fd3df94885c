//! Runs the demo with the PowerShell module.

use std::error::Error;
use std::path::PathBuf;
use std::process::Command;

use entra_sim::scenario;

use crate::{PFX_PASSWORD, Stage, TENANTS};

const SCRIPT: &str = include_str!("demo.ps1");

/// Finds a PowerShell that starts: `EXOMT_PWSH`, or else `pwsh` on the `PATH`.
pub(crate) fn find() -> Option<PathBuf> {
    let shell = std::env::var_os("EXOMT_PWSH").map_or_else(|| "pwsh".into(), PathBuf::from);
    let starts = Command::new(&shell)
        .args(["-NoProfile", "-NonInteractive", "-Command", "exit 0"])
        .status()
        .is_ok_and(|status| status.success());
    starts.then_some(shell)
}

pub(crate) fn run(shell: &PathBuf, stage: &Stage) -> Result<(), Box<dyn Error>> {
    let module = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "xtask", "--", "module"])
        .arg("--output")
        .arg(stage.folder.path())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    if !module.status.success() {
        return Err(String::from_utf8_lossy(&module.stderr).into());
    }
    let script = stage.folder.path().join("demo.ps1");
    std::fs::write(&script, SCRIPT)?;
    let status = Command::new(shell)
        .args(["-NoProfile", "-NonInteractive", "-File"])
        .arg(script)
        .env("DEMO_MODULE", String::from_utf8(module.stdout)?.trim())
        .env("DEMO_AUTHORITY", stage.simulator.authority())
        .env("DEMO_CA", stage.simulator.ca_file())
        .env("DEMO_APP", scenario::APP_ID)
        .env("DEMO_PFX", &stage.pfx)
        .env("DEMO_PFX_PASSWORD", PFX_PASSWORD)
        .env("DEMO_TENANTS", TENANTS.join(" "))
        .status()?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("the demo script exited with {status}").into()),
    }
}
