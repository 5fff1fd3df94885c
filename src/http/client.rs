//! The HTTPS client and its requests.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::RequestBuilder;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::body::MAX_TOKEN_BODY_BYTES;
use super::dns::CachedResolver;
use super::options::NetworkOptions;
use super::{body, failure, retry_after, trust};
use crate::error::{Error, Result};
use crate::secret::SecretText;

const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(55);

/// A pool of connections that share their trust and proxy settings.
#[derive(Debug, Clone)]
pub(crate) struct HttpClient {
    inner: reqwest::Client,
}

/// A complete response. Its body can contain a token, so it is wiped when dropped.
pub(crate) struct Response {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The `Content-Type`.
    pub(crate) content_type: Option<String>,
    /// The `Retry-After`.
    pub(crate) retry_after: Option<Duration>,
    /// The target of a redirect.
    pub(crate) location: Option<String>,
    /// The body.
    pub(crate) body: Zeroizing<Vec<u8>>,
}

impl HttpClient {
    /// Sets up a client; sends nothing.
    ///
    /// # Errors
    /// `InvalidCertificateAuthority`, `InvalidProxy`.
    pub(crate) fn new(options: &NetworkOptions) -> Result<HttpClient> {
        let tls = trust::client_config(options.certificate_authority_pem.as_deref())?;
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .https_only(true)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .user_agent(concat!("ExoMt/", env!("CARGO_PKG_VERSION")))
            .default_headers(default_headers())
            .connect_timeout(options.connect_timeout())
            .read_timeout(options.read_timeout())
            .timeout(options.timeout())
            .pool_idle_timeout(POOL_IDLE_TIMEOUT)
            .dns_resolver(Arc::new(CachedResolver::default()))
            .tcp_nodelay(true);
        if let Some(proxy) = &options.proxy {
            builder = proxy.apply(builder)?;
        }
        let inner = builder
            .build()
            .map_err(|error| Error::internal("the HTTP client").with_detail(error.to_string()))?;
        Ok(HttpClient { inner })
    }

    /// Posts a form and reads the whole response. Returns a response with an HTTP error status too.
    ///
    /// # Errors
    /// The network codes (200 to 212).
    pub(crate) async fn post_form(
        &self,
        url: &str,
        form: Zeroizing<String>,
        id: Uuid,
    ) -> Result<Response> {
        // The form contains a secret or an assertion: its memory is wiped when it is dropped.
        let form = Bytes::from_owner(WipedText(form));
        let request = self
            .inner
            .post(url)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form);
        let (response, _) = send(request, url, id, MAX_TOKEN_BODY_BYTES).await?;
        Ok(response)
    }

    /// Gets a public document of at most `max_bytes`.
    ///
    /// # Errors
    /// The same as for [`HttpClient::post_form`].
    pub(crate) async fn get(&self, url: &str, id: Uuid, max_bytes: usize) -> Result<Response> {
        let (response, _) = send(self.inner.get(url), url, id, max_bytes).await?;
        Ok(response)
    }

    /// Posts JSON with a bearer token. Also returns the response's headers.
    ///
    /// # Errors
    /// The same as for [`HttpClient::post_form`].
    pub(crate) async fn post_json(
        &self,
        url: &str,
        token: &SecretText,
        headers: HeaderMap,
        body: String,
        id: Uuid,
        max_bytes: usize,
    ) -> Result<(Response, HeaderMap)> {
        let bearer = WipedText(Zeroizing::new(format!("Bearer {}", token.expose())));
        let mut bearer = HeaderValue::from_maybe_shared(Bytes::from_owner(bearer))
            .map_err(|_| Error::internal("the authorization header"))?;
        bearer.set_sensitive(true);
        let request = self
            .inner
            .post(url)
            .headers(headers)
            .header(AUTHORIZATION, bearer)
            .header(CONTENT_TYPE, "application/json")
            .body(body);
        send(request, url, id, max_bytes).await
    }
}

async fn send(
    request: RequestBuilder,
    url: &str,
    id: Uuid,
    max_bytes: usize,
) -> Result<(Response, HeaderMap)> {
    let request_id = HeaderValue::from_str(&id.to_string())
        .map_err(|_| Error::internal("the request id header"))?;
    let sent = request
        .header(HeaderName::from_static("client-request-id"), request_id)
        .send()
        .await;
    let mut response = sent.map_err(|error| failure::classify(url, &error))?;
    let status = response.status().as_u16();
    let headers = std::mem::take(response.headers_mut());
    let header = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let (content_type, location) = (header("content-type"), header("location"));
    let retry_after = header("retry-after").and_then(|value| retry_after::parse(&value));
    let body = body::read(url, response, max_bytes).await?;
    let response = Response {
        status,
        content_type,
        retry_after,
        location,
        body,
    };
    Ok((response, headers))
}

/// Wipes a request's text when the last reference to it is dropped.
struct WipedText(Zeroizing<String>);

impl AsRef<[u8]> for WipedText {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

fn default_headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(
        HeaderName::from_static("return-client-request-id"),
        HeaderValue::from_static("true"),
    );
    headers
}
