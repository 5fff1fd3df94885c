//! Climbs the ladder of one tenant.

use std::sync::Arc;

use serde::Deserialize;
use tokio::time::Instant;
use uuid::Uuid;

use super::command;
use super::probe::{self, Probed, Question};
use super::report::Readiness;
use super::rung::{Rung, RungName, RungState};
use super::steps::Place;
use crate::app::App;
use crate::claims::{Finding, FindingCode, Severity, Verdict};
use crate::cloud::Cloud;
use crate::consent;
use crate::discovery::{Document, cloud_of, document_of};
use crate::error::{Error, ErrorCode, FixedBy, Result};
use crate::provide::{How, Provided, provide};
use crate::resource::Resource;
use crate::retry;
use crate::tenant::Tenant;
use crate::token::Inspection;

const ROLE_ASSIGNER: FixedBy = FixedBy::CUSTOMER.with_role("Privileged Role Administrator");
/// How Exchange Online refuses an app that has no role at all.
const NO_ROLE: &str = "isn't supported in this scenario";

/// How the ladder is climbed (camelCase JSON); unknown members are refused.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReadinessOptions {
    /// Whether Exchange Online itself is asked.
    #[serde(default)]
    pub probe: bool,
    /// The cmdlet to ask it for, `Get-AcceptedDomain` if absent.
    #[serde(default)]
    pub probe_command: Option<String>,
    /// A redirect that is registered for the app: for the consent URL.
    #[serde(default)]
    pub redirect_uri: Option<String>,
}

/// An app, ready to look at tenants.
#[derive(Debug)]
pub struct Ladder {
    app: Arc<App>,
    /// The probe's command, if there is to be one.
    probe: Option<String>,
    redirect_uri: Option<String>,
}

impl Ladder {
    /// Checks the options; nothing is sent.
    ///
    /// # Errors
    /// `InvalidOptions`, `InvalidRedirectUri`.
    pub fn new(app: Arc<App>, options: &ReadinessOptions) -> Result<Ladder> {
        if let Some(redirect) = &options.redirect_uri {
            consent::redirect_uri(redirect)?;
        }
        let command = command::parse(options.probe_command.as_deref())?;
        Ok(Ladder {
            app,
            probe: options.probe.then_some(command),
            redirect_uri: options.redirect_uri.clone(),
        })
    }

    /// The app that asks.
    pub(crate) fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// Looks at a tenant, always anew.
    pub(crate) async fn climb(
        &self,
        index: usize,
        tenant: &Tenant,
        resource: &Resource,
        how: How,
    ) -> Readiness {
        let mut climb = Climb::new(self, tenant, resource);
        climb.up(how).await;
        climb.report(index)
    }
}

struct Climb<'a> {
    ladder: &'a Ladder,
    app: &'a Arc<App>,
    tenant: &'a Tenant,
    resource: &'a Resource,
    rungs: Vec<Rung>,
    cloud: &'static Cloud,
    tenant_id: Option<Uuid>,
    object_id: Option<Uuid>,
    token_id: Option<String>,
    correlation_id: Option<String>,
    initial_domain: Option<String>,
    verified: bool,
    can_wait: bool,
}

impl<'a> Climb<'a> {
    fn new(ladder: &'a Ladder, tenant: &'a Tenant, resource: &'a Resource) -> Climb<'a> {
        let name = tenant.to_string();
        Climb {
            ladder,
            app: &ladder.app,
            tenant,
            resource,
            rungs: Vec::new(),
            cloud: ladder.app.cloud,
            tenant_id: tenant.id(),
            object_id: None,
            token_id: None,
            correlation_id: None,
            initial_domain: Cloud::open()
                .any(|cloud| cloud.is_initial_domain(&name))
                .then_some(name),
            verified: false,
            can_wait: false,
        }
    }

    fn place(&self) -> Place<'a> {
        Place {
            app_id: self.app.id,
            tenant: self.tenant,
            tenant_id: self.tenant_id,
            object_id: self.object_id,
            cloud: self.cloud,
            authority: self.app.authority.to_string(),
            redirect_uri: self.ladder.redirect_uri.as_deref(),
        }
    }

    async fn up(&mut self, how: How) {
        let deadline = how.deadline;
        if self.ground(deadline).await
            && let Some(provided) = self.principal(how).await
        {
            self.rights(&provided, deadline).await;
        }
        self.domain();
    }

    /// Tenant and cloud; false when there is no use in asking for a token.
    async fn ground(&mut self, deadline: Instant) -> bool {
        let name = self.tenant.to_string();
        let ask = || document_of(&self.app.http, &self.app.authority, &name);
        let document = match retry::patiently(deadline, ask).await {
            Ok(document) => document,
            Err(error) if error.code() == ErrorCode::TenantNotFound => {
                let error = error.for_tenant(&name);
                self.rungs.push(Rung::of_error(RungName::Tenant, &error));
                return false;
            }
            Err(error) => {
                // An authority without metadata may still give tokens.
                self.rungs.push(Rung::of_error(RungName::Tenant, &error));
                self.rungs.push(Rung::new(
                    RungName::Cloud,
                    RungState::Unknown,
                    "The tenant's metadata could not be read, so its cloud is not known.",
                ));
                return true;
            }
        };
        self.tenant_rung(&document);
        self.cloud_rung(&document)
    }

    fn tenant_rung(&mut self, document: &Document) {
        let rung = match document.tenant_id() {
            Ok(id) if self.tenant.id().is_none_or(|asked| asked == id) => {
                self.tenant_id = Some(id);
                Rung::new(RungName::Tenant, RungState::Passed, "The tenant exists.")
                    .shown(format!("tenant id: {id}"))
            }
            Ok(id) => Rung::new(
                RungName::Tenant,
                RungState::Failed,
                format!("The metadata that came is of tenant {id}."),
            )
            .fix(
                FixedBy::PARTNER,
                "Check the authority: it answers for another tenant.",
            ),
            Err(error) => Rung::of_error(RungName::Tenant, &error),
        };
        let regions = [&document.region, &document.region_sub_scope];
        let region: Vec<&str> = regions.into_iter().flatten().map(String::as_str).collect();
        self.rungs.push(if region.is_empty() {
            rung
        } else {
            rung.shown(format!("region: {}", region.join(", ")))
        });
    }

    fn cloud_rung(&mut self, document: &Document) -> bool {
        let asked = self.app.cloud;
        let found = match cloud_of(document, &self.app.authority, asked) {
            Ok(cloud) => cloud,
            Err(error) => {
                let rung = Rung::of_error(RungName::Cloud, &error);
                self.rungs.push(Rung {
                    state: RungState::Failed,
                    ..rung
                });
                return false;
            }
        };
        let hosts = format!(
            "token endpoint: {}",
            document.token_endpoint.host_str().unwrap_or_default()
        );
        let same = found.login_host == asked.login_host && found.exchange == asked.exchange;
        self.cloud = if same { asked } else { found };
        let rung = if same {
            Rung::new(
                RungName::Cloud,
                RungState::Passed,
                format!(
                    "The tenant is in {}, which is where the app asks.",
                    found.title
                ),
            )
        } else {
            Rung::new(
                RungName::Cloud,
                RungState::Failed,
                format!(
                    "The tenant is in {}, but the app asks in {}.",
                    found.title, asked.title
                ),
            )
            .fix(
                FixedBy::PARTNER,
                format!(
                    "An app of one cloud can not serve tenants of another: register it in {0} as well, and make its app object by New-ExoMtApp -Environment {0}.",
                    found.name
                ),
            )
        };
        self.rungs.push(rung.shown(hosts));
        same
    }

    /// The service principal: whether a token comes.
    async fn principal(&mut self, how: How) -> Option<Provided> {
        match provide(self.app, self.tenant, self.resource, how).await {
            Ok(provided) => Some(provided),
            Err(error) => {
                self.correlation_id = error.report().correlation_id.clone();
                let rung = self.refused(&error);
                self.rungs.push(rung);
                None
            }
        }
    }

    fn refused(&mut self, error: &Error) -> Rung {
        let rung = Rung::of_error(RungName::ServicePrincipal, error);
        let place = self.place();
        match error.code() {
            ErrorCode::ConsentMissing => {
                self.can_wait = true;
                rung.fix(
                    FixedBy::CUSTOMER.with_role("Cloud Application Administrator"),
                    "An admin of the customer opens the consent URL and accepts. It can take some minutes until the token endpoint knows of it. If the page ends in AADSTS500113, the consent is recorded all the same.",
                )
                .steps(place.consent())
            }
            ErrorCode::AppDisabled => {
                self.can_wait = true;
                rung.steps(place.enable())
            }
            _ => {
                self.can_wait = error.report().retryable;
                rung
            }
        }
    }

    /// What the token may do, and what Exchange Online says to it.
    async fn rights(&mut self, provided: &Provided, deadline: Instant) {
        let fresh = !provided.from_cache;
        let inspection = provided
            .grant
            .inspect(self.app, self.tenant, self.resource, fresh);
        self.read(provided, &inspection);
        let role = self.role_rungs(&inspection);
        let probe = match (&self.ladder.probe, role) {
            (Some(command), true) => self.probe(command, provided, deadline).await,
            (Some(_), false) => Rung::new(
                RungName::Probe,
                RungState::Skipped,
                "Exchange Online was not asked: it refuses a token without the application permission.",
            ),
            (None, _) => not_asked(),
        };
        self.rungs.push(probe);
    }

    fn read(&mut self, provided: &Provided, inspection: &Inspection) {
        let view = inspection.view.as_ref();
        let id = |text: &Option<String>| text.as_deref().and_then(|id| Uuid::try_parse(id).ok());
        self.tenant_id = view.and_then(|view| id(&view.tenant_id)).or(self.tenant_id);
        self.object_id = view.and_then(|view| id(&view.object_id));
        self.token_id = view.and_then(|view| view.token_id.clone());
        self.correlation_id = Some(provided.grant.correlation_id.to_string());
        // A token is better proof than metadata that could not be read.
        if view.is_some_and(|view| id(&view.tenant_id).is_some()) {
            for rung in self
                .rungs
                .iter_mut()
                .filter(|rung| rung.name == RungName::Tenant && rung.state == RungState::Unknown)
            {
                *rung = Rung::new(
                    RungName::Tenant,
                    RungState::Passed,
                    "The tenant exists: a token for it came.",
                );
            }
        }
        let faulty = inspection
            .check
            .findings
            .iter()
            .find(|finding| finding.severity == Severity::Error && !is_of_rights(finding.code));
        let rung = match faulty {
            Some(finding) => of_finding(RungName::ServicePrincipal, RungState::Failed, finding),
            None => Rung::new(
                RungName::ServicePrincipal,
                RungState::Passed,
                "The app has a service principal in the tenant, and a token came.",
            ),
        };
        let object = view.and_then(|view| view.object_id.clone());
        let shown = object.map_or_else(String::new, |id| format!("object id: {id}"));
        self.rungs.push(rung.shown(shown));
    }

    /// Application permission and directory role; false when Exchange Online need not be
    /// asked.
    fn role_rungs(&mut self, inspection: &Inspection) -> bool {
        let findings = &inspection.check.findings;
        let Some(view) = &inspection.view else {
            for name in [RungName::AppRole, RungName::DirectoryRole] {
                self.rungs.push(Rung::new(
                    name,
                    RungState::Unknown,
                    "The token can not be read, so it does not tell.",
                ));
            }
            return true;
        };
        let app_role = findings.iter().find(|finding| is_app_role(finding.code));
        let (state, granted) = match app_role.map(|finding| finding.severity) {
            Some(Severity::Error) => (RungState::Failed, false),
            Some(_) => (RungState::Passed, true),
            None => (RungState::Unknown, true),
        };
        let mut rung = match app_role {
            Some(finding) => of_finding(RungName::AppRole, state, finding),
            None => Rung::new(
                RungName::AppRole,
                state,
                "The token's permissions were not looked at.",
            ),
        };
        if !granted {
            self.can_wait = true;
            rung = rung.steps(self.place().app_role());
        }
        self.rungs
            .push(rung.shown(format!("roles: {}", list(&view.roles))));

        let held: Vec<String> = view
            .directory_roles
            .iter()
            .map(|role| format!("{} ({})", role.name, role.template_id))
            .collect();
        let rung = match findings
            .iter()
            .find(|finding| is_directory_role(finding.code))
        {
            Some(finding) => self.directory_role(finding),
            None if view.directory_roles.iter().any(|role| role.supported) => Rung::new(
                RungName::DirectoryRole,
                RungState::Passed,
                "The token has a directory role that is supported.",
            ),
            None => Rung::new(
                RungName::DirectoryRole,
                RungState::Skipped,
                "It is looked at once the application permission is there.",
            ),
        };
        self.rungs
            .push(rung.shown(format!("wids: {}", list(&held))));
        granted
    }

    fn directory_role(&mut self, finding: &Finding) -> Rung {
        let state = match finding.severity {
            Severity::Information => RungState::Passed,
            Severity::Warning => RungState::Warning,
            Severity::Unknown => RungState::Unknown,
            Severity::Error => RungState::Failed,
        };
        let rung = of_finding(RungName::DirectoryRole, state, finding);
        if state == RungState::Passed {
            return rung;
        }
        self.can_wait = true;
        rung.steps(self.place().directory_role(self.resource))
    }

    async fn probe(&mut self, command: &str, provided: &Provided, deadline: Instant) -> Rung {
        let Some(tenant_id) = self.tenant_id else {
            return Rung::new(
                RungName::Probe,
                RungState::Unknown,
                "Exchange Online was not asked: the tenant's id is not known.",
            );
        };
        let endpoint = self.app.exchange_endpoint(self.resource);
        let organization = self
            .initial_domain
            .clone()
            .unwrap_or_else(|| self.tenant.to_string());
        let question = Question {
            endpoint: &endpoint,
            tenant_id,
            organization: &organization,
            command,
            token: &provided.grant.secret,
        };
        let asked = format!("{command} at {endpoint}");
        match probe::ask(&self.app.http, &question, deadline).await {
            Ok(probed) => self.answered(&probed).shown(asked),
            Err(error) => {
                self.can_wait |= error.report().retryable;
                let rung = Rung::of_error(RungName::Probe, &error).shown(asked);
                Rung {
                    state: RungState::Unknown,
                    ..rung
                }
            }
        }
    }

    fn answered(&mut self, probed: &Probed) -> Rung {
        let mut rung = match probed.status {
            200 => self.taken(probed),
            401 => Rung::new(
                RungName::Probe,
                RungState::Failed,
                "Exchange Online does not take the token (HTTP 401).",
            )
            .fix(
                FixedBy::CUSTOMER.with_role("Cloud Application Administrator"),
                "The permission is in the token, so look at the cloud (-Environment) and the audience first; a permission granted within the last minutes may not have arrived yet.",
            ),
            403 => self.forbidden(probed),
            400 | 404 => Rung::new(
                RungName::Probe,
                RungState::Failed,
                format!("Exchange Online can not run the probe here (HTTP {}).", probed.status),
            )
            .fix(
                FixedBy::CUSTOMER.with_role("Global Administrator"),
                "See that the tenant has Exchange Online (a licence or plan with it), that the cloud is the right one, and that the probe's command is one that this app may run (-ProbeCommand).",
            ),
            other => Rung::new(
                RungName::Probe,
                RungState::Unknown,
                format!("Exchange Online answered the probe with HTTP {other}."),
            )
            .fix(FixedBy::PARTNER, "Try again; keep the request id for a ticket."),
        };
        self.can_wait |= matches!(probed.status, 401 | 403);
        if probed.status != 200 {
            rung = rung.shown(format!("HTTP {}: {}", probed.status, probed.text));
        }
        if let Some(id) = &probed.request_id {
            rung = rung.shown(format!("request id: {id}"));
        }
        rung
    }

    fn taken(&mut self, probed: &Probed) -> Rung {
        self.verified = true;
        let (role, object_id) = (RungName::DirectoryRole, self.object_id);
        // Exchange knows of role groups, and of roles newer than the table.
        for rung in self.rungs.iter_mut().filter(|rung| rung.name == role) {
            if rung.state != RungState::Passed {
                let evidence = std::mem::take(&mut rung.evidence);
                *rung = Rung::new(
                    role,
                    RungState::Passed,
                    "Exchange Online takes the app: an Exchange role group, or another role, gives it the rights.",
                );
                rung.evidence = evidence;
            }
        }
        if self.initial_domain.is_none() {
            self.initial_domain = probed
                .initial_domain()
                .and_then(|name| Tenant::parse(name).ok())
                .map(|tenant| tenant.to_string());
        }
        self.can_wait = false;
        let rung = Rung::new(
            RungName::Probe,
            RungState::Passed,
            "Exchange Online has run the command.",
        );
        match object_id {
            Some(id) => rung.shown(format!("as: {id}")),
            None => rung,
        }
    }

    fn forbidden(&mut self, probed: &Probed) -> Rung {
        let steps = self.place().directory_role(self.resource);
        let mut has_role = false;
        for rung in self
            .rungs
            .iter_mut()
            .filter(|rung| rung.name == RungName::DirectoryRole)
        {
            has_role = rung.state == RungState::Passed;
            if !has_role && probed.text.contains(NO_ROLE) {
                rung.state = RungState::Failed;
                rung.message = "The app has no supported directory role, and Exchange Online says that it is in no role group either.".to_owned();
            }
        }
        if has_role {
            return Rung::new(
                RungName::Probe,
                RungState::Failed,
                "The token has a supported role, but Exchange Online refuses (HTTP 403).",
            )
            .fix(
                FixedBy::NOBODY,
                "A role that was assigned within the last minutes, up to an hour, may not have arrived in Exchange Online: wait (-Wait). Else see that the role was not taken away again.",
            );
        }
        Rung::new(
            RungName::Probe,
            RungState::Failed,
            "Exchange Online refuses the app (HTTP 403): no directory role or role group gives it the right, or not yet.",
        )
        .fix(
            ROLE_ASSIGNER,
            "Assign a directory role to the service principal, or put it in an Exchange role group. A narrow role group may refuse this command and still do for your work: choose another by -ProbeCommand.",
        )
        .steps(steps)
    }

    /// The name to connect with.
    fn domain(&mut self) {
        if self
            .rungs
            .iter()
            .any(|rung| rung.name == RungName::Tenant && rung.state == RungState::Failed)
        {
            return;
        }
        let name = self.tenant.to_string();
        let rung = match &self.initial_domain {
            Some(domain) if *domain == name => Rung::new(
                RungName::InitialDomain,
                RungState::Passed,
                "The name is an initial domain, which is what Connect-ExchangeOnline needs.",
            ),
            Some(domain) => Rung::new(
                RungName::InitialDomain,
                RungState::Passed,
                format!("Connect with {domain}, the tenant's initial domain: with {name} reads would work and writes fail."),
            )
            .shown(format!("initial domain: {domain}")),
            None => {
                let what = match self.tenant {
                    Tenant::Id(_) => "a tenant id",
                    Tenant::Domain(_) => "a custom domain",
                };
                Rung::new(
                    RungName::InitialDomain,
                    RungState::Warning,
                    format!("{name} is {what}: a connection with it reads, but writes fail (InsufficientPermissionsException, \"doesn't have write permission to target DC\")."),
                )
                .fix(
                    FixedBy::PARTNER,
                    "Use the tenant's initial domain (*.onmicrosoft.com) as -Organization. -Probe finds it; the steps of this rung say where else it is shown.",
                )
                .steps(self.place().initial_domain())
            }
        };
        self.rungs.push(rung);
    }

    fn report(mut self, index: usize) -> Readiness {
        for name in [
            RungName::Tenant,
            RungName::Cloud,
            RungName::ServicePrincipal,
            RungName::AppRole,
            RungName::DirectoryRole,
            RungName::Probe,
            RungName::InitialDomain,
        ] {
            if !self.rungs.iter().any(|rung| rung.name == name) {
                self.rungs.push(Rung::new(
                    name,
                    RungState::Skipped,
                    "It is looked at once the rungs below are there.",
                ));
            }
        }
        self.rungs.sort_by_key(|rung| rung.name as usize);
        Readiness {
            index,
            organization: self.tenant.to_string(),
            tenant_id: self.tenant_id.map(|id| id.to_string()),
            environment: &self.cloud.name,
            app_id: self.app.id.to_string(),
            object_id: self.object_id.map(|id| id.to_string()),
            verdict: Verdict::Ready,
            verified: self.verified,
            initial_domain: self.initial_domain,
            blocked_by: None,
            message: "The tenant is ready.".to_owned(),
            fix: String::new(),
            fixed_by: None,
            can_wait: self.can_wait,
            rungs: self.rungs,
            token_id: self.token_id,
            correlation_id: self.correlation_id,
        }
        .conclude()
    }
}

fn not_asked() -> Rung {
    Rung::new(
        RungName::Probe,
        RungState::Skipped,
        "Exchange Online was not asked; -Probe does that.",
    )
}

fn of_finding(name: RungName, state: RungState, finding: &Finding) -> Rung {
    let rung = Rung::new(name, state, &*finding.message);
    match finding.fixed_by {
        Some(fixer) => rung.fix(fixer, &*finding.fix),
        None => rung,
    }
}

fn list(items: &[String]) -> String {
    if items.is_empty() {
        "none".to_owned()
    } else {
        items.join(", ")
    }
}

fn is_app_role(code: FindingCode) -> bool {
    matches!(
        code,
        FindingCode::NoAppRole
            | FindingCode::AppRoleMissing
            | FindingCode::OnlyAdminApiRole
            | FindingCode::OnlyEwsRole
            | FindingCode::AppRolePresent
    )
}

fn is_directory_role(code: FindingCode) -> bool {
    matches!(
        code,
        FindingCode::NoDirectoryRole
            | FindingCode::DirectoryRoleUnsupported
            | FindingCode::DirectoryRoleUnknown
            | FindingCode::DirectoryRolePresent
    )
}

fn is_of_rights(code: FindingCode) -> bool {
    is_app_role(code) || is_directory_role(code)
}
