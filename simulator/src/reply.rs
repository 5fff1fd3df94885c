//! A handler's response, which may be broken on purpose.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use hyper::header::{HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use serde_json::Value;

/// A response of a handler.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Bytes,
    pub(crate) ending: BodyEnd,
}

/// How the response ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyEnd {
    /// Ends after the whole body.
    Whole,
    /// Ends after half of the body.
    Half,
    /// Ends before the first byte.
    None,
}

impl Reply {
    pub(crate) fn new(status: u16, content_type: &'static str, body: impl Into<Bytes>) -> Reply {
        let body = body.into();
        Reply {
            status,
            content_type,
            headers: Vec::new(),
            body,
            ending: BodyEnd::Whole,
        }
    }

    pub(crate) fn json(status: u16, body: &Value) -> Reply {
        Reply::new(status, "application/json; charset=utf-8", body.to_string())
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Reply {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn ending(mut self, ending: BodyEnd) -> Reply {
        self.ending = ending;
        self
    }

    /// Returns the HTTP response, or `None` to close the connection instead.
    pub(crate) fn into_response(self) -> Option<Response<ReplyBody>> {
        if self.ending == BodyEnd::None {
            return None;
        }
        let announced = self.body.len() as u64;
        let (bytes, broken) = match self.ending {
            BodyEnd::Half => (self.body.slice(..self.body.len() / 2), true),
            _ => (self.body, false),
        };
        let mut response = Response::new(ReplyBody {
            bytes: Some(bytes),
            announced,
            broken,
            pause: None,
        });
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let all = self.headers.into_iter().chain(
            (!self.content_type.is_empty()).then(|| ("content-type", self.content_type.to_owned())),
        );
        for (name, value) in all {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response
                    .headers_mut()
                    .append(HeaderName::from_static(name), value);
            }
        }
        Some(response)
    }
}

/// A response body. If it is broken, the connection is reset after its bytes.
pub(crate) struct ReplyBody {
    bytes: Option<Bytes>,
    announced: u64,
    broken: bool,
    pause: Option<Pin<Box<tokio::time::Sleep>>>,
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        if let Some(bytes) = self.bytes.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        if !self.broken {
            return Poll::Ready(None);
        }
        // Give the first half time to be sent before the connection breaks.
        let pause = self
            .pause
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(Duration::from_millis(20))));
        match pause.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into()))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}

/// The error that makes hyper close the connection without a response.
#[derive(Debug)]
pub(crate) struct HungUp;

impl std::fmt::Display for HungUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the connection was closed on purpose")
    }
}

impl std::error::Error for HungUp {}

impl From<Infallible> for HungUp {
    fn from(never: Infallible) -> HungUp {
        match never {}
    }
}
