//! `basicinfo('AdminApiState')`: the state of a connection, which Get-ConnectionInformation reads.

use hyper::Method;
use serde_json::json;

use crate::exchange::error::Failure;
use crate::exchange::{Request, authorize};
use crate::reply::Reply;
use crate::state::State;

pub(crate) fn reply(state: &State, request: &Request<'_>) -> Result<Reply, Failure> {
    request.require(&Method::GET)?;
    authorize::check(state, request)?;
    Ok(Reply::json(
        200,
        // The only state that the module shows as Connected.
        &json!({"PropertyName": "AdminApiState", "PropertyValue": "Running"}),
    ))
}
