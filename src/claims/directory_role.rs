//! The directory roles of Entra. Data: `data/directory-roles.json`.

use std::borrow::Cow;
use std::collections::HashMap;

use once_cell::sync::Lazy;
use serde::{Deserialize, Serialize};

use crate::error::clean_line;
use crate::resource::Resource;

/// A directory role; a row of `data/directory-roles.json`.
#[derive(Debug, Clone)]
pub struct DirectoryRole {
    /// The name that the portal shows.
    pub name: String,
    /// The role template id, as the `wids` claim carries it.
    pub template_id: String,
    /// Whether Entra marks the role as privileged.
    pub privileged: bool,
    /// Whether Exchange Online PowerShell supports the role for apps.
    pub exchange: bool,
    /// Whether Security & Compliance PowerShell supports the role for apps.
    pub compliance: bool,
}

/// A directory role in a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleClaim {
    /// The name of the role, or `(unknown role)`.
    pub name: Cow<'static, str>,
    /// The template id of the role.
    pub template_id: Cow<'static, str>,
    /// Whether the token's resource supports the role for apps.
    pub supported: bool,
    /// Whether ExoMt knows the role. Microsoft adds roles several times a year.
    pub known: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RoleFile {
    pseudo_wids: Vec<PseudoRow>,
    roles: Vec<Row>,
}

#[derive(Deserialize)]
struct PseudoRow {
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    name: String,
    template_id: String,
    privileged: bool,
    exo_app_only: AppOnly,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AppOnly {
    exchange: bool,
    compliance: bool,
}

struct Table {
    roles: Vec<DirectoryRole>,
    by_id: HashMap<String, usize>,
    pseudo: Vec<String>,
}

static TABLE: Lazy<Table> = Lazy::new(|| {
    let file =
        serde_json::from_str(include_str!("../data/directory-roles.json")).unwrap_or(RoleFile {
            pseudo_wids: Vec::new(),
            roles: Vec::new(),
        });
    let roles: Vec<DirectoryRole> = file
        .roles
        .into_iter()
        .map(|row| DirectoryRole {
            name: row.name,
            template_id: row.template_id.to_ascii_lowercase(),
            privileged: row.privileged,
            exchange: row.exo_app_only.exchange,
            compliance: row.exo_app_only.compliance,
        })
        .collect();
    let by_id = roles
        .iter()
        .enumerate()
        .map(|(i, role)| (role.template_id.clone(), i))
        .collect();
    Table {
        roles,
        by_id,
        pseudo: file.pseudo_wids.into_iter().map(|row| row.id).collect(),
    }
});

impl DirectoryRole {
    /// Returns all roles, in the order of their names.
    pub fn all() -> &'static [DirectoryRole] {
        &TABLE.roles
    }

    /// Finds a role by the name that the portal shows.
    pub fn named(name: &str) -> Option<&'static DirectoryRole> {
        DirectoryRole::all().iter().find(|role| role.name == name)
    }

    /// Finds a role by its template id, ignoring case.
    pub fn lookup(template_id: &str) -> Option<&'static DirectoryRole> {
        let index = TABLE
            .by_id
            .get(template_id)
            .or_else(|| TABLE.by_id.get(&template_id.to_ascii_lowercase()))?;
        TABLE.roles.get(*index)
    }

    /// Returns whether this resource supports the role for apps. Only Exchange Online PowerShell
    /// and Security & Compliance PowerShell use directory roles.
    pub fn supports(&self, resource: &Resource) -> bool {
        match resource {
            Resource::Compliance => self.compliance,
            _ => self.exchange,
        }
    }
}

/// Returns whether an id in `wids` is a placeholder that stands for no role. Nearly every app-only
/// token has one.
pub(super) fn is_pseudo(id: &str) -> bool {
    TABLE
        .pseudo
        .iter()
        .any(|pseudo| pseudo.eq_ignore_ascii_case(id))
}

impl RoleClaim {
    /// Describes the directory roles in `wids`, without the placeholders.
    pub(super) fn from_wids<'a>(
        wids: impl IntoIterator<Item = &'a str>,
        resource: &Resource,
    ) -> Vec<RoleClaim> {
        wids.into_iter()
            .filter(|id| !is_pseudo(id))
            .map(|id| match DirectoryRole::lookup(id) {
                Some(role) => RoleClaim {
                    name: role.name.as_str().into(),
                    template_id: role.template_id.as_str().into(),
                    supported: role.supports(resource),
                    known: true,
                },
                None => RoleClaim {
                    name: "(unknown role)".into(),
                    template_id: clean_line(id).into(),
                    supported: false,
                    known: false,
                },
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_complete() {
        assert_eq!(DirectoryRole::all().len(), 145);
        assert_eq!(
            DirectoryRole::all()
                .iter()
                .filter(|role| role.exchange)
                .count(),
            8
        );
        assert_eq!(
            DirectoryRole::all()
                .iter()
                .filter(|role| role.compliance)
                .count(),
            5
        );
        let role = DirectoryRole::lookup("29232CDF-9323-42fd-ade2-1d097af3e4de").expect("known");
        assert_eq!(role.name, "Exchange Administrator");
        assert!(is_pseudo("0997a1d0-0d1d-4acb-b408-d5ca73121e90"));
    }

    #[test]
    fn pseudo_ids_are_left_out_and_unknown_ids_stay() {
        let wids = [
            "0997a1d0-0d1d-4acb-b408-d5ca73121e90",
            "11111111-1111-1111-1111-111111111111",
        ];
        let roles = RoleClaim::from_wids(wids, &Resource::Exchange);
        assert_eq!(roles.len(), 1);
        assert!(!roles[0].known && roles[0].template_id.starts_with("1111"));
    }
}
