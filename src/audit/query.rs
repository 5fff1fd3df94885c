//! An audit query: the scripts that find the records, and what the records' properties mean.

use askama::Template;
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

use super::field::RecordField;
use super::options::AuditOptions;
use super::period::{Period, for_graph, for_search};
use super::subject::Subject;
use crate::cloud::Cloud;
use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::spelling::{self, CMDLET};
#[cfg(test)]
use crate::template::sample::{Sample, Values};
use crate::template::{GraphCloud, Literal, Script, Word};

/// A search of the audit log, ready to paste.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AuditQuery {
    /// The name of the customer, as given.
    pub organization: Option<String>,
    /// The customer tenant.
    pub tenant_id: Option<Uuid>,
    /// The app.
    pub app_id: Option<Uuid>,
    /// The app's service principal in the customer tenant.
    pub object_id: Option<Uuid>,
    /// The id of the token.
    pub token_id: Option<String>,
    /// The start of the search.
    #[serde(with = "time::serde::rfc3339")]
    pub start_date: OffsetDateTime,
    /// The end of the search.
    #[serde(with = "time::serde::rfc3339")]
    pub end_date: OffsetDateTime,
    /// The cmdlets that the search is limited to.
    pub cmdlets: Vec<String>,
    /// The cloud's name.
    pub environment: &'static str,
    /// The script that searches with `Search-UnifiedAuditLog`.
    pub search_unified_audit_log: String,
    /// The script that searches with Microsoft Graph; empty if the cloud's Graph host isn't known.
    pub graph_power_shell: String,
    /// The properties of a record, with their meanings.
    pub fields: &'static [RecordField],
    /// Notes about the results.
    pub notes: Vec<String>,
}

/// An id that shows that a record belongs to the subject of the search. The variants are ordered
/// from the most exact id to the least exact.
enum Trace<'a> {
    Token(Literal<'a>),
    ServicePrincipal(Uuid),
    App(Uuid),
}

#[derive(Template)]
#[template(path = "audit/search_unified_audit_log.ps1")]
struct SearchUnifiedAuditLog<'a> {
    start: Literal<'a>,
    end: Literal<'a>,
    cmdlets: &'a [Word<'a>],
    traces: &'a [Trace<'a>],
    tenant_id: Option<Uuid>,
}

#[derive(Template)]
#[template(path = "audit/graph_audit_query.ps1")]
struct GraphAuditQuery<'a> {
    cloud: GraphCloud<'a>,
    start: Literal<'a>,
    end: Literal<'a>,
    cmdlets: &'a [Word<'a>],
    traces: &'a [Trace<'a>],
    tenant_id: Option<Uuid>,
}

impl AuditQuery {
    /// Builds the query. Sends nothing.
    ///
    /// # Errors
    /// `InvalidId`, `InvalidAppId`, `AuditSubjectMissing`, `InvalidDate`, `InvalidCmdletName`,
    /// `InvalidEnvironment`.
    pub(crate) fn new(options: &AuditOptions) -> Result<AuditQuery> {
        let period = Period::new(
            options.start_date.as_deref(),
            options.end_date.as_deref(),
            OffsetDateTime::now_utc(),
        )?;
        let cmdlets = options.cmdlets.iter().filter(|name| !name.is_empty());
        let cmdlets: Vec<String> = cmdlets.map(|name| cmdlet(name)).collect::<Result<_>>()?;
        let subject = Subject::new(options)?;
        let environment = options.environment.as_deref().map(str::trim);
        let cloud = Cloud::parse_or_worldwide(environment.filter(|name| !name.is_empty()))?;
        Ok(AuditQuery {
            organization: options.organization.clone(),
            tenant_id: subject.tenant_id,
            app_id: subject.app_id,
            object_id: subject.object_id,
            start_date: period.start,
            end_date: period.end,
            environment: &cloud.name,
            search_unified_audit_log: search(&subject, period, &cmdlets)?,
            graph_power_shell: graph(&subject, period, &cmdlets, cloud)?,
            fields: &RecordField::ALL,
            notes: notes(&subject, cloud),
            token_id: subject.token_id,
            cmdlets,
        })
    }
}

/// Returns the name of a cmdlet if it is a full name, without wildcards.
fn cmdlet(name: &str) -> Result<String> {
    let parts = name.split_once('-');
    let is_name = parts.is_some_and(|(verb, noun)| {
        let letters = |byte: u8| byte.is_ascii_alphabetic();
        let alphanumeric = |byte: u8| byte.is_ascii_alphanumeric();
        !verb.is_empty()
            && verb.bytes().all(letters)
            && !noun.is_empty()
            && noun.bytes().all(alphanumeric)
    });
    if is_name {
        return Ok(name.to_owned());
    }
    Err(Error::new(
        ErrorCode::InvalidCmdletName,
        format!(
            "{CMDLET}: '{}' is not the name of a cmdlet.",
            clean_line(name)
        ),
        "Give full names such as Set-Mailbox. The audit log accepts no wildcards here.",
    ))
}

fn traces(subject: &Subject) -> Result<Vec<Trace<'_>>> {
    let mut traces = Vec::new();
    if let Some(id) = &subject.token_id {
        traces.push(Trace::Token(Literal::new(id)?));
    }
    traces.extend(subject.object_id.map(Trace::ServicePrincipal));
    traces.extend(subject.app_id.map(Trace::App));
    Ok(traces)
}

fn words(cmdlets: &[String]) -> Result<Vec<Word<'_>>> {
    cmdlets.iter().map(|name| Word::new(name)).collect()
}

fn search(subject: &Subject, period: Period, cmdlets: &[String]) -> Result<String> {
    let (start, end) = (for_search(period.start), for_search(period.end));
    let template = SearchUnifiedAuditLog {
        start: Literal::new(&start)?,
        end: Literal::new(&end)?,
        cmdlets: &words(cmdlets)?,
        traces: &traces(subject)?,
        tenant_id: subject.tenant_id,
    };
    Ok(Script::render(&template)?.into_text())
}

fn graph(subject: &Subject, period: Period, cmdlets: &[String], cloud: &Cloud) -> Result<String> {
    let Some(cloud) = GraphCloud::new(cloud)? else {
        return Ok(String::new());
    };
    let (start, end) = (for_graph(period.start), for_graph(period.end));
    let template = GraphAuditQuery {
        cloud,
        start: Literal::new(&start)?,
        end: Literal::new(&end)?,
        cmdlets: &words(cmdlets)?,
        traces: &traces(subject)?,
        tenant_id: subject.tenant_id,
    };
    Ok(Script::render(&template)?.into_text())
}

fn notes(subject: &Subject, cloud: &Cloud) -> Vec<String> {
    let mut notes = vec![
        "Match names the id that was found: Token (this token), ServicePrincipal (the app in this tenant, with any token) or App. No public sample of a complete record of an app was found, so a record may lack one of the ids. If no record has Match Token, that proves nothing.".to_owned(),
    ];
    notes.extend(
        cloud
            .audit_notes
            .iter()
            .map(|note| spelling::render(note).into_owned()),
    );
    if cloud.graph.is_empty() {
        notes.push(format!(
            "The host of Microsoft Graph in {} is not known, so there is no query for it.",
            cloud.title
        ));
    } else if !Cloud::worldwide().is_ok_and(|worldwide| worldwide.graph == cloud.graph) {
        notes.push(format!(
            "Microsoft documents the audit search of Graph for the worldwide cloud only. In {} it may be missing.",
            cloud.title
        ));
    }
    notes.extend([
        "Records come late, often by an hour and sometimes by a day. Search again before you conclude that nothing was done.".to_owned(),
        "Cmdlets that only read, such as those that begin with Get-, leave no record.".to_owned(),
        format!("A search returns 50,000 records at most: search a shorter period, or limit the search to some cmdlets ({CMDLET}). With -HighCompleteness (preview) it is slower and more complete."),
        "Search-AdminAuditLog is retired in the cloud.".to_owned(),
    ]);
    if subject.app_id.is_some() {
        notes.push("To see when tokens were issued, look at the service principal sign-ins in Entra of the customer tenant.".to_owned());
    }
    notes
}

#[cfg(test)]
pub(crate) fn samples(values: &Values) -> Vec<Sample> {
    let mut samples = Vec::new();
    for complete in [true, false] {
        let ids = || {
            let mut traces = vec![Trace::App(values.id("id"))];
            if complete {
                traces.insert(0, Trace::ServicePrincipal(values.id("id")));
                traces.insert(0, Trace::Token(values.literal("id")));
            }
            (traces, complete.then(|| values.id("id")))
        };
        let names = || match complete {
            true => vec![values.word("cmdlet"), values.word("cmdlet")],
            false => Vec::new(),
        };
        let (traces, tenant_id) = ids();
        let template = SearchUnifiedAuditLog {
            start: values.literal("start"),
            end: values.literal("end"),
            cmdlets: &names(),
            traces: &traces,
            tenant_id,
        };
        samples.push(values.sample("audit/search_unified_audit_log.ps1", &template));
        let (traces, tenant_id) = ids();
        let template = GraphAuditQuery {
            cloud: GraphCloud::sample(values, !complete),
            start: values.literal("start"),
            end: values.literal("end"),
            cmdlets: &names(),
            traces: &traces,
            tenant_id,
        };
        samples.push(values.sample("audit/graph_audit_query.ps1", &template));
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> AuditOptions {
        AuditOptions {
            app_id: Some("ae11b22c-3d44-4e55-8f66-778899aabbcc".to_owned()),
            start_date: Some("2026-11-20".to_owned()),
            end_date: Some("2026-11-21".to_owned()),
            ..AuditOptions::default()
        }
    }

    #[test]
    fn every_cloud_has_a_search_and_clouds_with_graph_have_a_query() {
        for cloud in Cloud::open() {
            let environment = Some(cloud.name.clone());
            let query = AuditQuery::new(&AuditOptions {
                environment,
                ..options()
            })
            .expect(&cloud.name);
            assert_eq!(query.environment, cloud.name);
            assert!(query.search_unified_audit_log.contains("ae11b22c"));
            assert_eq!(query.graph_power_shell.is_empty(), cloud.graph.is_empty());
            assert_eq!(
                query.graph_power_shell.contains("Add-MgEnvironment"),
                cloud.graph_environment.is_empty() && !cloud.graph.is_empty(),
                "{}",
                cloud.name
            );
        }
    }

    #[test]
    fn only_full_cmdlet_names_are_accepted() {
        for bad in [
            "Set-*",
            "Set-Mailbox'; throw '1",
            "Mailbox",
            "-Mailbox",
            "Set-",
            "Set-A-B",
            "Set-Mäil",
        ] {
            let cmdlets = vec![bad.to_owned()];
            let error = AuditQuery::new(&AuditOptions {
                cmdlets,
                ..options()
            })
            .expect_err(bad);
            assert_eq!(error.code(), ErrorCode::InvalidCmdletName, "{bad}");
        }
        let cmdlets = vec![String::new(), "New-X500Rule".to_owned()];
        let query = AuditQuery::new(&AuditOptions {
            cmdlets,
            ..options()
        })
        .expect("names");
        assert_eq!(query.cmdlets, ["New-X500Rule"]);
    }
}
