//! A demo with a simulated Entra and five customer tenants: it acquires tokens, shows verdicts with
//! their reasons, and connects with Connect-ExchangeOnline.
//!
//! `cargo run --example demo` runs the module in PowerShell (`EXOMT_PWSH`, or else `pwsh` on the
//! `PATH`). Without PowerShell, it calls the C functions.

mod c_functions;
mod powershell;

use std::error::Error;
use std::path::PathBuf;

use entra_sim::{Simulator, scenario};

/// The app's certificate and its PFX file.
const CERTIFICATE: &str = include_str!("../../tests/fixtures/credential/app.crt");
const PFX: &[u8] = include_bytes!("../../tests/fixtures/credential/modern.pfx");
const PFX_PASSWORD: &str = "pass wörd";

/// The tenants of the scenarios, one for each state of onboarding.
const TENANTS: [&str; 5] = [
    "contoso.onmicrosoft.com",
    "fabrikam.onmicrosoft.com",
    "tailspin.onmicrosoft.com",
    "wingtip.onmicrosoft.com",
    "northwind.onmicrosoft.com",
];

/// The simulator and the files of the demo. Dropping it deletes the folder.
struct Stage {
    simulator: Simulator,
    folder: tempfile::TempDir,
    pfx: PathBuf,
}

fn main() -> Result<(), Box<dyn Error>> {
    let simulator = Simulator::start(&scenario::with_certificate(CERTIFICATE))?;
    let folder = tempfile::tempdir()?;
    let pfx = folder.path().join("app.pfx");
    std::fs::write(&pfx, PFX)?;
    let stage = Stage {
        simulator,
        folder,
        pfx,
    };
    match powershell::find() {
        Some(shell) => powershell::run(&shell, &stage),
        None => {
            println!(
                "PowerShell was not found (EXOMT_PWSH, then pwsh on the PATH). The demo calls the C functions instead.\n"
            );
            c_functions::run(&stage)
        }
    }
}
