//! `EXOModuleFile`: the script module that ExchangeOnlineManagement imports when it connects.

use std::fmt::Write;

use hyper::Method;
use serde_json::json;

use crate::exchange::cmdlet::{CMDLETS, Cmdlet, Kind};
use crate::exchange::error::Failure;
use crate::exchange::{Request, authorize};
use crate::reply::Reply;
use crate::state::State;

/// The code that the functions of the module share.
const TRANSPORT: &str = include_str!("module_file.psm1");

pub(crate) fn reply(state: &State, request: &Request<'_>) -> Result<Reply, Failure> {
    request.require(&Method::GET)?;
    authorize::check(state, request)?;
    let wanted = request.header("commandname").unwrap_or("*");
    let cmdlets: Vec<&Cmdlet> = CMDLETS
        .iter()
        .filter(|cmdlet| is_wanted(cmdlet.name, wanted))
        .collect();
    let names: Vec<&str> = cmdlets.iter().map(|cmdlet| cmdlet.name).collect();
    let mut script = TRANSPORT.to_owned();
    for cmdlet in cmdlets {
        script.push_str(&function(cmdlet));
    }
    Ok(Reply::json(
        200,
        &json!({"value": [{
            "fileName": "ExchangeOnline.psm1",
            "fileContent": script,
            "exportedCmdlets": names.join(","),
        }]}),
    ))
}

/// Returns whether a cmdlet is wanted. `wanted` is `*` or a list of names that may end with
/// wildcards.
fn is_wanted(name: &str, wanted: &str) -> bool {
    wanted
        .split(',')
        .map(str::trim)
        .any(|pattern| match pattern.strip_suffix('*') {
            Some(start) => name
                .get(..start.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(start)),
            None => name.eq_ignore_ascii_case(pattern),
        })
}

/// Returns the function that represents a cmdlet in the session.
fn function(cmdlet: &Cmdlet) -> String {
    let mut parameters = Vec::new();
    for (position, parameter) in cmdlet.parameters.iter().enumerate() {
        let kind = match parameter.kind {
            Kind::Text => "string",
            Kind::Boolean => "bool",
            Kind::Count => "object",
        };
        let mut attribute = String::new();
        if parameter.is_mandatory {
            attribute.push_str("Mandatory, ");
        }
        if position == 0 {
            attribute.push_str("Position = 0, ValueFromPipelineByPropertyName");
        }
        let attribute = match attribute.trim_end_matches(", ") {
            "" => String::new(),
            text => format!("[Parameter({text})] "),
        };
        parameters.push(format!("{attribute}[{kind}] ${}", parameter.name));
    }
    let mut text = String::new();
    let _ = write!(
        text,
        "\nfunction {name} {{\n    [CmdletBinding()]\n    param({parameters})\n    process {{ Invoke-ExchangeCmdlet -Cmdlet $PSCmdlet -Name '{name}' -Bound $PSBoundParameters }}\n}}\n",
        name = cmdlet.name,
        parameters = parameters.join(", "),
    );
    text
}
