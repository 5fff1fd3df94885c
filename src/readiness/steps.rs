//! How a rung is mended: lines to paste, with the ids of this tenant in them.
//!
//! Every value in them is a GUID, a checked domain name or of the cloud table, so that none
//! of them can end a quote.

use uuid::Uuid;

use super::rung::{Step, StepKind};
use crate::claims::DirectoryRole;
use crate::cloud::Cloud;
use crate::permission::Application;
use crate::resource::Resource;
use crate::tenant::Tenant;

const PORTAL: &str = "Microsoft Entra admin center";

/// Whom the lines are for.
pub(super) struct Place<'a> {
    pub(super) app_id: Uuid,
    pub(super) tenant: &'a Tenant,
    pub(super) tenant_id: Option<Uuid>,
    /// The service principal, once known.
    pub(super) object_id: Option<Uuid>,
    pub(super) cloud: &'static Cloud,
    pub(super) authority: String,
    pub(super) redirect_uri: Option<&'a str>,
}

fn step(kind: StepKind, text: String) -> Step {
    Step { kind, text }
}

impl Place<'_> {
    fn tenant(&self) -> String {
        self.tenant_id
            .map_or_else(|| self.tenant.to_string(), |id| id.to_string())
    }

    /// The opening line of Microsoft Graph PowerShell; none where its name of the cloud is
    /// not known.
    fn graph(&self, scopes: &str) -> Option<String> {
        let environment = match &*self.cloud.graph_environment {
            "" => return None,
            "Global" => String::new(),
            other => format!(" -Environment {other}"),
        };
        Some(format!(
            "Connect-MgGraph{environment} -TenantId '{}' -Scopes {scopes}",
            self.tenant()
        ))
    }

    fn azure(&self) -> Option<String> {
        let cloud = match &*self.cloud.azure_cloud {
            "" => return None,
            "AzureCloud" => String::new(),
            other => format!("az cloud set --name {other}\n"),
        };
        Some(format!(
            "{cloud}az login --tenant '{}' --allow-no-subscriptions",
            self.tenant()
        ))
    }

    /// The page where an admin consents. Without a redirect the oldest form is the one that
    /// works.
    fn consent_url(&self) -> String {
        let parameters = |url: &mut url::Url| {
            let mut query = url.query_pairs_mut();
            query.append_pair("client_id", &self.app_id.to_string());
            if let Some(redirect) = self.redirect_uri {
                query.append_pair("redirect_uri", redirect);
            }
        };
        let text = format!("{}/{}/adminconsent", self.authority, self.tenant());
        match url::Url::parse(&text) {
            Ok(mut url) => {
                parameters(&mut url);
                url.into()
            }
            Err(_) => text,
        }
    }

    /// Consent: makes the service principal and gives it the app role.
    pub(super) fn consent(&self) -> Vec<Step> {
        let mut steps = vec![step(StepKind::Browser, self.consent_url())];
        let app = self.app_id;
        if let Some(connect) =
            self.graph("'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'")
        {
            let lines = format!(
                "{connect}\n$principal = New-MgServicePrincipal -AppId '{app}'\n{}",
                graph_app_role("$principal.Id")
            );
            steps.push(step(StepKind::GraphPowerShell, lines));
        }
        if let Some(login) = self.azure() {
            let lines = format!(
                "{login}\nprincipal=$(az ad sp create --id {app} --query id --output tsv)\n{}",
                self.azure_app_role()
            );
            steps.push(step(StepKind::AzureCli, lines));
        }
        steps
    }

    /// The app role for a service principal that is there.
    pub(super) fn app_role(&self) -> Vec<Step> {
        let mut steps = vec![
            step(StepKind::Browser, self.consent_url()),
            step(
                StepKind::Portal,
                format!(
                    "{PORTAL} > Enterprise applications > the app with Application ID {} > Permissions > Grant admin consent",
                    self.app_id
                ),
            ),
        ];
        if let Some(connect) =
            self.graph("'Application.Read.All', 'AppRoleAssignment.ReadWrite.All'")
        {
            let lines = format!(
                "{connect}\n{}{}",
                self.graph_principal(),
                graph_app_role("$principal.Id")
            );
            steps.push(step(StepKind::GraphPowerShell, lines));
        }
        if let Some(login) = self.azure() {
            let lines = format!(
                "{login}\n{}{}",
                self.azure_principal(),
                self.azure_app_role()
            );
            steps.push(step(StepKind::AzureCli, lines));
        }
        steps
    }

    /// A disabled service principal.
    pub(super) fn enable(&self) -> Vec<Step> {
        let mut steps = vec![step(
            StepKind::Portal,
            format!(
                "{PORTAL} > Enterprise applications > the app with Application ID {} > Properties > Enabled for users to sign-in: Yes",
                self.app_id
            ),
        )];
        if let Some(connect) = self.graph("'Application.ReadWrite.All'") {
            let lines = format!(
                "{connect}\n{}Update-MgServicePrincipal -ServicePrincipalId $principal.Id -AccountEnabled:$true",
                self.graph_principal()
            );
            steps.push(step(StepKind::GraphPowerShell, lines));
        }
        if let Some(login) = self.azure() {
            let lines = format!(
                "{login}\naz ad sp update --id {} --set accountEnabled=true",
                self.app_id
            );
            steps.push(step(StepKind::AzureCli, lines));
        }
        steps
    }

    /// A directory role, or a role group in its place.
    pub(super) fn directory_role(&self, resource: &Resource) -> Vec<Step> {
        let role = match resource {
            Resource::Compliance => "Compliance Administrator",
            _ => "Exchange Administrator",
        };
        let template = DirectoryRole::named(role).map_or("", |role| &role.template_id);
        let whom = self.object_id.map_or_else(
            || format!("the app with Application ID {}", self.app_id),
            |id| format!("the service principal {id}"),
        );
        let mut steps = vec![step(
            StepKind::Portal,
            format!("{PORTAL} > Roles & admins > {role} > Add assignments > {whom}"),
        )];
        if let Some(connect) =
            self.graph("'Application.Read.All', 'RoleManagement.ReadWrite.Directory'")
        {
            let lines = format!(
                "{connect}\n{}New-MgRoleManagementDirectoryRoleAssignment -PrincipalId $principal.Id -RoleDefinitionId '{template}' -DirectoryScopeId '/'",
                self.graph_principal()
            );
            steps.push(step(StepKind::GraphPowerShell, lines));
        }
        if let Some(login) = self.azure() {
            let lines = format!(
                "{login}\n{}az rest --method POST --url '{}/v1.0/roleManagement/directory/roleAssignments' --headers Content-Type=application/json --body \"{{\\\"principalId\\\":\\\"$principal\\\",\\\"roleDefinitionId\\\":\\\"{template}\\\",\\\"directoryScopeId\\\":\\\"/\\\"}}\"",
                self.azure_principal(),
                self.cloud.graph,
            );
            steps.push(step(StepKind::AzureCli, lines));
        }
        let object = self.object_id.map_or_else(
            || "<object id of the enterprise application>".to_owned(),
            |id| id.to_string(),
        );
        let connect = match &*self.cloud.exchange_environment_name {
            "" | "O365Default" => "Connect-ExchangeOnline".to_owned(),
            other => format!("Connect-ExchangeOnline -ExchangeEnvironmentName {other}"),
        };
        if *resource != Resource::Compliance {
            steps.push(step(
                StepKind::ExchangePowerShell,
                format!(
                    "{connect}\nNew-ServicePrincipal -AppId '{}' -ObjectId '{object}' -DisplayName 'ExoMt {}'\nAdd-RoleGroupMember -Identity 'View-Only Organization Management' -Member '{object}'",
                    self.app_id, self.app_id
                ),
            ));
        }
        steps
    }

    /// Finds the initial domain.
    pub(super) fn initial_domain(&self) -> Vec<Step> {
        let mut steps = vec![step(
            StepKind::Portal,
            "Microsoft 365 admin center > Settings > Domains > the one whose name ends with onmicrosoft.com".to_owned(),
        )];
        if let Some(connect) = self.graph("'Domain.Read.All'") {
            let lines = format!("{connect}\n(Get-MgDomain | Where-Object IsInitial).Id");
            steps.push(step(StepKind::GraphPowerShell, lines));
        }
        if let Some(login) = self.azure() {
            let lines = format!(
                "{login}\naz rest --method GET --url '{}/v1.0/domains' --query 'value[?isInitial].id' --output tsv",
                self.cloud.graph
            );
            steps.push(step(StepKind::AzureCli, lines));
        }
        steps
    }

    fn graph_principal(&self) -> String {
        format!(
            "$principal = Get-MgServicePrincipal -Filter \"appId eq '{}'\"\n",
            self.app_id
        )
    }

    fn azure_principal(&self) -> String {
        format!(
            "principal=$(az ad sp show --id {} --query id --output tsv)\n",
            self.app_id
        )
    }

    fn azure_app_role(&self) -> String {
        let exchange = Application::exchange();
        let (resource_id, role_id) = (&exchange.app_id, &exchange.manage_as_app().id);
        format!(
            "exchange=$(az ad sp show --id {resource_id} --query id --output tsv)\naz rest --method POST --url \"{}/v1.0/servicePrincipals/$principal/appRoleAssignments\" --headers Content-Type=application/json --body \"{{\\\"principalId\\\":\\\"$principal\\\",\\\"resourceId\\\":\\\"$exchange\\\",\\\"appRoleId\\\":\\\"{role_id}\\\"}}\"",
            self.cloud.graph
        )
    }
}

fn graph_app_role(principal: &str) -> String {
    let exchange = Application::exchange();
    let (resource_id, role_id) = (&exchange.app_id, &exchange.manage_as_app().id);
    format!(
        "$exchange = Get-MgServicePrincipal -Filter \"appId eq '{resource_id}'\"\nNew-MgServicePrincipalAppRoleAssignment -ServicePrincipalId {principal} -PrincipalId {principal} -ResourceId $exchange.Id -AppRoleId '{role_id}'"
    )
}
