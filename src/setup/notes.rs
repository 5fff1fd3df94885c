//! The notes about a home app.

use super::options::Registration;
use crate::resource::Resource;
use crate::spelling::{self, ADVISE_ROLE, BUILD_CONSENT_URL, CONSENT_FORM, FIND_ROLE, RESOURCE};

pub(super) fn notes(registration: &Registration) -> Vec<String> {
    let cloud = registration.cloud;
    let mut notes = vec![
        format!("Each customer tenant still needs the consent of an admin ({BUILD_CONSENT_URL}), and then a directory role or role group for the app ({ADVISE_ROLE})."),
        "While the registration lists no application permission of Microsoft Graph, a Cloud Application Administrator of the customer can consent. With one, only a Privileged Role Administrator can.".to_owned(),
        "An app works in the tenants of one cloud: register one in each.".to_owned(),
    ];
    if registration.redirect_uri.starts_with("http:") {
        notes.push("Microsoft documents that the port of http://localhost is not compared: one redirect URI is valid for every port, and two that differ only in the port must not be registered. The path is compared.".to_owned());
    }
    notes.extend(
        cloud
            .setup_notes
            .iter()
            .map(|note| spelling::render(note).into_owned()),
    );
    if registration.permissions().len() > 1 {
        notes.push(format!("Two resources are listed. To consent to both, use {BUILD_CONSENT_URL} {CONSENT_FORM} AdminConsentV1, or one URL for each."));
    } else if registration.resource == Resource::Compliance {
        notes.push(format!("Security & Compliance PowerShell needs only the permission Exchange.ManageAsApp, and a directory role that it accepts: {FIND_ROLE} {RESOURCE} Compliance."));
    }
    if cloud.azure_cloud.is_empty() {
        notes.push(format!(
            "The Azure CLI has no name for {}: use the Graph PowerShell commands.",
            cloud.title
        ));
    }
    if cloud.graph_environment.is_empty() {
        notes.push("Graph PowerShell has no environment for this cloud; the commands add one (Add-MgEnvironment). Not verified in such a cloud.".to_owned());
    }
    notes
}
