//! Microsoft's applications and their application permissions. Data: `data/permissions.json`.

use once_cell::sync::Lazy;
use serde::Deserialize;

/// The permission that both Exchange Online PowerShell and Security & Compliance PowerShell need.
pub(crate) const MANAGE_AS_APP: &str = "Exchange.ManageAsApp";
/// The permission of the Admin API v2.0, which gives no access to PowerShell.
pub(crate) const MANAGE_AS_APP_V2: &str = "Exchange.ManageAsAppV2";
/// The permission for Exchange Web Services, which gives no access to PowerShell.
pub(crate) const EWS_FULL_ACCESS: &str = "full_access_as_app";

const EXCHANGE: &str = "Office 365 Exchange Online";
const GRAPH: &str = "Microsoft Graph";

/// A Microsoft application that is the resource of tokens; a row of `data/permissions.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Application {
    /// The name that the portal shows.
    pub name: String,
    /// The application id, which is the same in every cloud.
    pub app_id: String,
    /// The application permissions that ExoMt uses.
    pub permissions: Vec<ApplicationPermission>,
}

/// An application permission; Graph calls it an app role.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
pub struct ApplicationPermission {
    /// The value of the permission in the `roles` claim.
    pub name: String,
    /// The id of the app role; empty if it is not known.
    #[serde(default)]
    pub id: String,
}

#[derive(Default, Deserialize)]
struct PermissionFile {
    applications: Vec<Application>,
}

static APPLICATIONS: Lazy<Vec<Application>> = Lazy::new(|| {
    serde_json::from_str::<PermissionFile>(include_str!("data/permissions.json"))
        .unwrap_or_default()
        .applications
});
static UNKNOWN: Lazy<Application> = Lazy::new(Application::default);
static UNKNOWN_PERMISSION: Lazy<ApplicationPermission> = Lazy::new(ApplicationPermission::default);
static EXCHANGE_APPLICATION: Lazy<&Application> = Lazy::new(|| Application::named(EXCHANGE));
static GRAPH_APPLICATION: Lazy<&Application> = Lazy::new(|| Application::named(GRAPH));

impl Application {
    /// Returns all applications in the data.
    pub fn all() -> &'static [Application] {
        &APPLICATIONS
    }

    /// Returns `Office 365 Exchange Online`, the resource of both Exchange Online PowerShell and
    /// Security & Compliance PowerShell.
    pub fn exchange() -> &'static Application {
        &EXCHANGE_APPLICATION
    }

    /// Returns `Microsoft Graph`.
    pub fn graph() -> &'static Application {
        &GRAPH_APPLICATION
    }

    /// Finds an application by the name that the portal shows.
    pub(crate) fn named(name: &str) -> &'static Application {
        let mut all = Application::all().iter();
        all.find(|one| one.name == name).unwrap_or(&UNKNOWN)
    }

    /// Returns the permission with this name.
    pub fn permission(&self, name: &str) -> &ApplicationPermission {
        let mut permissions = self.permissions.iter();
        permissions
            .find(|one| one.name == name)
            .unwrap_or(&UNKNOWN_PERMISSION)
    }

    /// Returns `Exchange.ManageAsApp` of this application.
    pub fn manage_as_app(&self) -> &ApplicationPermission {
        self.permission(MANAGE_AS_APP)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_id_is_a_guid_and_unique() {
        let mut ids = Vec::new();
        for application in Application::all() {
            ids.push(&*application.app_id);
            let permissions = application.permissions.iter();
            ids.extend(permissions.map(|one| &*one.id).filter(|id| !id.is_empty()));
        }
        assert!(ids.len() >= 6, "{ids:?}");
        for (place, id) in ids.iter().enumerate() {
            assert!(Uuid::try_parse(id).is_ok(), "{id}");
            assert!(!ids[..place].contains(id), "{id}");
        }
    }

    #[test]
    fn the_applications_that_code_names_are_in_the_data() {
        let exchange = Application::exchange();
        assert_eq!(exchange.app_id, "00000002-0000-0ff1-ce00-000000000000");
        assert_eq!(
            Application::graph().app_id,
            "00000003-0000-0000-c000-000000000000"
        );
        assert_eq!(
            exchange.manage_as_app().id,
            "dc50a0fb-09a3-484d-be87-e023b12c6440"
        );
        for name in [MANAGE_AS_APP_V2, EWS_FULL_ACCESS] {
            assert_eq!(exchange.permission(name).name, name);
        }
    }
}
