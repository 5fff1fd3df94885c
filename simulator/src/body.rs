//! Reads a request's body within limits of size and time.

use std::error::Error;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;

use crate::reply::Reply;

const MAX_BODY_BYTES: usize = 1 << 20;

/// A body that couldn't be read.
pub(crate) enum NoBody {
    /// The client broke a rule. This is the response to send.
    Refused(Reply),
    /// The client disconnected.
    Aborted,
}

pub(crate) async fn read(body: Incoming, limit: Duration) -> Result<Bytes, NoBody> {
    match tokio::time::timeout(limit, Limited::new(body, MAX_BODY_BYTES).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            Err(no_body(413, "The request is too large."))
        }
        Ok(Err(error)) if is_malformed(&*error) => {
            Err(no_body(400, "The body of the request is malformed."))
        }
        Ok(Err(_)) => Err(NoBody::Aborted),
        Err(_) => Err(no_body(408, "The request took too long.")),
    }
}

/// Creates a response that closes the connection, because the rest of the body may still arrive.
fn no_body(status: u16, text: &'static str) -> NoBody {
    NoBody::Refused(Reply::new(status, "text/plain", text).header("connection", "close"))
}

/// Returns whether the client sent broken chunks. hyper distinguishes these from a broken
/// connection only by the kind of the cause. A TLS failure, such as an alert, has the same kind but
/// ends the connection.
fn is_malformed(error: &(dyn Error + 'static)) -> bool {
    error
        .source()
        .and_then(|cause| cause.downcast_ref::<io::Error>())
        .is_some_and(|cause| {
            matches!(
                cause.kind(),
                io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
            ) && !cause
                .get_ref()
                .is_some_and(|inner| inner.is::<rustls::Error>())
        })
}
