//! The cmdlets.

use serde_json::{Map, Value, json};

use crate::config::{AcceptedDomain, Tenant};
use crate::exchange::Input;
use crate::exchange::error::Failure;

const ANCHOR: &str = "APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@";

/// The rows that it gives; `spelled` is the tenant as in the path.
pub(crate) fn run(
    tenant: &Tenant,
    anchor: Option<&str>,
    spelled: &str,
    input: &Input,
) -> Result<Vec<Value>, Failure> {
    let domains = accepted_domains(tenant);
    let mut rows = match input.cmdlet_name.to_ascii_lowercase().as_str() {
        "get-accepteddomain" => {
            takes(input, &["Identity", "ResultSize"])?;
            domains.iter().map(domain_row).collect()
        }
        "get-organizationconfig" => {
            takes(input, &[])?;
            vec![organization(tenant, &domains)]
        }
        "get-mailbox" | "get-exomailbox" => {
            takes(input, &["Identity", "ResultSize", "Filter"])?;
            mailboxes(&domains)
        }
        "set-mailbox" => {
            let organization = anchor
                .and_then(|anchor| anchor.strip_prefix(ANCHOR))
                .unwrap_or(spelled);
            may_write(&domains, organization)?;
            Vec::new()
        }
        _ => return Err(unknown(&input.cmdlet_name)),
    };
    if let Some(most) = parameter(&input.parameters, "ResultSize") {
        rows.truncate(result_size(most)?);
    }
    Ok(rows)
}

/// As configured, or made from the tenant's domains.
fn accepted_domains(tenant: &Tenant) -> Vec<AcceptedDomain> {
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

/// `contoso.onmicrosoft.com`, but not the `contoso.mail.onmicrosoft.com` of a hybrid.
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

fn organization(tenant: &Tenant, domains: &[AcceptedDomain]) -> Value {
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

fn mailboxes(domains: &[AcceptedDomain]) -> Vec<Value> {
    let default = domains.iter().find(|domain| domain.default);
    let domain = default.map_or("", |domain| domain.domain_name.as_str());
    ["adele", "bjorn"]
        .map(|name| {
            json!({
                "Alias": name,
                "DisplayName": name,
                "PrimarySmtpAddress": format!("{name}@{domain}"),
                "UserPrincipalName": format!("{name}@{domain}"),
                "RecipientTypeDetails": "UserMailbox",
            })
        })
        .to_vec()
}

/// Connected by another name than the initial domain, reads work and writes do not.
fn may_write(domains: &[AcceptedDomain], organization: &str) -> Result<(), Failure> {
    let initial = domains
        .iter()
        .any(|one| one.initial_domain && one.domain_name.eq_ignore_ascii_case(organization));
    if initial {
        return Ok(());
    }
    Err(Failure::exception(
        400,
        "BadRequest",
        "Microsoft.Exchange.Data.Directory.InsufficientPermissionsException",
        "Source server:AM0PR08MB4529.eurprd08.prod.outlook.com doesn't have write permission to target DC:. Usually it indicates that target forest isn't an account partition of source forest. The user has insufficient access rights.",
    ))
}

fn unknown(cmdlet: &str) -> Failure {
    Failure::exception(
        404,
        "NotFound",
        "System.Management.Automation.CommandNotFoundException",
        format!(
            "The term '{cmdlet}' is not recognized as the name of a cmdlet, function, script file, or operable program. Check the spelling of the name, or if a path was included, verify that the path is correct and try again."
        ),
    )
}

/// Parameters that any cmdlet takes, beside its own.
const COMMON: [&str; 3] = ["ErrorAction", "WarningAction", "Verbose"];

fn takes(input: &Input, own: &[&str]) -> Result<(), Failure> {
    let known = |name: &str| {
        own.iter()
            .chain(&COMMON)
            .any(|one| one.eq_ignore_ascii_case(name))
    };
    match input.parameters.keys().find(|name| !known(name)) {
        None => Ok(()),
        Some(name) => Err(Failure::exception(
            400,
            "BadRequest",
            "System.Management.Automation.ParameterBindingException",
            format!("A parameter cannot be found that matches parameter name '{name}'."),
        )),
    }
}

fn parameter<'a>(parameters: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    parameters
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

/// A number, or text with a number or `Unlimited`.
fn result_size(value: &Value) -> Result<usize, Failure> {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if text.eq_ignore_ascii_case("unlimited") {
        return Ok(usize::MAX);
    }
    text.parse().map_err(|_| {
        Failure::exception(
            400,
            "BadRequest",
            "System.Management.Automation.ParameterBindingException",
            format!("Cannot process argument transformation on parameter 'ResultSize'. '{text}' is no number."),
        )
    })
}
