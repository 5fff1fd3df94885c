//! Finds directory roles by name, pattern or template id.

use serde::{Deserialize, Serialize};

use super::pattern::{is_pattern, matches};
use crate::claims::DirectoryRole;
use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::resource::Resource;
use crate::spelling::FIND_ROLE;

/// Which roles to find (camelCase JSON); unknown members are rejected.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct FindOptions {
    /// A name, a pattern with `*` and `?`, or a template id.
    pub name: String,
    /// If present, only roles that this PowerShell accepts from an app: `Exchange` or `Compliance`.
    pub resource: Option<String>,
    /// If true, only roles that Entra marks as privileged. If false, only the other roles.
    pub privileged: Option<bool>,
}

/// The description of a role.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RoleInfo {
    /// The name that the portal shows.
    pub name: &'static str,
    /// The id of the role in the `wids` claim.
    pub template_id: &'static str,
    /// Whether Entra marks the role as privileged.
    pub privileged: bool,
    /// Whether Exchange Online PowerShell accepts the role from an app.
    pub exchange: bool,
    /// Whether Security & Compliance PowerShell accepts the role from an app.
    pub compliance: bool,
}

/// Finds roles. A pattern may match no role; a name must exist.
///
/// # Errors
/// `RoleNotFound`, `InvalidResource`.
pub(crate) fn find(options: &FindOptions) -> Result<Vec<RoleInfo>> {
    let resource = options.resource.as_deref();
    let resource = resource.map(Resource::parse_powershell).transpose()?;
    let wanted = options.name.trim();
    let found: Vec<&DirectoryRole> = DirectoryRole::all()
        .iter()
        .filter(|role| matches(wanted, &role.name) || role.template_id.eq_ignore_ascii_case(wanted))
        .collect();
    if found.is_empty() && !is_pattern(wanted) {
        return Err(Error::new(
            ErrorCode::RoleNotFound,
            format!(
                "ExoMt knows no directory role with the name or template id '{}'.",
                clean_line(wanted)
            ),
            format!(
                "Look for it with a pattern: {FIND_ROLE} '*reader*'. Custom roles, and roles newer than this version, are not in the table of ExoMt."
            ),
        ));
    }
    let is_wanted = |role: &&DirectoryRole| {
        resource
            .as_ref()
            .is_none_or(|resource| role.supports(resource))
            && options
                .privileged
                .is_none_or(|wanted| role.privileged == wanted)
    };
    let info = |role: &'static DirectoryRole| RoleInfo {
        name: &role.name,
        template_id: &role.template_id,
        privileged: role.privileged,
        exchange: role.exchange,
        compliance: role.compliance,
    };
    Ok(found.into_iter().filter(is_wanted).map(info).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> FindOptions {
        FindOptions {
            name: name.to_owned(),
            ..FindOptions::default()
        }
    }

    #[test]
    fn roles_are_found_by_name_pattern_and_id() {
        let names = |options: &FindOptions| -> Vec<&str> {
            let found = find(options).expect("roles");
            found.iter().map(|role| role.name).collect()
        };
        assert_eq!(names(&named(" security reader ")), ["Security Reader"]);
        assert_eq!(
            names(&named("29232CDF-9323-42FD-ADE2-1D097AF3E4DE")),
            ["Exchange Administrator"]
        );
        assert_eq!(names(&named("nothing*")), [] as [&str; 0]);
        let supported = FindOptions {
            resource: Some("exchange".to_owned()),
            privileged: Some(false),
            ..named("*")
        };
        assert_eq!(
            names(&supported),
            [
                "Compliance Administrator",
                "Exchange Administrator",
                "Exchange Recipient Administrator"
            ]
        );
    }

    #[test]
    fn unknown_names_and_other_resources_are_refused() {
        for name in [
            "",
            "Postmaster",
            "[",
            "11111111-2222-3333-4444-555555555555",
        ] {
            let error = find(&named(name)).expect_err(name);
            assert_eq!(error.code(), ErrorCode::RoleNotFound, "{name}");
        }
        let options = FindOptions {
            resource: Some("Graph".to_owned()),
            ..named("*")
        };
        let error = find(&options).expect_err("no PowerShell");
        assert_eq!(error.code(), ErrorCode::InvalidResource);
    }
}
