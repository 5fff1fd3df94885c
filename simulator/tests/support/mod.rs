//! Raw requests, and assertions that openssl signs. No code of ExoMt is used here.

#![allow(dead_code, reason = "each test program uses its own part")]

pub(crate) mod exchange;
pub(crate) mod keys;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use entra_sim::{Config, Fault, FaultKind, FederatedCredential, Simulator, scenario};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use serde_json::{Value, json};

pub(crate) const APP: &str = scenario::APP_ID;
pub(crate) const TENANT: &str = "contoso.onmicrosoft.com";
pub(crate) const SCOPE: &str = "https://outlook.office365.com/.default";
pub(crate) const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Runs openssl with this input. Returns its output.
pub(crate) fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("openssl is needed by these tests");
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// A key and its certificate, as files.
pub(crate) struct Pair {
    folder: tempfile::TempDir,
}

impl Pair {
    pub(crate) fn make() -> Pair {
        let folder = tempfile::tempdir().unwrap();
        let (key, certificate) = (folder.path().join("key"), folder.path().join("crt"));
        openssl(
            &[
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=test",
                "-days",
                "30",
                "-keyout",
                key.to_str().unwrap(),
                "-out",
                certificate.to_str().unwrap(),
            ],
            b"",
        );
        Pair { folder }
    }

    /// Returns the committed pair whose certificate has expired.
    pub(crate) fn expired() -> Pair {
        let folder = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/credential");
        std::fs::copy(from.join("expired.key"), folder.path().join("key")).unwrap();
        std::fs::copy(from.join("expired.crt"), folder.path().join("crt")).unwrap();
        Pair { folder }
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.folder.path().join("key")
    }

    pub(crate) fn certificate(&self) -> PathBuf {
        self.folder.path().join("crt")
    }

    pub(crate) fn pem(&self) -> String {
        std::fs::read_to_string(self.certificate()).unwrap()
    }

    pub(crate) fn thumbprint(&self, hash: &str) -> String {
        let der = openssl(
            &[
                "x509",
                "-in",
                self.certificate().to_str().unwrap(),
                "-outform",
                "DER",
            ],
            b"",
        );
        URL_SAFE_NO_PAD.encode(openssl(&["dgst", hash, "-binary"], &der))
    }
}

/// A valid assertion, which a test can change.
pub(crate) struct Assertion {
    pub(crate) header: Value,
    pub(crate) claims: Value,
}

pub(crate) fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs() as i64
}

impl Assertion {
    pub(crate) fn valid(pair: &Pair, simulator: &Simulator) -> Assertion {
        Assertion {
            header: json!({"alg": "PS256", "typ": "JWT", "x5t#S256": pair.thumbprint("-sha256")}),
            claims: json!({
                "aud": format!("{}/{TENANT}/oauth2/v2.0/token", simulator.authority()),
                "iss": APP, "sub": APP, "jti": uuid::Uuid::new_v4(),
                "nbf": now(), "exp": now() + 600,
            }),
        }
    }

    pub(crate) fn rs256(mut self, pair: &Pair) -> Assertion {
        self.header = json!({"alg": "RS256", "typ": "JWT", "x5t": pair.thumbprint("-sha1")});
        self
    }

    pub(crate) fn claim(mut self, name: &str, value: impl Into<Value>) -> Assertion {
        self.claims[name] = value.into();
        self
    }

    pub(crate) fn head(mut self, name: &str, value: impl Into<Value>) -> Assertion {
        self.header[name] = value.into();
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Assertion {
        self.claims.as_object_mut().unwrap().remove(name);
        self.header.as_object_mut().unwrap().remove(name);
        self
    }

    pub(crate) fn sign(&self, key: &Path) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!("{}.{}", part(&self.header), part(&self.claims));
        let key = key.to_str().unwrap();
        let mut arguments = vec!["dgst", "-sha256", "-sign", key, "-binary"];
        if self.header["alg"] == "PS256" {
            arguments.extend([
                "-sigopt",
                "rsa_padding_mode:pss",
                "-sigopt",
                "rsa_pss_saltlen:32",
            ]);
        }
        let signature = openssl(&arguments, text.as_bytes());
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// A response, with its text.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    pub(crate) fn code(&self) -> u64 {
        self.json()["error_codes"][0].as_u64().unwrap_or_default()
    }

    /// Returns the claims of the token in the response.
    pub(crate) fn claims(&self) -> Value {
        let body = self.json();
        let token = body["access_token"]
            .as_str()
            .unwrap_or_else(|| panic!("{}", self.text));
        serde_json::from_slice(
            &URL_SAFE_NO_PAD
                .decode(token.split('.').nth(1).unwrap())
                .unwrap(),
        )
        .unwrap()
    }
}

/// Sends a request with a client that trusts only the simulator's CA.
pub(crate) fn send(
    simulator: &Simulator,
    build: impl FnOnce(&reqwest::Client, &str) -> reqwest::RequestBuilder,
) -> Result<Answer, reqwest::Error> {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let ca = reqwest::Certificate::from_pem(simulator.ca_pem().as_bytes()).unwrap();
    let client = reqwest::Client::builder()
        .tls_certs_only([ca])
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    let request = build(&client, simulator.authority());
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(async {
            let response = request.send().await?;
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            Ok(Answer {
                status,
                headers,
                text: response.text().await?,
            })
        })
}

/// A connection for bytes that no HTTP client would send. Reads time out after ten seconds.
pub(crate) struct Raw(StreamOwned<ClientConnection, TcpStream>);

impl Raw {
    pub(crate) fn connect(simulator: &Simulator) -> Raw {
        let mut roots = RootCertStore::empty();
        roots
            .add(CertificateDer::from_pem_slice(simulator.ca_pem().as_bytes()).unwrap())
            .unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = "localhost".try_into().unwrap();
        let tls = ClientConnection::new(Arc::new(config), name).unwrap();
        Raw(StreamOwned::new(tls, silent(simulator)))
    }

    pub(crate) fn write(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).unwrap();
        self.0.flush().unwrap();
    }

    /// Writes bytes that aren't a record of this TLS connection.
    pub(crate) fn write_outside_tls(&mut self, bytes: &[u8]) {
        self.0.sock.write_all(bytes).unwrap();
    }

    /// Returns everything up to the end of the connection, however it ends.
    pub(crate) fn read_to_end_of_connection(&mut self) -> String {
        let mut bytes = Vec::new();
        if let Err(error) = self.0.read_to_end(&mut bytes) {
            assert_ne!(error.kind(), std::io::ErrorKind::WouldBlock, "still open");
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// Opens a TCP connection and sends nothing.
pub(crate) fn silent(simulator: &Simulator) -> TcpStream {
    let port = simulator.authority().rsplit(':').next().unwrap();
    let stream = TcpStream::connect(("127.0.0.1", port.parse().unwrap())).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    stream
}

/// Posts a form to the v2 token endpoint.
pub(crate) fn post(simulator: &Simulator, tenant: &str, form: &[(&str, &str)]) -> Answer {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish();
    send(simulator, |client, authority| {
        client
            .post(format!("{authority}/{tenant}/oauth2/v2.0/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
    })
    .unwrap()
}

/// Returns the form with a client assertion.
pub(crate) fn with_assertion(assertion: &str) -> Vec<(&str, &str)> {
    vec![
        ("client_id", APP),
        ("grant_type", "client_credentials"),
        ("scope", SCOPE),
        ("client_assertion_type", ASSERTION_TYPE),
        ("client_assertion", assertion),
    ]
}

/// Returns the form with the client secret.
pub(crate) fn with_secret() -> Vec<(&'static str, &'static str)> {
    vec![
        ("client_id", APP),
        ("grant_type", "client_credentials"),
        ("scope", SCOPE),
        ("client_secret", scenario::SECRET),
    ]
}

/// Returns the form of a client that authenticates with HTTP Basic.
pub(crate) fn with_basic() -> Vec<(&'static str, &'static str)> {
    vec![("grant_type", "client_credentials"), ("scope", SCOPE)]
}

/// Posts a form with HTTP Basic. `credential` is the text before base64 encoding.
pub(crate) fn post_basic(simulator: &Simulator, credential: &str, form: &[(&str, &str)]) -> Answer {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish();
    send(simulator, |client, authority| {
        client
            .post(format!("{authority}/{TENANT}/oauth2/v2.0/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header(
                "authorization",
                format!("Basic {}", STANDARD.encode(credential)),
            )
            .body(body)
    })
    .unwrap()
}

/// Returns the form with one field changed or added, or removed if `None`.
pub(crate) fn with_field<'a>(
    mut form: Vec<(&'a str, &'a str)>,
    name: &'a str,
    value: Option<&'a str>,
) -> Vec<(&'a str, &'a str)> {
    form.retain(|(field, _)| *field != name);
    form.extend(value.map(|value| (name, value)));
    form
}

/// Creates a fault for the next request.
pub(crate) fn fault(kind: FaultKind) -> Fault {
    Fault {
        times: Some(1),
        ..Fault::new(kind)
    }
}

pub(crate) const ISSUER: &str = "https://token.actions.example";
pub(crate) const SUBJECT: &str = "repo:partner/app:ref:refs/heads/main";

/// Starts the scenarios, with the certificate and a federated credential of the same key.
pub(crate) fn simulator(pair: &Pair) -> Simulator {
    Simulator::start(&config(pair)).unwrap()
}

pub(crate) fn config(pair: &Pair) -> Config {
    let mut config = scenario::with_certificate(&pair.pem());
    config.apps[0].federated.push(FederatedCredential {
        issuer: ISSUER.to_owned(),
        subject: SUBJECT.to_owned(),
        audience: "api://AzureADTokenExchange".to_owned(),
        pem_file: None,
        pem: Some(pair.pem()),
    });
    config
}
