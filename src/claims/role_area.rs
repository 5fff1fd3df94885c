//! Task areas and the least roles that suffice for them, from the embedded
//! `data/role-areas.json`.

use once_cell::sync::Lazy;
use serde::{Deserialize, Serialize};

use super::directory_role::DirectoryRole;

/// How sure it is that a role suffices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A page of Microsoft says so.
    Documented,
    /// It was seen in a live test, a public log or a widely used tool.
    Observed,
    /// It follows from what the roles are defined as; nobody was seen to try it.
    Assumed,
}

/// The PowerShell that an area is worked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AreaResource {
    /// Exchange Online PowerShell.
    Exchange,
    /// Security & Compliance PowerShell.
    Compliance,
}

/// A directory role that suffices for an area.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AreaRole {
    /// Its name.
    pub name: &'static str,
    /// The id that `wids` carries.
    pub template_id: &'static str,
    /// Whether Entra marks it as privileged.
    pub privileged: bool,
    /// How sure it is.
    pub confidence: Confidence,
    /// What to know about it.
    pub note: Option<&'static str>,
}

/// A role group that suffices for an area.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AreaRoleGroup {
    /// Its name.
    pub name: String,
    /// The management roles of a group that has to be made first; none for a built-in one.
    #[serde(default)]
    pub roles: Vec<String>,
    /// How sure it is.
    pub confidence: Confidence,
    /// What to know about it.
    pub note: Option<String>,
}

/// One area of tasks, with what suffices for it, the least first.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleArea {
    /// Its name.
    pub name: &'static str,
    /// Other names.
    pub aliases: &'static [String],
    /// What is done in it.
    pub description: &'static str,
    /// Where it is done.
    pub resource: AreaResource,
    /// Directory roles.
    pub directory_roles: Vec<AreaRole>,
    /// Role groups.
    pub role_groups: &'static [AreaRoleGroup],
    /// What else to know.
    pub notes: &'static [String],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AreaFile {
    #[serde(rename = "$comment")]
    _comment: String,
    areas: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Row {
    name: String,
    aliases: Vec<String>,
    description: String,
    resource: AreaResource,
    directory_roles: Vec<RoleRow>,
    role_groups: Vec<AreaRoleGroup>,
    notes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RoleRow {
    name: String,
    confidence: Confidence,
    note: Option<String>,
}

static ROWS: Lazy<Vec<Row>> = Lazy::new(|| {
    serde_json::from_str::<AreaFile>(include_str!("../data/role-areas.json"))
        .map(|file| file.areas)
        .unwrap_or_default()
});

impl RoleArea {
    /// All areas; ids and marks of their roles come from the table of directory roles.
    pub fn all() -> Vec<RoleArea> {
        ROWS.iter()
            .map(|row| RoleArea {
                name: &row.name,
                aliases: &row.aliases,
                description: &row.description,
                resource: row.resource,
                directory_roles: row.directory_roles.iter().filter_map(role).collect(),
                role_groups: &row.role_groups,
                notes: &row.notes,
            })
            .collect()
    }
}

fn role(row: &'static RoleRow) -> Option<AreaRole> {
    let known = DirectoryRole::all()
        .iter()
        .find(|role| role.name == row.name)?;
    Some(AreaRole {
        name: &known.name,
        template_id: &known.template_id,
        privileged: known.privileged,
        confidence: row.confidence,
        note: row.note.as_deref(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_file_is_whole() {
        let file: AreaFile =
            serde_json::from_str(include_str!("../data/role-areas.json")).expect("the file");
        assert_eq!(file.areas.len(), RoleArea::all().len());
        assert!(file.areas.len() >= 11);
    }

    #[test]
    fn each_directory_role_exists_and_is_taken_app_only_where_the_area_is_worked_in() {
        for row in ROWS.iter() {
            assert!(!row.directory_roles.is_empty(), "{}", row.name);
            for named in &row.directory_roles {
                let role = DirectoryRole::all()
                    .iter()
                    .find(|role| role.name == named.name)
                    .unwrap_or_else(|| panic!("{}: {} is no role", row.name, named.name));
                let supported = match row.resource {
                    AreaResource::Exchange => role.exchange,
                    AreaResource::Compliance => role.compliance,
                };
                assert!(supported, "{}: {} is not supported", row.name, named.name);
            }
        }
    }

    #[test]
    fn names_and_aliases_are_words_and_unique() {
        let mut seen = HashSet::new();
        for row in ROWS.iter() {
            for name in row.aliases.iter().chain([&row.name]) {
                assert!(
                    name.chars().all(|one| one.is_ascii_alphanumeric()),
                    "{name}"
                );
                assert!(seen.insert(name.to_lowercase()), "{name} stands twice");
            }
        }
    }

    #[test]
    fn no_role_or_group_stands_twice_and_each_area_has_a_group() {
        for row in ROWS.iter() {
            let roles: HashSet<_> = row.directory_roles.iter().map(|role| &role.name).collect();
            assert_eq!(roles.len(), row.directory_roles.len(), "{}", row.name);
            let groups: HashSet<_> = row.role_groups.iter().map(|group| &group.name).collect();
            assert_eq!(groups.len(), row.role_groups.len(), "{}", row.name);
            assert!(!groups.is_empty(), "{}", row.name);
        }
    }

    #[test]
    fn what_covers_everything_stands_last_among_the_groups() {
        for row in ROWS.iter() {
            let place = row
                .role_groups
                .iter()
                .position(|group| group.name == "Organization Management");
            if let Some(place) = place {
                assert_eq!(place + 1, row.role_groups.len(), "{}", row.name);
            }
        }
    }

    #[test]
    fn groups_that_only_entra_fills_are_not_named() {
        // Add-RoleGroupMember can not change them in Exchange.
        for row in ROWS
            .iter()
            .filter(|row| row.resource == AreaResource::Exchange)
        {
            for group in &row.role_groups {
                assert!(
                    !["Security Administrator", "Security Reader"].contains(&group.name.as_str()),
                    "{}: {}",
                    row.name,
                    group.name
                );
            }
        }
    }

    #[test]
    fn an_area_carries_the_ids_of_its_roles() {
        let areas = RoleArea::all();
        let read = areas
            .iter()
            .find(|area| area.name == "ReadOnly")
            .expect("an area");
        assert_eq!(
            read.directory_roles[0].template_id,
            "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
        );
        assert!(read.directory_roles[0].privileged);
        let json = serde_json::to_value(read).expect("JSON");
        assert_eq!(json["directoryRoles"][0]["confidence"], "observed");
        assert_eq!(json["roleGroups"][0]["roles"], serde_json::json!([]));
    }
}
