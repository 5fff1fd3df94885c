//! Turns a failed request into an error that names the cause and the fix.

use std::error::Error as StdError;

use crate::error::{Error, ErrorCode, FixedBy};
use crate::spelling::{CERTIFICATE_AUTHORITY, NEW_APP};

/// Returns the host (and port) of a URL, for messages.
pub(super) fn host_of(url: &str) -> String {
    url::Url::parse(url)
        .ok()
        .and_then(|url| {
            let host = url.host_str()?.to_owned();
            Some(
                url.port()
                    .map_or(host.clone(), |port| format!("{host}:{port}")),
            )
        })
        .unwrap_or_else(|| "the server".to_owned())
}

/// Finds the cause of a `reqwest` error.
pub(super) fn classify(url: &str, error: &reqwest::Error) -> Error {
    let host = host_of(url);
    let chain = chain(error);
    let found = if let Some(tls) = find::<rustls::Error>(error) {
        tls_failure(&host, tls)
    } else if chain.contains("tunnel") || chain.contains("proxy") {
        proxy_failure(&host, &chain)
    } else if error.is_timeout() {
        let what = if error.is_connect() {
            format!("The connection to {host} timed out.")
        } else {
            format!("{host} didn't answer in time.")
        };
        Error::new(
            ErrorCode::Timeout,
            what,
            "Try again. If the problem persists, check the network, firewall and proxy between this computer and that host.",
        )
        .fixed_by(FixedBy::NETWORK)
    } else if chain.contains("dns error") || chain.contains("failed to lookup") {
        Error::new(
            ErrorCode::HostNotFound,
            format!("The name {host} can't be resolved."),
            "Check this computer's DNS, or set a proxy (HTTPS_PROXY). For a private authority, check its spelling.",
        )
        .fixed_by(FixedBy::NETWORK)
    } else if error.is_connect() {
        Error::new(
            ErrorCode::ConnectFailed,
            format!("Can't connect to {host}."),
            "Check that the host is running and that the firewall lets this computer reach it on that port. Behind a proxy, set HTTPS_PROXY.",
        )
        .fixed_by(FixedBy::NETWORK)
    } else {
        Error::new(
            ErrorCode::ConnectionLost,
            format!("The connection to {host} was closed before the response was complete."),
            "Try again. If the problem persists, check the proxy or firewall between this computer and that host.",
        )
        .fixed_by(FixedBy::NETWORK)
    };
    found.with_detail(chain)
}

fn tls_failure(host: &str, tls: &rustls::Error) -> Error {
    use rustls::{CertificateError, Error as Tls};
    let untrusted = |why: &str, fix: &str| {
        Error::new(
            ErrorCode::UntrustedServer,
            format!("The certificate of {host} isn't trusted: {why}."),
            fix,
        )
        .fixed_by(FixedBy::NETWORK)
    };
    match tls {
        Tls::InvalidCertificate(CertificateError::UnknownIssuer) => untrusted(
            "its issuer is unknown to this computer",
            &format!(
                "If a TLS-inspecting proxy or a private authority issued it, pass its root certificate in {CERTIFICATE_AUTHORITY} ({NEW_APP}). In a container, install ca-certificates."
            ),
        ),
        Tls::InvalidCertificate(
            CertificateError::Expired | CertificateError::ExpiredContext { .. },
        ) => untrusted(
            "it has expired",
            "Check this computer's clock. If it is right, the server's owner has to renew the certificate.",
        ),
        Tls::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => untrusted(
            "it is for another host",
            "Check the authority's spelling, and whether a proxy answers in its place.",
        ),
        Tls::InvalidCertificate(other) => untrusted(
            &format!("{other:?}").to_lowercase(),
            &format!(
                "If you trust this host, pass its root certificate in {CERTIFICATE_AUTHORITY} ({NEW_APP})."
            ),
        ),
        Tls::General(text) if text.contains("trust store") => Error::new(
            ErrorCode::TrustStoreUnavailable,
            "This computer's trusted root certificates can't be loaded.",
            format!(
                "On Linux, install the package ca-certificates or set SSL_CERT_FILE. Or pass root certificates in {CERTIFICATE_AUTHORITY}."
            ),
        ),
        other => Error::new(
            ErrorCode::TlsFailed,
            format!("TLS with {host} failed: {other}."),
            "Check that the host supports TLS 1.2 or 1.3 on that port, and that no proxy interferes.",
        )
        .fixed_by(FixedBy::NETWORK),
    }
}

fn proxy_failure(host: &str, chain: &str) -> Error {
    let (why, fix) = if chain.contains("authentication") || chain.contains("407") {
        (
            "the proxy requires authentication (407)",
            "Pass the proxy with its user name: HTTPS_PROXY=http://user:password@host:port.",
        )
    } else {
        (
            "the proxy did not open the connection",
            "Check HTTPS_PROXY (or the system proxy) and that the proxy allows this host, or add the host to NO_PROXY.",
        )
    };
    Error::new(
        ErrorCode::ProxyFailed,
        format!("{host} can't be reached: {why}."),
        fix,
    )
    .fixed_by(FixedBy::NETWORK)
}

fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(current) = next {
        if let Some(found) = current.downcast_ref::<T>() {
            return Some(found);
        }
        // An io::Error contains the TLS error as its inner error, not as its source.
        if let Some(inner) = current
            .downcast_ref::<std::io::Error>()
            .and_then(|io| io.get_ref())
            && let Some(found) = find::<T>(inner)
        {
            return Some(found);
        }
        next = current.source();
    }
    None
}

/// Joins the messages of an error's sources. Leaves out the error's own message, because it repeats
/// the URL.
fn chain(error: &reqwest::Error) -> String {
    let mut parts = Vec::new();
    let mut next = error.source();
    while let Some(source) = next {
        let text = source.to_string();
        if parts.last() != Some(&text) {
            parts.push(text);
        }
        next = source.source();
    }
    parts.join(": ")
}
