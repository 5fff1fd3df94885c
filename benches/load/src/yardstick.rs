//! The yardstick: a program that does the minimum for a token. It has a pooled client, a key that
//! is parsed once, and a bare loop with a number of requests in flight. It shares no code with
//! ExoMt, has no cache and no checks, and stops at the first error.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::RsaKeyPair;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use load_shared::tenants;
use reqwest::header::CONTENT_TYPE;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use serde::Deserialize;
use time::OffsetDateTime;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::signature;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// The state of the loop. Each cold run uses a new one.
pub(crate) struct Yardstick {
    client: reqwest::Client,
    key: RsaKeyPair,
    authority: String,
    /// The encoded header, which all assertions share.
    header: String,
    /// Forms that are already signed, to measure HTTP alone.
    ready: Vec<String>,
}

#[derive(Deserialize)]
struct Answer<'a> {
    access_token: &'a str,
}

impl Yardstick {
    pub(crate) fn new(
        authority: &str,
        ca: &Path,
        certificate: &[u8],
        key: &[u8],
    ) -> Result<Yardstick, Box<dyn Error>> {
        let der = CertificateDer::from_pem_slice(certificate).map_err(|_| "no certificate")?;
        let thumbprint = URL_SAFE_NO_PAD.encode(digest(&SHA256, &der));
        let header = format!(r#"{{"typ":"JWT","alg":"PS256","x5t#S256":"{thumbprint}"}}"#);
        Ok(Yardstick {
            client: client(ca)?,
            key: signature::key(key)?,
            authority: authority.to_owned(),
            header: URL_SAFE_NO_PAD.encode(header),
            ready: Vec::new(),
        })
    }

    /// Signs the forms of the first tenants before a run.
    pub(crate) fn sign_before(&mut self, count: usize) -> Outcome<()> {
        self.ready = (0..count)
            .map(|number| self.form(&self.endpoint(number)))
            .collect::<Outcome<_>>()?;
        Ok(())
    }

    /// Requests tokens for the first tenants. Returns the number of tokens.
    pub(crate) fn run(self, runtime: &Runtime, count: usize, in_flight: usize) -> Outcome<usize> {
        let this = Arc::new(self);
        let next = Arc::new(AtomicUsize::new(0));
        runtime.block_on(async {
            let mut loops = JoinSet::new();
            for _ in 0..in_flight {
                let (this, next) = (Arc::clone(&this), Arc::clone(&next));
                loops.spawn(async move {
                    let mut tokens = 0;
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= count {
                            return Outcome::Ok(tokens);
                        }
                        this.token(number).await?;
                        tokens += 1;
                    }
                });
            }
            let mut tokens = 0;
            while let Some(ended) = loops.join_next().await {
                tokens += ended??;
            }
            Ok(tokens)
        })
    }

    async fn token(&self, number: usize) -> Outcome<()> {
        let endpoint = self.endpoint(number);
        let form = match self.ready.get(number) {
            Some(form) => form.clone(),
            None => self.form(&endpoint)?,
        };
        let answer = self
            .client
            .post(endpoint)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form)
            .send()
            .await?
            .error_for_status()?
            .bytes()
            .await?;
        let answer: Answer<'_> = serde_json::from_slice(&answer)?;
        match answer.access_token.is_empty() {
            true => Err("an empty token".into()),
            false => Ok(()),
        }
    }

    fn endpoint(&self, number: usize) -> String {
        let tenant = tenants::domain(number);
        format!("{}/{tenant}/oauth2/v2.0/token", self.authority)
    }

    fn form(&self, endpoint: &str) -> Outcome<String> {
        let (app, jti) = (tenants::APP_ID, Uuid::new_v4());
        let now = OffsetDateTime::now_utc().unix_timestamp();
        let end = now + 600;
        let claims = format!(
            r#"{{"aud":"{endpoint}","iss":"{app}","sub":"{app}","jti":"{jti}","nbf":{now},"iat":{now},"exp":{end}}}"#
        );
        let message = format!("{}.{}", self.header, URL_SAFE_NO_PAD.encode(claims));
        let signature = signature::sign(&self.key, message.as_bytes())?;
        let signature = URL_SAFE_NO_PAD.encode(signature);
        Ok(format!(
            "client_id={app}&grant_type=client_credentials&scope=https%3A%2F%2Foutlook.office365.com%2F.default&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion={message}.{signature}"
        ))
    }
}

/// Creates an HTTP/1.1 client that trusts only this CA.
pub(crate) fn client(ca: &Path) -> Result<reqwest::Client, Box<dyn Error>> {
    let mut roots = RootCertStore::empty();
    for root in CertificateDer::pem_file_iter(ca).map_err(|_| "no CA file")? {
        roots.add(root.map_err(|_| "no CA certificate")?)?;
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .http1_only()
        .no_proxy()
        .build()?)
}
