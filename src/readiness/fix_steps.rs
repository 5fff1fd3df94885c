//! The steps that fix a rung: lines to paste, a page to open or a path through a portal, with
//! the ids of the tenant. The lines are the templates in `templates/readiness/`.

use askama::Template;
use url::Url;
use uuid::Uuid;

use super::rung::{Step, StepKind};
use crate::claims::DirectoryRole;
use crate::cloud::Cloud;
use crate::error::Result;
use crate::permission::Application;
use crate::resource::Resource;
#[cfg(test)]
use crate::template::sample::{Sample, Values};
use crate::template::{Literal, Script, Word};
use crate::tenant::Tenant;

/// The placeholder for an id that isn't known yet.
const OBJECT_ID: &str = "<object id of the enterprise application>";

/// The app and the tenant that a fix is for.
pub(super) struct FixTarget<'a> {
    pub(super) app_id: Uuid,
    pub(super) tenant: &'a Tenant,
    pub(super) tenant_id: Option<Uuid>,
    /// The object id of the app's service principal in the tenant, once known.
    pub(super) object_id: Option<Uuid>,
    pub(super) cloud: &'static Cloud,
    pub(super) authority: String,
    pub(super) redirect_uri: Option<&'a str>,
    /// The PowerShell that the app is used for.
    pub(super) resource: &'a Resource,
}

/// The values that the templates share.
struct Context<'a> {
    app_id: Uuid,
    tenant: Literal<'a>,
    /// The value of `Connect-MgGraph -Environment`; `None` if it is the default.
    graph_environment: Option<Word<'a>>,
    /// The cloud's name for `az cloud set`; `None` if it is the default.
    azure_cloud: Option<Word<'a>>,
    /// The host of Microsoft Graph.
    graph: Word<'a>,
    /// The application that defines the permission.
    application_id: Word<'a>,
    permission_id: Word<'a>,
    role_template_id: Word<'a>,
}

/// The lines of each fix.
#[derive(Template)]
enum Lines<'a> {
    #[template(path = "readiness/consent.ps1")]
    ConsentGraph { context: &'a Context<'a> },
    #[template(path = "readiness/consent.sh")]
    ConsentAzure { context: &'a Context<'a> },
    #[template(path = "readiness/grant_permission.ps1")]
    GrantPermissionGraph { context: &'a Context<'a> },
    #[template(path = "readiness/grant_permission.sh")]
    GrantPermissionAzure { context: &'a Context<'a> },
    #[template(path = "readiness/enable_app.ps1")]
    EnableAppGraph { context: &'a Context<'a> },
    #[template(path = "readiness/enable_app.sh")]
    EnableAppAzure { context: &'a Context<'a> },
    #[template(path = "readiness/assign_role.ps1")]
    AssignRoleGraph { context: &'a Context<'a> },
    #[template(path = "readiness/assign_role.sh")]
    AssignRoleAzure { context: &'a Context<'a> },
    #[template(path = "readiness/join_role_group.ps1")]
    JoinRoleGroup {
        app_id: Uuid,
        object_id: Literal<'a>,
        /// The value of `-ExchangeEnvironmentName`; `None` if it is the default.
        exchange_environment: Option<Word<'a>>,
    },
    #[template(path = "readiness/find_initial_domain.ps1")]
    FindInitialDomainGraph { context: &'a Context<'a> },
    #[template(path = "readiness/find_initial_domain.sh")]
    FindInitialDomainAzure { context: &'a Context<'a> },
}

/// Returns the value, or `None` if it is empty or the tool's default.
fn unless_default<'a>(value: &'a str, default: &str) -> Result<Option<Word<'a>>> {
    (!value.is_empty() && value != default)
        .then(|| Word::new(value))
        .transpose()
}

fn lines(kind: StepKind, lines: &Lines<'_>) -> Result<Step> {
    let text = Script::render(lines)?.into_text();
    Ok(Step { kind, text })
}

fn portal(path: String) -> Step {
    let text = format!("Microsoft Entra admin center > {path}");
    Step {
        kind: StepKind::Portal,
        text,
    }
}

impl FixTarget<'_> {
    /// Returns the name and template id of the directory role that is enough for every task of the
    /// resource.
    fn role(&self) -> (&'static str, &'static str) {
        let name = match self.resource {
            Resource::Compliance => "Compliance Administrator",
            _ => "Exchange Administrator",
        };
        let template_id = DirectoryRole::named(name).map_or("", |role| &role.template_id);
        (name, template_id)
    }

    fn tenant(&self) -> String {
        self.tenant_id
            .map_or_else(|| self.tenant.to_string(), |id| id.to_string())
    }

    /// Returns the lines for Microsoft Graph PowerShell and Azure CLI, if these tools support the
    /// cloud.
    fn scripts(
        &self,
        graph: impl for<'c> Fn(&'c Context<'c>) -> Lines<'c>,
        azure: impl for<'c> Fn(&'c Context<'c>) -> Lines<'c>,
    ) -> Vec<Step> {
        let (cloud, tenant) = (self.cloud, self.tenant());
        let exchange = Application::exchange();
        let context = || -> Result<Context<'_>> {
            Ok(Context {
                app_id: self.app_id,
                tenant: Literal::new(&tenant)?,
                graph_environment: unless_default(&cloud.graph_environment, "Global")?,
                azure_cloud: unless_default(&cloud.azure_cloud, "AzureCloud")?,
                graph: Word::new(&cloud.graph)?,
                application_id: Word::new(&exchange.app_id)?,
                permission_id: Word::new(&exchange.manage_as_app().id)?,
                role_template_id: Word::new(self.role().1)?,
            })
        };
        // Fails in a cloud whose Microsoft Graph host isn't known. Such a cloud has no lines.
        let Ok(context) = context() else {
            return Vec::new();
        };
        let mut steps = Vec::new();
        if !cloud.graph_environment.is_empty() {
            steps.extend(lines(StepKind::GraphPowerShell, &graph(&context)));
        }
        if !cloud.azure_cloud.is_empty() {
            steps.extend(lines(StepKind::AzureCli, &azure(&context)));
        }
        steps
    }

    /// Returns the page where an admin consents. Uses the oldest form of the page, the only one
    /// that works without a redirect URI.
    fn consent_page(&self) -> Step {
        let text = format!("{}/{}/adminconsent", self.authority, self.tenant());
        let text = match Url::parse(&text) {
            Ok(mut url) => {
                url.query_pairs_mut()
                    .append_pair("client_id", &self.app_id.to_string())
                    .extend_pairs(self.redirect_uri.map(|redirect| ("redirect_uri", redirect)));
                url.into()
            }
            Err(_) => text,
        };
        Step {
            kind: StepKind::Browser,
            text,
        }
    }

    /// Returns the steps for consent. Consent creates the service principal and grants it the
    /// permission.
    pub(super) fn consent(&self) -> Vec<Step> {
        let mut steps = vec![self.consent_page()];
        steps.extend(self.scripts(
            |context| Lines::ConsentGraph { context },
            |context| Lines::ConsentAzure { context },
        ));
        steps
    }

    /// Returns the steps that grant the permission to an existing service principal.
    pub(super) fn grant_permission(&self) -> Vec<Step> {
        let mut steps = vec![
            self.consent_page(),
            portal(format!(
                "Enterprise applications > the app with Application ID {} > Permissions > Grant admin consent",
                self.app_id
            )),
        ];
        steps.extend(self.scripts(
            |context| Lines::GrantPermissionGraph { context },
            |context| Lines::GrantPermissionAzure { context },
        ));
        steps
    }

    /// Returns the steps that enable a disabled service principal.
    pub(super) fn enable_app(&self) -> Vec<Step> {
        let mut steps = vec![portal(format!(
            "Enterprise applications > the app with Application ID {} > Properties > Enabled for users to sign-in: Yes",
            self.app_id
        ))];
        steps.extend(self.scripts(
            |context| Lines::EnableAppGraph { context },
            |context| Lines::EnableAppAzure { context },
        ));
        steps
    }

    /// Returns the steps that assign a directory role, or that add the app to a role group instead.
    pub(super) fn assign_role(&self) -> Vec<Step> {
        let principal = self.object_id.map_or_else(
            || format!("the app with Application ID {}", self.app_id),
            |id| format!("the service principal {id}"),
        );
        let mut steps = vec![portal(format!(
            "Roles & admins > {} > Add assignments > {principal}",
            self.role().0
        ))];
        steps.extend(self.scripts(
            |context| Lines::AssignRoleGraph { context },
            |context| Lines::AssignRoleAzure { context },
        ));
        if *self.resource != Resource::Compliance {
            steps.extend(self.join_role_group());
        }
        steps
    }

    fn join_role_group(&self) -> Result<Step> {
        let object_id = self
            .object_id
            .map_or_else(|| OBJECT_ID.to_owned(), |id| id.to_string());
        lines(
            StepKind::ExchangePowerShell,
            &Lines::JoinRoleGroup {
                app_id: self.app_id,
                object_id: Literal::new(&object_id)?,
                exchange_environment: unless_default(
                    &self.cloud.exchange_environment_name,
                    "O365Default",
                )?,
            },
        )
    }

    /// Returns the steps that find the initial domain.
    pub(super) fn find_initial_domain(&self) -> Vec<Step> {
        let mut steps = vec![Step {
            kind: StepKind::Portal,
            text: "Microsoft 365 admin center > Settings > Domains > the one whose name ends with onmicrosoft.com".to_owned(),
        }];
        steps.extend(self.scripts(
            |context| Lines::FindInitialDomainGraph { context },
            |context| Lines::FindInitialDomainAzure { context },
        ));
        steps
    }
}

#[cfg(test)]
pub(crate) fn samples(values: &Values) -> Vec<Sample> {
    let mut samples = Vec::new();
    for default_cloud in [false, true] {
        let mut add = |path, lines: for<'c> fn(&'c Context<'c>) -> Lines<'c>| {
            let named = |placeholder| (!default_cloud).then(|| values.word(placeholder));
            let context = Context {
                app_id: values.id("context.app_id"),
                tenant: values.literal("context.tenant"),
                graph_environment: named("environment"),
                azure_cloud: named("cloud"),
                graph: values.word("context.graph"),
                application_id: values.word("context.application_id"),
                permission_id: values.word("context.permission_id"),
                role_template_id: values.word("context.role_template_id"),
            };
            samples.push(values.sample(path, &lines(&context)));
        };
        add("readiness/consent.ps1", |context| Lines::ConsentGraph {
            context,
        });
        add("readiness/consent.sh", |context| Lines::ConsentAzure {
            context,
        });
        add("readiness/grant_permission.ps1", |context| {
            Lines::GrantPermissionGraph { context }
        });
        add("readiness/grant_permission.sh", |context| {
            Lines::GrantPermissionAzure { context }
        });
        add("readiness/enable_app.ps1", |context| {
            Lines::EnableAppGraph { context }
        });
        add("readiness/enable_app.sh", |context| Lines::EnableAppAzure {
            context,
        });
        add("readiness/assign_role.ps1", |context| {
            Lines::AssignRoleGraph { context }
        });
        add("readiness/assign_role.sh", |context| {
            Lines::AssignRoleAzure { context }
        });
        add("readiness/find_initial_domain.ps1", |context| {
            Lines::FindInitialDomainGraph { context }
        });
        add("readiness/find_initial_domain.sh", |context| {
            Lines::FindInitialDomainAzure { context }
        });
        let join = Lines::JoinRoleGroup {
            app_id: values.id("app_id"),
            object_id: values.literal("object_id"),
            exchange_environment: (!default_cloud).then(|| values.word("environment")),
        };
        samples.push(values.sample("readiness/join_role_group.ps1", &join));
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(cloud: &str, known: bool) -> FixTarget<'static> {
        static TENANT: once_cell::sync::Lazy<Tenant> =
            once_cell::sync::Lazy::new(|| Tenant::parse("contoso.onmicrosoft.com").expect("one"));
        FixTarget {
            app_id: Uuid::from_u128(1),
            tenant: &TENANT,
            tenant_id: known.then(|| Uuid::from_u128(2)),
            object_id: known.then(|| Uuid::from_u128(3)),
            cloud: Cloud::parse(cloud).expect("known"),
            authority: "https://login.example".to_owned(),
            redirect_uri: known.then_some("https://contoso.example/a?b=c d"),
            resource: &Resource::Exchange,
        }
    }

    fn texts(steps: &[Step]) -> Vec<&str> {
        steps.iter().map(|step| &*step.text).collect()
    }

    #[test]
    fn every_fix_has_lines_for_the_tools_that_support_the_cloud() {
        for cloud in Cloud::open() {
            let target = target(&cloud.name, true);
            let (graph, azure) = (
                usize::from(!cloud.graph_environment.is_empty() && !cloud.graph.is_empty()),
                usize::from(!cloud.azure_cloud.is_empty() && !cloud.graph.is_empty()),
            );
            for (steps, others) in [
                (target.consent(), 1),
                (target.grant_permission(), 2),
                (target.enable_app(), 1),
                (target.assign_role(), 2),
                (target.find_initial_domain(), 1),
            ] {
                assert_eq!(steps.len(), others + graph + azure, "{}", cloud.name);
            }
        }
    }

    #[test]
    fn a_role_is_assigned_in_the_tenant_and_cloud_of_the_app() {
        assert_eq!(
            texts(&target("GCCHigh", true).assign_role()),
            [
                "Microsoft Entra admin center > Roles & admins > Exchange Administrator > Add assignments > the service principal 00000000-0000-0000-0000-000000000003",
                "Connect-MgGraph -Environment USGov -TenantId '00000000-0000-0000-0000-000000000002' -Scopes 'Application.Read.All', 'RoleManagement.ReadWrite.Directory'\n\
                 $principal = Get-MgServicePrincipal -Filter \"appId eq '00000000-0000-0000-0000-000000000001'\"\n\
                 New-MgRoleManagementDirectoryRoleAssignment -PrincipalId $principal.Id -RoleDefinitionId '29232cdf-9323-42fd-ade2-1d097af3e4de' -DirectoryScopeId '/'",
                "az cloud set --name AzureUSGovernment\n\
                 az login --tenant '00000000-0000-0000-0000-000000000002' --allow-no-subscriptions\n\
                 principal=$(az ad sp show --id 00000000-0000-0000-0000-000000000001 --query id --output tsv)\n\
                 az rest --method POST --url 'https://graph.microsoft.us/v1.0/roleManagement/directory/roleAssignments' --headers Content-Type=application/json --body \"{\\\"principalId\\\":\\\"$principal\\\",\\\"roleDefinitionId\\\":\\\"29232cdf-9323-42fd-ade2-1d097af3e4de\\\",\\\"directoryScopeId\\\":\\\"/\\\"}\"",
                "Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovGCCHigh\n\
                 New-ServicePrincipal -AppId '00000000-0000-0000-0000-000000000001' -ObjectId '00000000-0000-0000-0000-000000000003' -DisplayName 'ExoMt 00000000-0000-0000-0000-000000000001'\n\
                 Add-RoleGroupMember -Identity 'View-Only Organization Management' -Member '00000000-0000-0000-0000-000000000003'",
            ]
        );
    }

    #[test]
    fn unknown_ids_are_replaced_by_the_domain_or_a_placeholder() {
        let steps = target("Worldwide", false).assign_role();
        assert_eq!(
            texts(&steps[3..]),
            ["Connect-ExchangeOnline\n\
                 New-ServicePrincipal -AppId '00000000-0000-0000-0000-000000000001' -ObjectId '<object id of the enterprise application>' -DisplayName 'ExoMt 00000000-0000-0000-0000-000000000001'\n\
                 Add-RoleGroupMember -Identity 'View-Only Organization Management' -Member '<object id of the enterprise application>'"]
        );
        assert!(steps[1].text.starts_with(
            "Connect-MgGraph -TenantId 'contoso.onmicrosoft.com' -Scopes 'Application.Read.All'"
        ));
        assert!(
            steps[2]
                .text
                .starts_with("az login --tenant 'contoso.onmicrosoft.com' --allow")
        );
    }

    #[test]
    fn consent_creates_the_principal_and_grants_the_permission() {
        assert_eq!(
            texts(&target("Worldwide", true).consent()),
            [
                "https://login.example/00000000-0000-0000-0000-000000000002/adminconsent?client_id=00000000-0000-0000-0000-000000000001&redirect_uri=https%3A%2F%2Fcontoso.example%2Fa%3Fb%3Dc+d",
                "Connect-MgGraph -TenantId '00000000-0000-0000-0000-000000000002' -Scopes 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'\n\
                 $principal = New-MgServicePrincipal -AppId '00000000-0000-0000-0000-000000000001'\n\
                 $exchange = Get-MgServicePrincipal -Filter \"appId eq '00000002-0000-0ff1-ce00-000000000000'\"\n\
                 New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id -PrincipalId $principal.Id -ResourceId $exchange.Id -AppRoleId 'dc50a0fb-09a3-484d-be87-e023b12c6440'",
                "az login --tenant '00000000-0000-0000-0000-000000000002' --allow-no-subscriptions\n\
                 principal=$(az ad sp create --id 00000000-0000-0000-0000-000000000001 --query id --output tsv)\n\
                 exchange=$(az ad sp show --id 00000002-0000-0ff1-ce00-000000000000 --query id --output tsv)\n\
                 az rest --method POST --url \"https://graph.microsoft.com/v1.0/servicePrincipals/$principal/appRoleAssignments\" --headers Content-Type=application/json --body \"{\\\"principalId\\\":\\\"$principal\\\",\\\"resourceId\\\":\\\"$exchange\\\",\\\"appRoleId\\\":\\\"dc50a0fb-09a3-484d-be87-e023b12c6440\\\"}\"",
            ]
        );
    }
}
