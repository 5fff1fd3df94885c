//! Checks what a token allows: the application permission, then the directory role.

use super::directory_role::{DirectoryRole, RoleClaim, is_pseudo};
use super::finding::{Finding, FindingCode, Severity};
use super::texts::joined;
use super::{ClaimSet, Token};
use crate::error::{FixedBy, clean_line};
use crate::permission::{EWS_FULL_ACCESS, MANAGE_AS_APP, MANAGE_AS_APP_V2};
use crate::resource::Resource;

/// Who can consent. This role is enough unless the app registration lists a Graph application
/// permission.
const CONSENTER: FixedBy = FixedBy::CUSTOMER.with_role("Cloud Application Administrator");
const ROLE_ASSIGNER: FixedBy = FixedBy::CUSTOMER.with_role("Privileged Role Administrator");

pub(super) fn check(token: &Token, resource: &Resource, out: &mut Vec<Finding>) {
    let claims = token.claims();
    match resource {
        Resource::Exchange | Resource::Compliance => {
            if app_role(claims, out) {
                directory_role(claims, resource, out);
            }
        }
        Resource::Graph => any_role(claims, resource, Severity::Error, out),
        // Other resources may grant access in other ways.
        Resource::Scope(_) => any_role(claims, resource, Severity::Unknown, out),
    }
}

/// Checks the permission for Exchange Online PowerShell and Security & Compliance PowerShell.
/// Returns whether the token has that permission.
fn app_role(claims: &ClaimSet, out: &mut Vec<Finding>) -> bool {
    let roles = claims.texts("roles");
    let has = |name: &str| {
        let mut roles = roles.clone();
        roles.any(|role| role.eq_ignore_ascii_case(name))
    };
    if has(MANAGE_AS_APP) {
        out.push(
            Finding::info(
                FindingCode::AppRolePresent,
                "roles",
                "The application permission Exchange.ManageAsApp is granted.",
            )
            .actual(&roles.joined()),
        );
        return true;
    }
    let add = format!(
        "The partner adds the application permission Office 365 Exchange Online > {MANAGE_AS_APP} to the app registration. Then an admin of the customer consents again. Then get a new token."
    );
    let finding = if roles.is_empty() {
        Finding::error(
            FindingCode::NoAppRole,
            "roles",
            format!("The token has no application permission: no one consented to {MANAGE_AS_APP} in this tenant. Exchange Online answers such a token with 401 UnAuthorized."),
        )
        .fix(CONSENTER, format!("If the registration doesn't list {MANAGE_AS_APP} yet, the partner adds it (API permissions > Office 365 Exchange Online > Application permissions). An admin of the customer opens the app's admin consent URL in the customer tenant and accepts. Then get a new token."))
    } else if has(MANAGE_AS_APP_V2) {
        Finding::error(
            FindingCode::OnlyAdminApiRole,
            "roles",
            format!("Only {MANAGE_AS_APP_V2} is granted, which is for the Admin API. Without {MANAGE_AS_APP}, Connect-ExchangeOnline fails with \"Module could not be correctly formed\"."),
        )
        .fix(CONSENTER, add)
    } else if has(EWS_FULL_ACCESS) {
        Finding::error(
            FindingCode::OnlyEwsRole,
            "roles",
            format!(
                "Only {EWS_FULL_ACCESS} (EWS mailbox access) is granted, which gives no access to PowerShell."
            ),
        )
        .fix(CONSENTER, add)
    } else {
        Finding::error(
            FindingCode::AppRoleMissing,
            "roles",
            format!("The token has application permissions, but not {MANAGE_AS_APP}."),
        )
        .fix(CONSENTER, add)
    };
    out.push(finding.expected(MANAGE_AS_APP).actual(&roles.joined()));
    false
}

fn directory_role(claims: &ClaimSet, resource: &Resource, out: &mut Vec<Finding>) {
    let wids = claims.texts("wids");
    let roles = RoleClaim::from_wids(wids.clone(), resource);
    let names = |wanted: fn(&RoleClaim) -> bool| {
        let wanted = roles.iter().filter(move |role| wanted(role));
        joined(wanted.map(|role| &*role.name))
    };
    let supported = names(|role| role.supported);
    if !supported.is_empty() {
        out.push(
            Finding::info(
                FindingCode::DirectoryRolePresent,
                "wids",
                format!(
                    "The directory role {supported} is supported for {}.",
                    resource.name()
                ),
            )
            .actual(&names(|_| true)),
        );
        return;
    }
    let known = names(|role| role.known);
    let finding = if !known.is_empty() {
        Finding::new(
            FindingCode::DirectoryRoleUnsupported,
            Severity::Warning,
            "wids",
            format!("{} PowerShell doesn't support the directory role {known} for apps. Unless the app is in an Exchange role group, it refuses with \"The role assigned to application ... isn't supported in this scenario\".", resource.name()),
        )
        .actual(&known)
    } else if let Some(unknown) = roles.first() {
        Finding::new(
            FindingCode::DirectoryRoleUnknown,
            Severity::Unknown,
            "wids",
            format!(
                "ExoMt doesn't know the directory role in the token ({}).",
                unknown.template_id
            ),
        )
        .actual(&wids.joined())
    } else {
        let pseudo = if wids.clone().any(is_pseudo) {
            " (the id that nearly every app-only token has in 'wids' is not a role)"
        } else {
            ""
        };
        Finding::new(
            FindingCode::NoDirectoryRole,
            Severity::Unknown,
            "wids",
            format!("The token has no directory role{pseudo}. It works only if the app is in an Exchange role group, which a token doesn't show."),
        )
        .actual(&wids.joined())
    };
    out.push(
        finding
            .expected(supported_names(resource))
            .fix(ROLE_ASSIGNER, role_fix(claims, resource)),
    );
}

fn supported_names(resource: &Resource) -> String {
    let names: Vec<&str> = DirectoryRole::all()
        .iter()
        .filter(|role| role.supports(resource))
        .map(|role| role.name.as_str())
        .collect();
    format!("one of {}", names.join(", "))
}

fn role_fix(claims: &ClaimSet, resource: &Resource) -> String {
    let id = |claim: Option<&str>, placeholder: &str| {
        claim.map_or_else(|| placeholder.to_owned(), clean_line)
    };
    let object = id(
        claims.text("oid"),
        "<object id of the enterprise application>",
    );
    let app = id(claims.first_text(&["appid", "azp"]), "<app id>");
    let role = match resource {
        Resource::Compliance => "Compliance Administrator (or Security Reader for reading)",
        _ => "Exchange Administrator (or Global Reader for reading)",
    };
    format!(
        "Assign the directory role {role} to the service principal {object} in the customer tenant (Entra > Roles and administrators). Or add it to an Exchange role group: New-ServicePrincipal -AppId {app} -ObjectId {object}; Add-RoleGroupMember 'View-Only Organization Management' -Member {object}. Then get a new token."
    )
}

fn any_role(claims: &ClaimSet, resource: &Resource, without: Severity, out: &mut Vec<Finding>) {
    let roles = claims.texts("roles");
    if roles.is_empty() {
        out.push(
            Finding::new(
                FindingCode::NoAppRole,
                without,
                "roles",
                format!("The token has no application permission for {}.", resource.name()),
            )
            .fix(CONSENTER, "The partner adds the application permission to the app registration. Then an admin of the customer consents; Graph application permissions need a Privileged Role Administrator. Then get a new token."),
        );
    } else {
        out.push(
            Finding::info(
                FindingCode::AppRolePresent,
                "roles",
                "Application permissions are granted.",
            )
            .actual(&roles.joined()),
        );
    }
}
