//! The Exchange side: the endpoints that ExchangeOnlineManagement calls.

mod authorize;
mod basic_info;
mod cmdlet;
mod error;
mod fault;
mod invoke_command;
mod mailbox;
mod module_file;
mod page;

use hyper::Method;
use hyper::http::request::Parts;
use uuid::Uuid;

use crate::config::FaultySide;
use crate::exchange::error::Failure;
use crate::fault::ending;
use crate::log::Ticket;
use crate::reply::Reply;
use crate::state::State;

/// A request to the Exchange side.
pub(crate) struct Request<'a> {
    pub(crate) head: &'a Parts,
    pub(crate) body: &'a [u8],
    /// The `https://host` of links in the response.
    pub(crate) origin: &'a str,
    /// The tenant, spelled as in the path.
    pub(crate) tenant: &'a str,
}

impl Request<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        let value = self.head.headers.get(name)?;
        value.to_str().ok()
    }

    fn require(&self, method: &Method) -> Result<(), Failure> {
        if self.head.method == *method {
            return Ok(());
        }
        Err(Failure::new(
            405,
            "MethodNotAllowed",
            "The requested resource does not support http method.",
        ))
    }
}

/// An endpoint below `/adminapi/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    /// `beta/{tenant}/InvokeCommand`: runs a cmdlet.
    InvokeCommand,
    /// `v1.0/{tenant}/EXOModuleFile`: the cmdlets of a connection, as a script module.
    ModuleFile,
    /// `beta/{tenant}/basicinfo('AdminApiState')`: the state of a connection.
    BasicInfo,
    /// `beta/{tenant}/Mailbox`: the OData rows of Get-EXOMailbox.
    Mailbox,
}

/// Finds the endpoint of a path, and the tenant in it. Ignores case, as Exchange Online does.
pub(crate) fn find<'a>(parts: &[&'a str]) -> Option<(Endpoint, &'a str)> {
    let &[root, version, tenant, resource] = parts else {
        return None;
    };
    let is = |expected: &str| {
        format!("{root}/{version}/{resource}").eq_ignore_ascii_case(&format!("adminapi/{expected}"))
    };
    let endpoint = match () {
        () if is("beta/InvokeCommand") => Endpoint::InvokeCommand,
        () if is("v1.0/EXOModuleFile") => Endpoint::ModuleFile,
        () if is("beta/basicinfo('AdminApiState')") => Endpoint::BasicInfo,
        () if is("beta/Mailbox") => Endpoint::Mailbox,
        () => return None,
    };
    Some((endpoint, tenant))
}

pub(crate) async fn answer(
    state: &State,
    endpoint: Endpoint,
    request: &Request<'_>,
    ticket: &Ticket,
) -> Reply {
    ticket.note(|entry| entry.anchor = request.header("x-anchormailbox").map(str::to_owned));
    if endpoint == Endpoint::InvokeCommand {
        let input = invoke_command::parse(request.body).ok();
        ticket.note(|entry| entry.cmdlet = input.map(|input| input.cmdlet_name));
    }
    let fault = state.next_fault(request.tenant, FaultySide::Exchange);
    if let Some(fault) = &fault
        && let Some(reply) = fault::reply(fault, endpoint, request).await
    {
        return with_request_id(reply);
    }
    let result = match endpoint {
        Endpoint::InvokeCommand => invoke_command::reply(state, request),
        Endpoint::ModuleFile => module_file::reply(state, request),
        Endpoint::BasicInfo => basic_info::reply(state, request),
        Endpoint::Mailbox => mailbox::reply(state, request),
    };
    let reply = result.unwrap_or_else(|failure| failure.shown_by(endpoint).reply(&state.authority));
    with_request_id(reply).ending(ending(fault.map(|fault| fault.kind)))
}

/// Adds the id that Microsoft support asks for.
fn with_request_id(reply: Reply) -> Reply {
    reply.header("request-id", Uuid::new_v4().to_string())
}
