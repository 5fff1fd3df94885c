//! The data that `Connect-MgGraph` needs about a cloud.

use super::Word;
#[cfg(test)]
use super::sample::Values;
use crate::cloud::Cloud;
use crate::error::Result;

/// A cloud that Microsoft Graph PowerShell can connect to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GraphCloud<'a> {
    /// The value of `Connect-MgGraph -Environment`.
    pub(crate) environment: Word<'a>,
    /// Whether Graph PowerShell has this environment. If not, the script adds it.
    pub(crate) is_known: bool,
    /// The host of Microsoft Graph, with its scheme.
    pub(crate) graph: Word<'a>,
    /// The host of the sign-in page.
    pub(crate) login_host: Word<'a>,
}

impl<'a> GraphCloud<'a> {
    /// Returns `None` for a cloud whose Microsoft Graph host isn't known.
    ///
    /// # Errors
    /// `InternalFault` for a host or name that would need quotes.
    pub(crate) fn new(cloud: &'a Cloud) -> Result<Option<GraphCloud<'a>>> {
        if cloud.graph.is_empty() {
            return Ok(None);
        }
        let is_known = !cloud.graph_environment.is_empty();
        let environment = if is_known {
            &cloud.graph_environment
        } else {
            &cloud.name
        };
        Ok(Some(GraphCloud {
            environment: Word::new(environment)?,
            is_known,
            graph: Word::new(&cloud.graph)?,
            login_host: Word::new(&cloud.login_host)?,
        }))
    }

    #[cfg(test)]
    pub(crate) fn sample(values: &Values, is_known: bool) -> GraphCloud<'static> {
        GraphCloud {
            environment: values.word("cloud.environment"),
            is_known,
            graph: values.word("cloud.graph"),
            login_host: values.word("cloud.login_host"),
        }
    }
}
