//! The resource that a token is for: Exchange, Compliance, Graph or another scope.

use std::sync::Arc;

use crate::cloud::Cloud;
use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::permission::Application;
use crate::spelling::RESOURCE;

const DEFAULT: &str = "/.default";

/// The names of the known resources.
pub(crate) const NAMES: [&str; 3] = ["Exchange", "Compliance", "Graph"];

/// A requested resource.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Resource {
    /// Exchange Online PowerShell.
    Exchange,
    /// Security & Compliance PowerShell.
    Compliance,
    /// Microsoft Graph.
    Graph,
    /// Another resource, by its scope, which ends with `/.default`.
    Scope(Arc<str>),
}

impl Resource {
    /// Parses a name (`Exchange`, `Compliance`, `Graph`), a resource URI, the application id of
    /// a resource, or a scope.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidResource`]; the message includes the text.
    pub fn parse(text: &str) -> Result<Resource> {
        let trimmed = text.trim();
        match trimmed.to_ascii_lowercase().as_str() {
            "" | "exchange" | "exchangeonline" | "exo" => return Ok(Resource::Exchange),
            "compliance" | "securitycompliance" | "ipps" | "purview" => {
                return Ok(Resource::Compliance);
            }
            "graph" | "microsoftgraph" | "msgraph" => return Ok(Resource::Graph),
            _ => {}
        }
        if !is_resource_text(trimmed) {
            return Err(Error::new(
                ErrorCode::InvalidResource,
                format!("'{}' is not a resource or scope.", clean_line(text)),
                "Use Exchange, Compliance or Graph, or a resource such as https://vault.azure.net/.default. An app-only token is for one resource only.",
            ));
        }
        let scope = if trimmed.ends_with(DEFAULT) {
            trimmed.to_owned()
        } else {
            format!("{trimmed}{DEFAULT}")
        };
        Ok(Resource::Scope(scope.into()))
    }

    /// Parses the name of a resource that is a PowerShell: `Exchange` or `Compliance`. An empty
    /// string means `Exchange`.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidResource`]; the message includes the text.
    pub fn parse_powershell(text: &str) -> Result<Resource> {
        match Resource::parse(text) {
            Ok(resource @ (Resource::Exchange | Resource::Compliance)) => Ok(resource),
            _ => Err(Error::new(
                ErrorCode::InvalidResource,
                format!(
                    "'{}' is not a PowerShell of Microsoft 365.",
                    clean_line(text)
                ),
                "Use Exchange (Exchange Online PowerShell) or Compliance (Security & Compliance PowerShell).",
            )),
        }
    }

    /// Checks that the host of this resource is known in a cloud.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidResource`]; the message includes the names of the resource and the
    /// cloud.
    pub fn check_in(&self, cloud: &Cloud) -> Result<()> {
        let host = match self {
            Resource::Exchange => &cloud.exchange,
            Resource::Compliance => &cloud.compliance,
            Resource::Graph => &cloud.graph,
            Resource::Scope(_) => return Ok(()),
        };
        if !host.is_empty() {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::InvalidResource,
            format!(
                "The host of {} in the cloud {} is not known.",
                self.name(),
                cloud.name
            ),
            format!("Name its scope in {RESOURCE}, as https://host/.default."),
        ))
    }

    /// Returns the `scope` of the token request.
    pub fn scope(&self, cloud: &Cloud) -> String {
        match self {
            Resource::Exchange => format!("{}{DEFAULT}", cloud.exchange),
            Resource::Compliance => format!("{}{DEFAULT}", cloud.compliance),
            Resource::Graph => format!("{}{DEFAULT}", cloud.graph),
            Resource::Scope(scope) => scope.to_string(),
        }
    }

    /// Returns the name to show.
    pub fn name(&self) -> &str {
        match self {
            Resource::Exchange => NAMES[0],
            Resource::Compliance => NAMES[1],
            Resource::Graph => NAMES[2],
            Resource::Scope(scope) => scope,
        }
    }

    /// Returns the audiences that a token for this resource may have, the usual one first.
    pub fn audiences<'a>(&'a self, cloud: &'a Cloud) -> impl Iterator<Item = &'a str> {
        let (host, app, others): (&str, &str, &[String]) = match self {
            Resource::Exchange => (
                &cloud.exchange,
                &Application::exchange().app_id,
                &cloud.exchange_alternatives,
            ),
            // Compliance is a part of the Exchange application.
            Resource::Compliance => (&cloud.compliance, &Application::exchange().app_id, &[]),
            Resource::Graph => (&cloud.graph, &Application::graph().app_id, &[]),
            Resource::Scope(scope) => (scope.trim_end_matches(DEFAULT), "", &[]),
        };
        let known = [host, app].into_iter();
        known
            .chain(others.iter().map(String::as_str))
            // An empty text means that the host is unknown.
            .filter(|audience| !audience.is_empty())
    }

    /// Returns whether a token with this audience is for this resource.
    pub fn is_audience(&self, audience: &str, cloud: &Cloud) -> bool {
        self.audiences(cloud)
            .any(|known| same_audience(known, audience))
    }

    /// Finds the named resource that an audience belongs to, in one cloud.
    pub fn from_audience(audience: &str, cloud: &Cloud) -> Option<Resource> {
        [Resource::Exchange, Resource::Compliance, Resource::Graph]
            .into_iter()
            .find(|resource| resource.is_audience(audience, cloud))
    }

    /// Returns the applications that define the permission that an app registration needs for this
    /// PowerShell: `Exchange.ManageAsApp`. In some clouds, Compliance also needs the permission of
    /// this name that a second application defines.
    pub fn required_applications(&self, cloud: &Cloud) -> Vec<&'static Application> {
        let mut required = vec![Application::exchange()];
        if *self == Resource::Compliance && !cloud.compliance_application.is_empty() {
            required.push(Application::named(&cloud.compliance_application));
        }
        required
    }

    /// Finds the named resource that an audience belongs to, and the first cloud that contains it.
    pub fn from_any_audience(audience: &str) -> Option<(Resource, &'static Cloud)> {
        Cloud::all()
            .iter()
            .find_map(|cloud| Some((Resource::from_audience(audience, cloud)?, cloud)))
    }

    /// Replaces a scope with the named resource that it belongs to, if any. Returns any other
    /// resource unchanged.
    #[must_use]
    pub fn canonical(&self, cloud: &Cloud) -> Resource {
        match self {
            Resource::Scope(scope) => {
                Resource::from_audience(scope.trim_end_matches(DEFAULT), cloud)
                    .unwrap_or_else(|| self.clone())
            }
            named => named.clone(),
        }
    }
}

/// Compares audiences, ignoring case and a trailing slash.
fn same_audience(one: &str, other: &str) -> bool {
    one.trim_end_matches('/')
        .eq_ignore_ascii_case(other.trim_end_matches('/'))
}

fn is_resource_text(text: &str) -> bool {
    let plain = text.len() <= 512
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&b));
    let resource = text.trim_end_matches(DEFAULT);
    plain
        && (uuid::Uuid::try_parse(resource).is_ok()
            || ["https://", "api://", "urn:", "spn:"]
                .iter()
                .any(|scheme| resource.len() > scheme.len() && resource.starts_with(scheme)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_built_from_names_uris_and_ids() {
        let cloud = Cloud::parse("GCCHigh").expect("known");
        let scope = |text: &str| Resource::parse(text).expect(text).scope(cloud);
        assert_eq!(scope("exchange"), "https://outlook.office365.us/.default");
        assert_eq!(
            scope("Compliance"),
            "https://ps.compliance.protection.office365.us/.default"
        );
        assert_eq!(
            scope("https://vault.azure.net"),
            "https://vault.azure.net/.default"
        );
        assert_eq!(scope("api://x/.default"), "api://x/.default");
        let app_id = &Application::exchange().app_id;
        assert_eq!(scope(app_id), format!("{app_id}/.default"));
    }

    #[test]
    fn the_scope_of_exchange_is_exchange() {
        let cloud = Cloud::worldwide().expect("first");
        let spelled = Resource::parse("https://outlook.office365.com/.default").expect("scope");
        assert_eq!(spelled.canonical(cloud), Resource::Exchange);
        assert_eq!(
            Resource::from_audience("https://Graph.microsoft.com/", cloud),
            Some(Resource::Graph)
        );
    }

    #[test]
    fn a_resource_without_a_known_host_is_refused_and_has_no_audience() {
        let cloud = Cloud::parse("GovSG").expect("known");
        let error = Resource::Compliance.check_in(cloud).expect_err("no host");
        assert_eq!(error.code(), ErrorCode::InvalidResource);
        assert!(error.to_string().contains("GovSG"));
        assert_eq!(Resource::from_audience("", cloud), None);
        assert!(Resource::Exchange.check_in(cloud).is_ok());
    }

    #[test]
    fn compliance_needs_a_second_application_in_two_clouds() {
        for cloud in Cloud::all() {
            let required = Resource::Compliance.required_applications(cloud);
            let expected = match &*cloud.name {
                "GCCHigh" | "DoD" => 2,
                _ => 1,
            };
            assert_eq!(required.len(), expected, "{}", cloud.name);
            for application in required {
                assert!(!application.manage_as_app().id.is_empty());
            }
            assert_eq!(Resource::Exchange.required_applications(cloud).len(), 1);
        }
    }

    #[test]
    fn more_than_one_resource_is_refused() {
        for bad in [
            "openid profile",
            "mail.read",
            "https://",
            "https://a/.default https://b/.default",
            "a\nb",
        ] {
            assert_eq!(
                Resource::parse(bad).expect_err(bad).code(),
                ErrorCode::InvalidResource
            );
        }
    }
}
