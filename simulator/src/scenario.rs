//! Ready-made customer tenants, one for each state of onboarding.

use uuid::Uuid;

use crate::config::{App, Certificate, Config, Secret, ServicePrincipal, Tenant};

/// The app of the scenarios.
pub const APP_ID: &str = "ae11b22c-3d44-4e55-8f66-778899aabbcc";
/// The app's client secret.
pub const SECRET: &str = "scenario-secret~0123456789.abcdefghij";
/// The app's redirect URI.
pub const REDIRECT_URI: &str = "https://localhost/consent";
/// The application permission that Connect-ExchangeOnline needs.
pub const MANAGE_AS_APP: &str = "Exchange.ManageAsApp";
/// The template id of Exchange Administrator.
pub const EXCHANGE_ADMINISTRATOR: &str = "29232cdf-9323-42fd-ade2-1d097af3e4de";
/// The template id of Teams Administrator, a directory role that Exchange PowerShell doesn't
/// accept.
pub const TEAMS_ADMINISTRATOR: &str = "69091246-20e8-4a56-aa4d-066075b2a7a8";

/// Creates a tenant whose id ends with `number`.
fn tenant(name: &str, number: u32) -> Tenant {
    Tenant {
        id: tenant_id(number),
        domains: vec![format!("{name}.onmicrosoft.com"), format!("{name}.com")],
        ..Tenant::default()
    }
}

/// Returns the id of the scenario tenant with this number.
pub fn tenant_id(number: u32) -> Uuid {
    Uuid::from_fields(
        0x7e4a_0000 + number,
        0x1c2d,
        0x4e3f,
        &[0x8a, 0x5b, 0, 0, 0, 0, 0, number as u8],
    )
}

/// Creates a service principal of [`APP_ID`].
pub fn principal(number: u32, roles: &[&str], wids: &[&str]) -> ServicePrincipal {
    let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    ServicePrincipal {
        app_id: Uuid::try_parse(APP_ID).unwrap_or_default(),
        object_id: Uuid::from_fields(
            0x0b1e_0000 + number,
            0x2222,
            0x4333,
            &[0x94, 0x44, 0, 0, 0, 0, 0, 1],
        ),
        roles: owned(roles),
        other_roles: Vec::new(),
        wids: owned(wids),
        enabled: true,
        token_lifetime_seconds: None,
        omit_pseudo_wid: false,
        role_groups: Vec::new(),
    }
}

/// Returns the tenants: contoso (1, ready), fabrikam (2, no app role), tailspin (3, no directory
/// role), wingtip (4, unsupported role), northwind (5, no service principal), litware (6, only an
/// Exchange role group, no `wids` at all), adatum (7, disabled).
pub fn tenants() -> Vec<Tenant> {
    let with = |name: &str, number: u32, principal: ServicePrincipal| Tenant {
        service_principals: vec![principal],
        ..tenant(name, number)
    };
    let ready = |number| principal(number, &[MANAGE_AS_APP], &[EXCHANGE_ADMINISTRATOR]);
    vec![
        with("contoso", 1, ready(1)),
        with("fabrikam", 2, principal(2, &[], &[EXCHANGE_ADMINISTRATOR])),
        with("tailspin", 3, principal(3, &[MANAGE_AS_APP], &[])),
        with(
            "wingtip",
            4,
            principal(4, &[MANAGE_AS_APP], &[TEAMS_ADMINISTRATOR]),
        ),
        tenant("northwind", 5),
        with(
            "litware",
            6,
            ServicePrincipal {
                omit_pseudo_wid: true,
                role_groups: vec!["View-Only Organization Management".to_owned()],
                ..principal(6, &[MANAGE_AS_APP], &[])
            },
        ),
        with(
            "adatum",
            7,
            ServicePrincipal {
                enabled: false,
                ..ready(7)
            },
        ),
    ]
}

/// Returns the scenarios with an app that has this certificate (PEM) and [`SECRET`].
pub fn with_certificate(pem: &str) -> Config {
    Config {
        strict_jti: true,
        apps: vec![App {
            app_id: Uuid::try_parse(APP_ID).unwrap_or_default(),
            secrets: vec![Secret {
                value: SECRET.to_owned(),
                expires: None,
            }],
            certificates: vec![Certificate {
                pem: Some(pem.to_owned()),
                pem_file: None,
            }],
            redirect_uris: vec![REDIRECT_URI.to_owned()],
            ..App::default()
        }],
        tenants: tenants(),
        ..Config::default()
    }
}
