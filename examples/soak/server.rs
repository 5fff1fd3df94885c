//! The simulated Entra. It writes its address, injects faults, and exits when its standard input is
//! closed.

use std::error::Error;
use std::io::{Read, Write};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use entra_sim::{Fault, FaultKind, Simulator, Tenant, scenario};
use serde_json::json;
use uuid::Uuid;

use crate::{TENANTS, TOKEN_LIFETIME_SECONDS};

const CERTIFICATE: &str = include_str!("../../tests/fixtures/credential/app.crt");

/// The faults to inject, each for one request. Only a few are 429, because five within ten seconds
/// would make the whole app wait for most of the minute.
const FAULTS: [FaultKind; 14] = [
    FaultKind::Status,
    FaultKind::Status,
    FaultKind::Status,
    FaultKind::Reset,
    FaultKind::Reset,
    FaultKind::Reset,
    FaultKind::HalfBody,
    FaultKind::HalfBody,
    FaultKind::HalfBody,
    FaultKind::Slow,
    FaultKind::Slow,
    FaultKind::Slow,
    FaultKind::Text429,
    FaultKind::Json429,
];

pub(crate) fn run() -> Result<(), Box<dyn Error>> {
    let mut config = scenario::with_certificate(CERTIFICATE);
    config.tenants = (0..TENANTS).map(tenant).collect();
    let simulator = Simulator::start(&config)?;
    let address = json!({"authority": simulator.authority(), "ca": simulator.ca_pem()});
    writeln!(std::io::stdout(), "{address}")?;

    let (ended, input) = channel();
    std::thread::spawn(move || {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        let _ = ended.send(());
    });
    let mut faulty: Vec<String> = Vec::new();
    while input.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
        simulator.clear_requests();
        for tenant in faulty.drain(..) {
            simulator.set_faults(&tenant, Vec::new());
        }
        // One request in twenty fails.
        for _ in 0..TENANTS / 20 {
            let random = Uuid::new_v4().as_u128();
            let kind = FAULTS[(random >> 64) as usize % FAULTS.len()];
            let fault = Fault {
                kind,
                status: None,
                retry_after: Some("1".to_owned()),
                delay_ms: Some(300),
                times: Some(1),
                code: None,
            };
            let tenant = tenant_id((random as u32) % TENANTS).to_string();
            simulator.set_faults(&tenant, vec![fault]);
            faulty.push(tenant);
        }
    }
    Ok(())
}

fn tenant(number: u32) -> Tenant {
    let mut principal = scenario::principal(
        number,
        &[scenario::MANAGE_AS_APP],
        &[scenario::EXCHANGE_ADMINISTRATOR],
    );
    principal.token_lifetime_seconds = Some(TOKEN_LIFETIME_SECONDS);
    Tenant {
        id: tenant_id(number),
        domains: vec![format!("t{number}.soak.example")],
        service_principals: vec![principal],
        ..Tenant::default()
    }
}

/// Returns the id of a tenant.
pub(crate) fn tenant_id(number: u32) -> Uuid {
    Uuid::from_fields(0x50a0_0000 + number, 0x1c2d, 0x4e3f, b"\x8a\x5bsoaked")
}
