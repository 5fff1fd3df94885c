//! The parts of a redirect URI that identify the requests to it.

use url::{Host, Url};

use crate::error::{Error, ErrorCode, Result, clean_line};

const HTTP_PORT: u16 = 80;

/// The port to listen on, and the path and host of requests that can contain the answer.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) port: u16,
    path: String,
}

impl Target {
    /// Parses `http://localhost[:port][/path]`; a query is ignored.
    ///
    /// # Errors
    /// `InvalidRedirectUri` for any other URL, because this listener can't wait for a redirect to
    /// it.
    pub(super) fn parse(redirect_uri: &str) -> Result<Target> {
        let url = Url::parse(redirect_uri).ok().filter(is_local);
        let port = url.as_ref().and_then(Url::port_or_known_default);
        match (url, port) {
            (Some(url), Some(port)) if port > 0 => Ok(Target {
                port,
                path: url.path().to_owned(),
            }),
            _ => Err(Error::new(
                ErrorCode::InvalidRedirectUri,
                format!(
                    "This computer can't wait for a redirect to '{}': it has to be http://localhost[:port][/path].",
                    clean_line(redirect_uri)
                ),
                "Use http://localhost:8400, and register http://localhost for the app under Web. Entra doesn't accept 127.0.0.1 there, and this computer has no certificate for https.",
            )),
        }
    }

    pub(super) fn is_path(&self, path: &str) -> bool {
        path == self.path
    }

    /// Returns whether a `Host` header names this listener. If a web page
    /// reaches the listener by DNS rebinding, the header names the host of that page.
    pub(super) fn is_host(&self, host: &[u8]) -> bool {
        let full = format!("localhost:{}", self.port);
        host.eq_ignore_ascii_case(full.as_bytes())
            || (self.port == HTTP_PORT && host.eq_ignore_ascii_case(b"localhost"))
    }
}

fn is_local(url: &Url) -> bool {
    url.scheme() == "http"
        && url.host() == Some(Host::Domain("localhost"))
        && url.username().is_empty()
        && url.password().is_none()
        && url.fragment().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_is_a_target() {
        for redirect_uri in [
            "http://127.0.0.1:8400",
            "http://[::1]:8400",
            "https://localhost:8400",
            "http://localhost.evil.example",
            "http://user@localhost",
            "http://:password@localhost",
            "http://localhost:0",
            "http://localhost/#fragment",
            "localhost",
            "",
        ] {
            let error = Target::parse(redirect_uri).expect_err(redirect_uri);
            assert_eq!(error.code(), ErrorCode::InvalidRedirectUri);
            assert!(error.to_string().contains(redirect_uri), "{error}");
        }
    }

    #[test]
    fn host_and_path_are_compared_as_a_browser_sends_them() {
        let target = Target::parse("http://LocalHost:8400/auth/Done?x=1").expect("a target");
        assert!(target.is_path("/auth/Done"));
        for path in ["/auth/done", "/auth/Done/", "/", ""] {
            assert!(!target.is_path(path), "{path}");
        }
        assert!(target.is_host(b"LOCALHOST:8400"));
        for host in ["localhost", "localhost:8401", "127.0.0.1:8400", "", "x"] {
            assert!(!target.is_host(host.as_bytes()), "{host}");
        }
        let target = Target::parse("http://localhost").expect("a target");
        assert_eq!(target.port, HTTP_PORT);
        assert!(target.is_path("/"));
        assert!(target.is_host(b"localhost") && target.is_host(b"localhost:80"));
    }
}
