//! The cmdlets: their parameters and their implementation.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::config::{AcceptedDomain, Tenant};
use crate::exchange::error::Failure;
use crate::exchange::invoke_command::Input;
use crate::exchange::{Request, mailbox};
use crate::state::State;

/// A cmdlet that every authorized caller may run.
pub(crate) struct Cmdlet {
    pub(crate) name: &'static str,
    pub(crate) parameters: &'static [Parameter],
    run: fn(&Call<'_>) -> Result<Vec<Value>, Failure>,
}

/// A parameter of a cmdlet. A cmdlet's first parameter is the positional one.
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) is_mandatory: bool,
}

/// The values that a parameter accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Boolean,
    /// A number or `Unlimited`.
    Count,
}

/// Arguments by the name of their parameter.
pub(crate) type Arguments<'a> = BTreeMap<&'static str, &'a Value>;

/// A run of a cmdlet.
pub(crate) struct Call<'a> {
    pub(crate) state: &'a State,
    pub(crate) tenant: &'a Tenant,
    pub(crate) request: &'a Request<'a>,
    pub(crate) arguments: Arguments<'a>,
}

const fn optional(name: &'static str, kind: Kind) -> Parameter {
    Parameter {
        name,
        kind,
        is_mandatory: false,
    }
}

const IDENTITY: Parameter = optional("Identity", Kind::Text);
const RESULT_SIZE: Parameter = optional("ResultSize", Kind::Count);

pub(crate) const CMDLETS: [Cmdlet; 4] = [
    Cmdlet {
        name: "Get-AcceptedDomain",
        parameters: &[IDENTITY, RESULT_SIZE],
        run: |call| {
            let domains = accepted_domains(call.tenant);
            let wanted = call.text("Identity");
            let is_wanted = |domain: &&AcceptedDomain| {
                wanted.is_none_or(|name| name.eq_ignore_ascii_case(&domain.domain_name))
            };
            Ok(domains.iter().filter(is_wanted).map(domain_row).collect())
        },
    },
    Cmdlet {
        name: "Get-OrganizationConfig",
        parameters: &[],
        run: |call| Ok(vec![organization(call.tenant)]),
    },
    Cmdlet {
        name: "Get-Mailbox",
        parameters: &[IDENTITY, RESULT_SIZE, optional("Filter", Kind::Text)],
        run: mailbox::get,
    },
    Cmdlet {
        name: "Set-Mailbox",
        parameters: &[
            Parameter {
                is_mandatory: true,
                ..IDENTITY
            },
            optional("DisplayName", Kind::Text),
            optional("HiddenFromAddressListsEnabled", Kind::Boolean),
            optional("AuditEnabled", Kind::Boolean),
            optional("CustomAttribute1", Kind::Text),
            optional("CustomAttribute2", Kind::Text),
            optional("CustomAttribute3", Kind::Text),
        ],
        run: mailbox::set,
    },
];

/// Parameters that every cmdlet accepts.
const COMMON_PARAMETERS: [&str; 4] = ["Confirm", "ErrorAction", "Verbose", "WarningAction"];

/// Runs the cmdlet and returns its output rows.
pub(crate) fn run(
    state: &State,
    tenant: &Tenant,
    request: &Request<'_>,
    input: &Input,
) -> Result<Vec<Value>, Failure> {
    let cmdlet = CMDLETS
        .iter()
        .find(|cmdlet| cmdlet.name.eq_ignore_ascii_case(&input.cmdlet_name))
        .ok_or_else(|| unknown_cmdlet(&input.cmdlet_name))?;
    let call = Call {
        state,
        tenant,
        request,
        arguments: bind(cmdlet, &input.parameters)?,
    };
    let mut rows = (cmdlet.run)(&call)?;
    if let Some(size) = call.arguments.get("ResultSize") {
        rows.truncate(result_size(size)?);
    }
    Ok(rows)
}

impl Call<'_> {
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.arguments.get(name).and_then(|value| value.as_str())
    }
}

/// Binds arguments to parameters, as PowerShell does before a cmdlet runs: checks that they are
/// known and of the right kind, and that no mandatory one is missing.
fn bind<'a>(cmdlet: &Cmdlet, given: &'a Map<String, Value>) -> Result<Arguments<'a>, Failure> {
    let mut arguments = Arguments::new();
    for (name, value) in given {
        let is_named = |known: &str| known.eq_ignore_ascii_case(name);
        let Some(parameter) = cmdlet.parameters.iter().find(|one| is_named(one.name)) else {
            if COMMON_PARAMETERS.into_iter().any(is_named) {
                continue;
            }
            return Err(binding(format!(
                "A parameter cannot be found that matches parameter name '{name}'."
            )));
        };
        let fits = match parameter.kind {
            Kind::Text => value.is_string() || value.is_null(),
            Kind::Boolean => value.is_boolean(),
            Kind::Count => true,
        };
        if !fits {
            return Err(binding(format!(
                "Cannot process argument transformation on parameter '{}'.",
                parameter.name
            )));
        }
        arguments.insert(parameter.name, value);
    }
    let is_missing = |one: &&Parameter| one.is_mandatory && !arguments.contains_key(one.name);
    match cmdlet.parameters.iter().find(is_missing) {
        None => Ok(arguments),
        Some(parameter) => Err(binding(format!(
            "Cannot process command because of one or more missing mandatory parameters: {}.",
            parameter.name
        ))),
    }
}

fn binding(text: String) -> Failure {
    Failure::exception(
        400,
        "BadRequest",
        "System.Management.Automation.ParameterBindingException",
        text,
    )
}

fn result_size(value: &Value) -> Result<usize, Failure> {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if text.eq_ignore_ascii_case("unlimited") {
        return Ok(usize::MAX);
    }
    text.parse().map_err(|_| {
        binding(format!(
            "Cannot process argument transformation on parameter 'ResultSize'. '{text}' is not a number."
        ))
    })
}

fn unknown_cmdlet(name: &str) -> Failure {
    Failure::exception(
        404,
        "NotFound",
        "System.Management.Automation.CommandNotFoundException",
        format!(
            "The term '{name}' is not recognized as the name of a cmdlet, function, script file, or operable program. Check the spelling of the name, or if a path was included, verify that the path is correct and try again."
        ),
    )
}

/// Returns the configured accepted domains, or else derives them from the tenant's domains.
pub(crate) fn accepted_domains(tenant: &Tenant) -> Vec<AcceptedDomain> {
    if !tenant.accepted_domains.is_empty() {
        return tenant.accepted_domains.clone();
    }
    let initial = tenant
        .domains
        .iter()
        .position(|domain| is_initial(&domain.to_ascii_lowercase()));
    let row = |(index, domain): (usize, &String)| AcceptedDomain {
        domain_name: domain.clone(),
        initial_domain: Some(index) == initial,
        default: index == 0,
    };
    tenant.domains.iter().enumerate().map(row).collect()
}

/// Returns whether a domain is an initial one, such as `contoso.onmicrosoft.com`.
/// `contoso.mail.onmicrosoft.com`, the routing domain of a hybrid tenant, isn't.
fn is_initial(domain: &str) -> bool {
    let Some((_, suffix)) = domain.split_once('.') else {
        return false;
    };
    let suffix = suffix.strip_prefix("partner.").unwrap_or(suffix);
    ["onmicrosoft.", "onsovcloud.", "onmschina."]
        .iter()
        .any(|start| suffix.starts_with(start))
}

fn domain_row(domain: &AcceptedDomain) -> Value {
    json!({
        "Name": domain.domain_name,
        "Identity": domain.domain_name,
        "DomainName": domain.domain_name,
        "DomainType": "Authoritative",
        "Default": domain.default,
        "InitialDomain": domain.initial_domain,
        "AuthenticationType": "Managed",
        "MatchSubDomains": false,
        "IsValid": true,
    })
}

fn organization(tenant: &Tenant) -> Value {
    let domains = accepted_domains(tenant);
    let initial = domains.iter().find(|domain| domain.initial_domain);
    let name = initial
        .or(domains.first())
        .map_or("", |domain| domain.domain_name.as_str());
    json!({
        "Name": name,
        "Identity": name,
        "DisplayName": name,
        "ExternalDirectoryOrganizationId": tenant.id,
        "IsDehydrated": false,
        "IsValid": true,
    })
}
