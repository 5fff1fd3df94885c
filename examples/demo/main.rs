//! The main job, on a simulated Entra with five customer tenants: tokens, verdicts with
//! reasons, and the hand-over to Connect-ExchangeOnline.
//!
//! `cargo run --example demo` runs the module in PowerShell (`EXOMT_PWSH`, else `pwsh` on
//! the `PATH`); without one it makes the same way through the C functions.

mod c_functions;
mod powershell;

use std::error::Error;
use std::path::PathBuf;

use entra_sim::{Simulator, scenario};

/// The app's certificate and key, as a partner keeps them.
const CERTIFICATE: &str = include_str!("../../tests/fixtures/credential/app.crt");
const PFX: &[u8] = include_bytes!("../../tests/fixtures/credential/modern.pfx");
const PFX_PASSWORD: &str = "pass wörd";

/// The tenants of the scenarios, one for each state that onboarding meets.
const TENANTS: [&str; 5] = [
    "contoso.onmicrosoft.com",
    "fabrikam.onmicrosoft.com",
    "tailspin.onmicrosoft.com",
    "wingtip.onmicrosoft.com",
    "northwind.onmicrosoft.com",
];

/// What the demo runs on; the folder goes with it.
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
                "No PowerShell was found (EXOMT_PWSH, then pwsh on the PATH), so this goes through the C functions.\n"
            );
            c_functions::run(&stage)
        }
    }
}
