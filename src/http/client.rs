//! The client: how it is set up, and the one request that it sends.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::RequestBuilder;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::body::LARGEST;
use super::dns::CachedResolver;
use super::proxy::ProxyOptions;
use super::{body, failure, retry_after, trust};
use crate::error::{Error, Result};
use crate::secret::SecretText;

/// How requests are sent.
#[derive(Debug, Clone)]
pub struct HttpOptions {
    /// PEM text of roots to trust beside the system's.
    pub certificate_authority_pem: Option<String>,
    /// A proxy; without it the environment's and then the system's are used.
    pub proxy: Option<ProxyOptions>,
    /// From the first packet to the end of the TLS handshake.
    pub connect_timeout: Duration,
    /// Between two reads.
    pub read_timeout: Duration,
    /// One whole request.
    pub timeout: Duration,
}

impl Default for HttpOptions {
    fn default() -> Self {
        HttpOptions {
            certificate_authority_pem: None,
            proxy: None,
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(20),
            timeout: Duration::from_secs(30),
        }
    }
}

/// A pool of connections with one trust and one proxy setting.
#[derive(Debug, Clone)]
pub struct HttpClient {
    inner: reqwest::Client,
}

/// An answer, read whole. Its body can hold a token, so it is wiped when dropped.
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The media type, as sent.
    pub content_type: Option<String>,
    /// How long the server asked us to wait.
    pub retry_after: Option<Duration>,
    /// Where a redirect would have gone.
    pub location: Option<String>,
    /// The body.
    pub body: Zeroizing<Vec<u8>>,
}

impl HttpClient {
    /// Sets up a client; nothing is sent.
    ///
    /// # Errors
    /// `InvalidCertificateAuthority`, `InvalidProxy`.
    pub fn new(options: &HttpOptions) -> Result<HttpClient> {
        let tls = trust::client_config(options.certificate_authority_pem.as_deref())?;
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .https_only(true)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .user_agent(concat!("ExoMt/", env!("CARGO_PKG_VERSION")))
            .default_headers(default_headers())
            .connect_timeout(options.connect_timeout)
            .read_timeout(options.read_timeout)
            .timeout(options.timeout)
            .pool_idle_timeout(Duration::from_secs(55))
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

    /// Posts a form and reads the whole answer.
    ///
    /// # Errors
    /// The network codes (200 to 212); an HTTP error status is no error here.
    pub async fn post_form(
        &self,
        url: &str,
        form: Zeroizing<String>,
        id: Uuid,
    ) -> Result<Response> {
        // The form holds a secret or an assertion: its memory is wiped with its last owner.
        let form = Bytes::from_owner(Wiped(form));
        let request = self
            .inner
            .post(url)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form);
        let (response, _) = send(request, url, id, LARGEST).await?;
        Ok(response)
    }

    /// Asks for a public document of at most so many bytes.
    ///
    /// # Errors
    /// As [`HttpClient::post_form`].
    pub async fn get(&self, url: &str, id: Uuid, largest: usize) -> Result<Response> {
        let (response, _) = send(self.inner.get(url), url, id, largest).await?;
        Ok(response)
    }

    /// Posts JSON with a token, and gives the answer's headers beside it.
    ///
    /// # Errors
    /// As [`HttpClient::post_form`].
    pub async fn post_json(
        &self,
        url: &str,
        token: &SecretText,
        headers: HeaderMap,
        body: String,
        id: Uuid,
        largest: usize,
    ) -> Result<(Response, HeaderMap)> {
        let bearer = Wiped(Zeroizing::new(format!("Bearer {}", token.expose())));
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
        send(request, url, id, largest).await
    }
}

async fn send(
    request: RequestBuilder,
    url: &str,
    id: Uuid,
    largest: usize,
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
    let body = body::read(url, response, largest).await?;
    let answer = Response {
        status,
        content_type,
        retry_after,
        location,
        body,
    };
    Ok((answer, headers))
}

struct Wiped(Zeroizing<String>);

impl AsRef<[u8]> for Wiped {
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
