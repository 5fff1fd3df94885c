//! Advises which roles and role groups an app needs for a task, with the commands for the group
//! with the least privilege.

use askama::Template;
use serde::{Deserialize, Serialize};

use super::pattern::matches;
use crate::claims::{Task, TaskResource};
use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::guid::{parse_app_id, parse_guid};
use crate::resource::Resource;
use crate::spelling::OBJECT_ID;
#[cfg(test)]
use crate::template::sample::{Sample, Values};
use crate::template::{Line, Literal, Script};

/// The default name of the service principal in Exchange.
const DEFAULT_DISPLAY_NAME: &str = "ExoMt";
/// Placeholders for ids that the caller didn't pass.
const APP_ID_PLACEHOLDER: &str = "<application (client) id>";
const OBJECT_ID_PLACEHOLDER: &str =
    "<object id of the enterprise application in the customer tenant>";

/// The task, and the app that the commands are for (camelCase JSON); unknown members are rejected.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct AdviseOptions {
    /// The name or an alias of a task, or a pattern with `*` and `?`.
    pub task: String,
    /// If present, only tasks in this PowerShell: `Exchange` or `Compliance`.
    pub resource: Option<String>,
    /// The application (client) id for the commands; defaults to a placeholder.
    pub app_id: Option<String>,
    /// The object id of the app's service principal in the customer tenant, for the commands;
    /// defaults to a placeholder.
    pub object_id: Option<String>,
    /// The name of the service principal in Exchange.
    pub display_name: Option<String>,
}

/// A task, with the roles that are enough for it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Advice {
    /// The task.
    #[serde(flatten)]
    pub task: Task,
    /// The commands that add the app to the role group with the least privilege, line by line.
    pub commands: Vec<String>,
}

#[derive(Template)]
#[template(path = "role_group/members.ps1")]
struct Members<'a> {
    is_compliance: bool,
    app_id: Literal<'a>,
    object_id: Literal<'a>,
    display_name: Literal<'a>,
    group: Literal<'a>,
    /// The roles of the group if it has to be created first; empty if the group is built in.
    roles: Vec<Literal<'a>>,
    others: Vec<Line>,
}

/// Returns the tasks that match, each with its commands.
///
/// # Errors
/// `UnknownTask`, `InvalidResource`, `InvalidAppId`, `InvalidId`.
pub(crate) fn advise(options: &AdviseOptions) -> Result<Vec<Advice>> {
    let resource = options.resource.as_deref();
    let resource = resource.map(Resource::parse_powershell).transpose()?;
    let app_id = match &options.app_id {
        Some(text) => parse_app_id(text)?.to_string(),
        None => APP_ID_PLACEHOLDER.to_owned(),
    };
    let object_id = match &options.object_id {
        Some(text) => parse_guid(text, OBJECT_ID)?.to_string(),
        None => OBJECT_ID_PLACEHOLDER.to_owned(),
    };
    let display_name = options.display_name.as_deref();
    let display_name = clean_line(display_name.unwrap_or(DEFAULT_DISPLAY_NAME));
    let advice = |task: Task| {
        let commands = commands(&task, &app_id, &object_id, &display_name)?;
        Ok(Advice { task, commands })
    };
    find(&options.task)?
        .into_iter()
        .filter(|task| {
            let is_wanted = |resource: &Resource| match task.resource {
                TaskResource::Exchange => *resource == Resource::Exchange,
                TaskResource::Compliance => *resource == Resource::Compliance,
            };
            resource.as_ref().is_none_or(is_wanted)
        })
        .map(advice)
        .collect()
}

fn find(name: &str) -> Result<Vec<Task>> {
    let wanted = name.trim();
    let is_alias = |alias: &String| alias.eq_ignore_ascii_case(wanted);
    let found: Vec<Task> = Task::all()
        .into_iter()
        .filter(|task| matches(wanted, task.name) || task.aliases.iter().any(is_alias))
        .collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let known: Vec<&str> = Task::all().iter().map(|task| task.name).collect();
    Err(Error::new(
        ErrorCode::UnknownTask,
        format!("ExoMt doesn't know a task named '{}'.", clean_line(name)),
        format!("Use one of {}.", known.join(", ")),
    ))
}

fn commands(task: &Task, app_id: &str, object_id: &str, display_name: &str) -> Result<Vec<String>> {
    let Some((least, others)) = task.role_groups.split_first() else {
        return Ok(Vec::new());
    };
    let roles = least.roles.iter().map(|role| Literal::new(role));
    let script = Script::render(&Members {
        is_compliance: task.resource == TaskResource::Compliance,
        app_id: Literal::new(app_id)?,
        object_id: Literal::new(object_id)?,
        display_name: Literal::new(display_name)?,
        group: Literal::new(&least.name)?,
        roles: roles.collect::<Result<_>>()?,
        others: others.iter().map(|group| Line::new(&group.name)).collect(),
    })?;
    Ok(script.lines().map(str::to_owned).collect())
}

#[cfg(test)]
pub(crate) fn samples(values: &Values) -> Vec<Sample> {
    let samples = [true, false].map(|complete| {
        let members = Members {
            is_compliance: complete,
            app_id: values.literal("app_id"),
            object_id: values.literal("object_id"),
            display_name: values.literal("display_name"),
            group: values.literal("group"),
            roles: match complete {
                true => vec![values.literal("role"), values.literal("role")],
                false => Vec::new(),
            },
            others: match complete {
                true => vec![values.line("other"), values.line("other")],
                false => Vec::new(),
            },
        };
        values.sample("role_group/members.ps1", &members)
    });
    samples.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn for_task(task: &str) -> AdviseOptions {
        AdviseOptions {
            task: task.to_owned(),
            ..AdviseOptions::default()
        }
    }

    #[test]
    fn a_built_in_group_needs_the_service_principal_and_a_member() {
        let options = AdviseOptions {
            app_id: Some("AE11B22C-3D44-4E55-8F66-778899AABBCC".to_owned()),
            display_name: Some(" O'Brien\u{2019}s\n".to_owned()),
            ..for_task("recipients")
        };
        let advice = advise(&options).expect("known").remove(0);
        assert_eq!(
            advice.commands,
            [
                "# Run in Exchange Online PowerShell of the customer tenant (Connect-ExchangeOnline), as a member of Organization Management:",
                "New-ServicePrincipal -AppId 'ae11b22c-3d44-4e55-8f66-778899aabbcc' -ObjectId '<object id of the enterprise application in the customer tenant>' -DisplayName 'O''Brien\u{2019}\u{2019}s'",
                "Add-RoleGroupMember -Identity 'Recipient Management' -Member '<object id of the enterprise application in the customer tenant>'",
                "# Or, if that is not enough: Organization Management.",
            ]
        );
    }

    #[test]
    fn every_task_has_commands_and_a_new_group_is_created_first() {
        for advice in advise(&for_task("*")).expect("all") {
            let creates = advice
                .commands
                .iter()
                .any(|line| line.starts_with("New-RoleGroup "));
            let has_roles = !advice.task.role_groups[0].roles.is_empty();
            assert_eq!(creates, has_roles, "{}", advice.task.name);
            assert!(advice.commands.len() >= 3);
        }
    }

    #[test]
    fn a_task_is_found_by_alias_and_filtered_by_resource() {
        assert_eq!(
            advise(&for_task("transportrules")).expect("an alias").len(),
            1
        );
        let options = AdviseOptions {
            resource: Some("Compliance".to_owned()),
            ..for_task("*")
        };
        let found = advise(&options).expect("one");
        assert_eq!(
            found.iter().map(|one| one.task.name).collect::<Vec<_>>(),
            ["Compliance"]
        );
        let error = advise(&for_task("Cooking [")).expect_err("no task");
        assert_eq!(error.code(), ErrorCode::UnknownTask);
        assert!(error.report().fix.contains("ReadOnly, "));
    }
}
