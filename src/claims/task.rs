//! The tasks that an app needs a role for, and the least-privileged roles for each. Data:
//! `data/role-tasks.json`.

use once_cell::sync::Lazy;
use serde::{Deserialize, Serialize};

use super::directory_role::DirectoryRole;

/// How certain it is that a role is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Microsoft documents that the role is enough.
    Documented,
    /// Seen in a live test, a public log or a widely used tool.
    Observed,
    /// The definition of the role implies that it is enough, but no test is known.
    Assumed,
}

/// The PowerShell that a task runs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaskResource {
    /// Exchange Online PowerShell.
    Exchange,
    /// Security & Compliance PowerShell.
    Compliance,
}

/// A directory role that is enough for a task.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskRole {
    /// The name of the role.
    pub name: &'static str,
    /// The template id of the role, which the `wids` claim contains.
    pub template_id: &'static str,
    /// Whether Entra marks the role as privileged.
    pub privileged: bool,
    /// How certain it is that the role is enough.
    pub confidence: Confidence,
    /// A note about the role, if any.
    pub note: Option<&'static str>,
}

/// An Exchange role group that is enough for a task.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskRoleGroup {
    /// The name of the role group.
    pub name: String,
    /// The management roles to create the group with; empty for a built-in group.
    #[serde(default)]
    pub roles: Vec<String>,
    /// How certain it is that the role group is enough.
    pub confidence: Confidence,
    /// A note about the role group, if any.
    pub note: Option<String>,
}

/// A task, with the roles and role groups that are enough for it, least privilege first.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// The name of the task.
    pub name: &'static str,
    /// Other names.
    pub aliases: &'static [String],
    /// What the app does in this task.
    pub description: &'static str,
    /// The PowerShell that the task runs in.
    pub resource: TaskResource,
    /// Directory roles that are enough.
    pub directory_roles: Vec<TaskRole>,
    /// Role groups that are enough.
    pub role_groups: &'static [TaskRoleGroup],
    /// Further notes.
    pub notes: &'static [String],
}

#[derive(Deserialize)]
struct TaskFile {
    tasks: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Row {
    name: String,
    aliases: Vec<String>,
    description: String,
    resource: TaskResource,
    directory_roles: Vec<RoleRow>,
    role_groups: Vec<TaskRoleGroup>,
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
    serde_json::from_str::<TaskFile>(include_str!("../data/role-tasks.json"))
        .map(|file| file.tasks)
        .unwrap_or_default()
});

impl Task {
    /// Returns all tasks. Their `template_id` and `privileged` values come from the table of
    /// directory roles.
    pub fn all() -> Vec<Task> {
        ROWS.iter()
            .map(|row| Task {
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

fn role(row: &'static RoleRow) -> Option<TaskRole> {
    let known = DirectoryRole::named(&row.name)?;
    Some(TaskRole {
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
    fn the_file_is_complete() {
        let file: TaskFile =
            serde_json::from_str(include_str!("../data/role-tasks.json")).expect("the file");
        assert_eq!(file.tasks.len(), Task::all().len());
        assert!(file.tasks.len() >= 11);
    }

    #[test]
    fn each_directory_role_exists_and_is_accepted_by_the_powershell_of_the_task() {
        for row in ROWS.iter() {
            assert!(!row.directory_roles.is_empty(), "{}", row.name);
            for named in &row.directory_roles {
                let role = DirectoryRole::named(&named.name)
                    .unwrap_or_else(|| panic!("{}: {} is no role", row.name, named.name));
                let supported = match row.resource {
                    TaskResource::Exchange => role.exchange,
                    TaskResource::Compliance => role.compliance,
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
                assert!(seen.insert(name.to_lowercase()), "{name} is listed twice");
            }
        }
    }

    #[test]
    fn no_role_or_group_is_listed_twice_and_each_task_has_a_group() {
        for row in ROWS.iter() {
            let roles: HashSet<_> = row.directory_roles.iter().map(|role| &role.name).collect();
            assert_eq!(roles.len(), row.directory_roles.len(), "{}", row.name);
            let groups: HashSet<_> = row.role_groups.iter().map(|group| &group.name).collect();
            assert_eq!(groups.len(), row.role_groups.len(), "{}", row.name);
            assert!(!groups.is_empty(), "{}", row.name);
        }
    }

    #[test]
    fn organization_management_is_the_last_group() {
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
    fn groups_that_only_entra_fills_are_not_listed() {
        // Add-RoleGroupMember cannot change them in Exchange.
        for row in ROWS
            .iter()
            .filter(|row| row.resource == TaskResource::Exchange)
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
    fn a_task_carries_the_ids_of_its_roles() {
        let tasks = Task::all();
        let read = tasks
            .iter()
            .find(|task| task.name == "ReadOnly")
            .expect("a task");
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
