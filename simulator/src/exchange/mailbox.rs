//! Mailboxes: Get-Mailbox, Set-Mailbox, and the OData rows that Get-EXOMailbox reads.

use hyper::Method;
use serde_json::{Value, json};

use crate::config::{AcceptedDomain, Mailbox, Tenant};
use crate::exchange::cmdlet::{Call, accepted_domains};
use crate::exchange::error::Failure;
use crate::exchange::{Request, authorize};
use crate::reply::Reply;
use crate::state::State;

pub(crate) fn get(call: &Call<'_>) -> Result<Vec<Value>, Failure> {
    let tenant = call.tenant;
    match call.text("Identity") {
        None => Ok(tenant
            .mailboxes
            .iter()
            .map(|one| row(tenant, one))
            .collect()),
        Some(identity) => Ok(vec![row(
            tenant,
            &tenant.mailboxes[find(tenant, identity)?],
        )]),
    }
}

/// Changes the mailbox in the state of the simulator.
pub(crate) fn set(call: &Call<'_>) -> Result<Vec<Value>, Failure> {
    may_write(call)?;
    let identity = call.text("Identity").unwrap_or_default();
    let index = find(call.tenant, identity)?;
    let alias = &call.tenant.mailboxes[index].alias;
    call.state.change_tenant(call.tenant.id, |tenant| {
        let found = tenant.mailboxes.iter_mut().find(|one| one.alias == *alias);
        if let Some(mailbox) = found {
            let changed = call
                .arguments
                .iter()
                .filter(|(name, _)| **name != "Identity");
            for (name, value) in changed {
                mailbox
                    .properties
                    .insert((*name).to_owned(), (*value).clone());
            }
        }
    });
    Ok(Vec::new())
}

/// Answers `GET beta/{tenant}/Mailbox`, which Get-EXOMailbox reads.
pub(crate) fn reply(state: &State, request: &Request<'_>) -> Result<Reply, Failure> {
    request.require(&Method::GET)?;
    let tenant = authorize::check(state, request)?;
    let rows: Vec<Value> = tenant
        .mailboxes
        .iter()
        .map(|one| row(&tenant, one))
        .collect();
    let root = format!("{}/adminapi/beta/{}", request.origin, tenant.id);
    Ok(Reply::json(
        200,
        &json!({"@odata.context": format!("{root}/$metadata#Mailbox"), "value": rows}),
    ))
}

/// Finds a mailbox by its alias, address or user principal name.
fn find(tenant: &Tenant, identity: &str) -> Result<usize, Failure> {
    let is_named = |mailbox: &Mailbox| {
        let address = address(tenant, mailbox);
        [mailbox.alias.as_str(), address.as_str()]
            .iter()
            .any(|name| name.eq_ignore_ascii_case(identity))
    };
    tenant.mailboxes.iter().position(is_named).ok_or_else(|| {
        Failure::exception(
            404,
            "NotFound",
            "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException",
            format!(
                "The operation couldn't be performed because object '{identity}' couldn't be found on 'AM0PR08A001DC04.EURPR08A001.PROD.OUTLOOK.COM'."
            ),
        )
    })
}

fn address(tenant: &Tenant, mailbox: &Mailbox) -> String {
    let domains = accepted_domains(tenant);
    let default = domains.iter().find(|domain| domain.default);
    let domain = default.map_or("", |domain| domain.domain_name.as_str());
    format!("{}@{domain}", mailbox.alias)
}

fn row(tenant: &Tenant, mailbox: &Mailbox) -> Value {
    let address = address(tenant, mailbox);
    let mut row = json!({
        "Alias": mailbox.alias,
        "DisplayName": mailbox.alias,
        "PrimarySmtpAddress": address,
        "UserPrincipalName": address,
        "RecipientTypeDetails": "UserMailbox",
    });
    for (name, value) in &mailbox.properties {
        row[name] = value.clone();
    }
    row
}

/// Refuses writes unless the connection uses the initial domain; reads work with any name of the
/// tenant. The domain of the anchor mailbox shows which name the connection uses. Without an
/// anchor, it is the tenant in the path.
fn may_write(call: &Call<'_>) -> Result<(), Failure> {
    let organization = call
        .request
        .header("x-anchormailbox")
        .and_then(|anchor| anchor.rsplit_once('@'))
        .map(|(_, domain)| domain)
        .unwrap_or(call.request.tenant);
    let is_initial = |domain: &AcceptedDomain| {
        domain.initial_domain && domain.domain_name.eq_ignore_ascii_case(organization)
    };
    if accepted_domains(call.tenant).iter().any(is_initial) {
        return Ok(());
    }
    Err(Failure::exception(
        400,
        "BadRequest",
        "Microsoft.Exchange.Data.Directory.InsufficientPermissionsException",
        "Source server:AM0PR08MB4529.eurprd08.prod.outlook.com doesn't have write permission to target DC:. Usually it indicates that target forest isn't an account partition of source forest. The user has insufficient access rights.",
    ))
}
