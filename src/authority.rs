//! The origin of a token endpoint: `https://host[:port]`.

use std::fmt;

use url::Url;

use crate::cloud::Cloud;
use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::tenant::Tenant;

/// The origin of a token endpoint. It is always `https`, even on loopback.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Authority(String);

impl Authority {
    /// Returns the authority of a cloud.
    pub fn from_cloud(cloud: &Cloud) -> Authority {
        Authority(format!("https://{}", cloud.login_host))
    }

    /// Parses a private or test authority.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidAuthority`]; the message includes the invalid authority.
    pub fn parse(text: &str) -> Result<Authority> {
        let invalid = |why: &str| {
            Error::new(
                ErrorCode::InvalidAuthority,
                format!(
                    "'{}' is not a valid authority: it {why}.",
                    without_user_info(text)
                ),
                "Write it as https://host or https://host:port, with nothing after it. ExoMt adds the tenant.",
            )
        };
        let url = Url::parse(text.trim()).map_err(|_| invalid("isn't a URL"))?;
        if url.scheme() != "https" {
            return Err(invalid("isn't https"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(invalid("contains a user name"));
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(invalid("has a path, query or fragment"));
        }
        if url.host().is_none() {
            return Err(invalid("has no host"));
        }
        Ok(Authority(url.origin().ascii_serialization()))
    }

    /// Returns the token endpoint of a tenant, which is also the audience of assertions.
    pub fn token_endpoint(&self, tenant: &Tenant) -> String {
        format!("{}/{tenant}/oauth2/v2.0/token", self.0)
    }
}

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Removes `user:password@` from a URL, so it is safe to show.
pub(crate) fn without_user_info(text: &str) -> String {
    clean_line(text.rsplit_once('@').map_or(text, |(_, host)| host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_https_origin_is_an_authority() {
        let good = Authority::parse("https://LOGIN.example.com:8443/").expect("origin");
        assert_eq!(good.to_string(), "https://login.example.com:8443");
        for bad in [
            "http://localhost:80",
            "login.example.com",
            "https://a/b",
            "https://a?x",
            "https://a#x",
            "https://user:hunter2@a",
            "file:///etc",
            "https://",
        ] {
            let error = Authority::parse(bad).expect_err(bad);
            assert_eq!(error.code(), ErrorCode::InvalidAuthority);
            assert!(!error.to_string().contains("hunter2"));
        }
    }

    #[test]
    fn the_token_endpoint_contains_the_tenant() {
        let authority = Authority::from_cloud(Cloud::parse("China").expect("known"));
        let tenant = Tenant::parse("contoso.partner.onmschina.cn").expect("domain");
        assert_eq!(
            authority.token_endpoint(&tenant),
            "https://login.partner.microsoftonline.cn/contoso.partner.onmschina.cn/oauth2/v2.0/token"
        );
    }
}
