//! The query of a consent URL.

use std::collections::HashMap;

use crate::consent::Form;
use crate::error_body::Refusal;

/// How the browser returns the answer to the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Query,
    Fragment,
    FormPost,
}

pub(crate) struct Query(HashMap<String, String>);

impl Query {
    pub(crate) fn parse(text: &str) -> Result<Query, Refusal> {
        let mut values = HashMap::new();
        for (name, value) in url::form_urlencoded::parse(text.as_bytes()) {
            let earlier = values.insert(name.to_string(), value.into_owned());
            if earlier.is_some() {
                return Err(Refusal::with_text(
                    9_000_411,
                    format!(
                        "The request is not properly formatted. The parameter '{name}' is duplicated."
                    ),
                ));
            }
        }
        Ok(Query(values))
    }

    /// Returns a parameter. An empty one is treated as absent.
    pub(crate) fn given(&self, name: &str) -> Option<&str> {
        let value = self.0.get(name)?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    }

    pub(crate) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.given(name).ok_or_else(|| {
            Refusal::with_text(
                900_144,
                format!("The request body must contain the following parameter: '{name}'."),
            )
        })
    }

    /// Returns the response mode. Only an authorization request can choose it.
    pub(crate) fn mode(&self, form: Form) -> Result<Mode, Refusal> {
        match self.given("response_mode") {
            Some(mode) if form == Form::Authorize => match mode {
                "query" => Ok(Mode::Query),
                "fragment" => Ok(Mode::Fragment),
                "form_post" => Ok(Mode::FormPost),
                _ => Err(Refusal::new(70_007)),
            },
            _ => Ok(Mode::Query),
        }
    }
}
