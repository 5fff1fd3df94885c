//! Decides whether a browser's request contains the answer of Entra, and builds the HTTP response.

use std::convert::Infallible;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderMap,
    HeaderName, HeaderValue, REFERRER_POLICY, TRANSFER_ENCODING, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Method, Request, Response, StatusCode};

use super::page;
use super::target::Target;
use crate::consent::redirect::{Answer, read};

const MAX_FORM_BYTES: usize = 64 * 1024;

/// These headers keep the page from loading or running anything, from being framed, and from being
/// cached.
const PAGE_HEADERS: [(HeaderName, &str); 5] = [
    (CONTENT_TYPE, "text/html; charset=utf-8"),
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (CACHE_CONTROL, "no-store"),
];

/// The state that the connections of a listener share.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) target: Target,
    pub(super) state: String,
    /// The program that the page tells the admin to return to.
    pub(super) application: String,
    /// The number of well-formed answers whose state doesn't match.
    pub(super) mismatches: AtomicUsize,
}

impl Exchange {
    /// Responds to a request. If the request contains the answer, stores it in `found`.
    pub(super) async fn respond(
        &self,
        request: Request<Incoming>,
        found: &Mutex<Option<Answer>>,
    ) -> Result<Response<Full<Bytes>>, Infallible> {
        let (status, answer) = match self.answer(request).await {
            Ok(answer) => (StatusCode::OK, Some(answer)),
            Err(status) => (status, None),
        };
        let response = self.page(status, answer.as_ref());
        if let Ok(mut found) = found.lock() {
            *found = answer;
        }
        Ok(response)
    }

    /// Reads the answer from a request, or returns the HTTP status of a refusal.
    async fn answer(&self, request: Request<Incoming>) -> Result<Answer, StatusCode> {
        let (head, body) = request.into_parts();
        let host = only(&head.headers, HOST)?.ok_or(StatusCode::MISDIRECTED_REQUEST)?;
        if !self.target.is_host(host.as_bytes()) {
            return Err(StatusCode::MISDIRECTED_REQUEST);
        }
        // A URI with an authority is meant for a proxy.
        if head.uri.authority().is_some() || !self.target.is_path(head.uri.path()) {
            return Err(StatusCode::NOT_FOUND);
        }
        let parameters = match head.method {
            Method::GET => head.uri.query().unwrap_or_default().to_owned(),
            Method::POST => form(&head.headers, body).await?,
            _ => return Err(StatusCode::METHOD_NOT_ALLOWED),
        };
        // The question mark makes `read` treat the text as a query, whatever it contains.
        match read(&format!("?{parameters}"), Some(&self.state)) {
            Ok(answer) if answer.state_matches == Some(true) => Ok(answer),
            Ok(_) => {
                self.mismatches.fetch_add(1, Ordering::Relaxed);
                Err(StatusCode::BAD_REQUEST)
            }
            Err(_) => Err(StatusCode::BAD_REQUEST),
        }
    }

    fn page(&self, status: StatusCode, answer: Option<&Answer>) -> Response<Full<Bytes>> {
        // If the page can't be rendered, the answer is still valid.
        let html = page::render(answer, &self.application).unwrap_or_default();
        let mut response = Response::new(Full::new(Bytes::from(html)));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        for (name, value) in PAGE_HEADERS {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if status == StatusCode::METHOD_NOT_ALLOWED {
            headers.insert(ALLOW, HeaderValue::from_static("GET, POST"));
        }
        response
    }
}

/// Reads a posted form. Requires a `Content-Length`, which browsers always send.
async fn form(headers: &HeaderMap, body: Incoming) -> Result<String, StatusCode> {
    let length = only(headers, CONTENT_LENGTH)?;
    let Some(length) = length.filter(|_| !headers.contains_key(TRANSFER_ENCODING)) else {
        return Err(StatusCode::LENGTH_REQUIRED);
    };
    let length: Option<usize> = length.to_str().ok().and_then(|text| text.parse().ok());
    if length.is_none_or(|length| length > MAX_FORM_BYTES) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let is_form = only(headers, CONTENT_TYPE)?.is_some_and(|value| {
        let media_type = value.as_bytes().split(|byte| *byte == b';').next();
        media_type.is_some_and(|text| {
            text.trim_ascii()
                .eq_ignore_ascii_case(b"application/x-www-form-urlencoded")
        })
    });
    if !is_form {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let body = Limited::new(body, MAX_FORM_BYTES).collect().await;
    let bytes = body.map_err(|_| StatusCode::BAD_REQUEST)?.to_bytes();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns the only value of a header. Refuses repeated headers, which a proxy could interpret
/// differently than this listener.
fn only(headers: &HeaderMap, name: HeaderName) -> Result<Option<&HeaderValue>, StatusCode> {
    let mut values = headers.get_all(name).iter();
    let first = values.next();
    match values.next() {
        None => Ok(first),
        Some(_) => Err(StatusCode::BAD_REQUEST),
    }
}
