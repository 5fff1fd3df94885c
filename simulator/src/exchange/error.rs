//! Exchange's error responses.

use serde_json::json;

use crate::exchange::Endpoint;
use crate::reply::Reply;

/// An error response.
pub(crate) struct Failure {
    status: u16,
    code: &'static str,
    /// The exception's type. Without it, the response contains only the message.
    exception: Option<&'static str>,
    text: String,
    /// The fault of the token. It is sent in a header, and the body is empty.
    diagnostics: Option<String>,
}

impl Failure {
    /// Creates an error with only a message.
    pub(crate) fn new(status: u16, code: &'static str, text: impl Into<String>) -> Failure {
        Failure {
            status,
            code,
            exception: None,
            text: text.into(),
            diagnostics: None,
        }
    }

    /// Creates an error with an exception.
    pub(crate) fn exception(
        status: u16,
        code: &'static str,
        exception: &'static str,
        text: impl Into<String>,
    ) -> Failure {
        Failure {
            exception: Some(exception),
            ..Failure::new(status, code, text)
        }
    }

    /// Creates the 401 for a token that Exchange doesn't accept.
    pub(crate) fn bad_token(reason: impl std::fmt::Display, category: &str) -> Failure {
        Failure {
            diagnostics: Some(diagnostics(reason, category)),
            ..Failure::new(401, "Unauthorized", "")
        }
    }

    /// Converts the failure to the shape of an endpoint. Outside cmdlets, ExchangeOnlineManagement
    /// shows only the message, so the message contains the text.
    pub(crate) fn shown_by(self, endpoint: Endpoint) -> Failure {
        match endpoint {
            Endpoint::InvokeCommand => self,
            Endpoint::ModuleFile | Endpoint::BasicInfo | Endpoint::Mailbox => Failure {
                exception: None,
                ..self
            },
        }
    }

    pub(crate) fn reply(self, authority: &str) -> Reply {
        let reply = match &self.diagnostics {
            Some(diagnostics) => {
                Reply::new(self.status, "", "").header("x-ms-diagnostics", diagnostics)
            }
            None => Reply::json(self.status, &self.body()),
        };
        if self.status != 401 {
            return reply;
        }
        reply.header(
            "www-authenticate",
            format!(
                "Bearer client_id=\"00000002-0000-0ff1-ce00-000000000000\", \
                 trusted_issuers=\"00000001-0000-0000-c000-000000000000@*\", \
                 token_types=\"app_asserted_user_v1 service_asserted_app_v1\", \
                 authorization_uri=\"{authority}/common/oauth2/authorize\", \
                 error=\"invalid_token\""
            ),
        )
    }

    /// Builds the JSON body. With an exception, the message is a general one, and the details
    /// contain the text.
    fn body(&self) -> serde_json::Value {
        let Some(exception) = self.exception else {
            return json!({"error": {"code": self.code, "message": self.text}});
        };
        json!({"error": {
            "code": self.code,
            "message": "Error executing request.",
            "details": [{
                "code": "Context",
                "target": "",
                "message": format!("|{exception}|{}", self.text),
            }],
            "innererror": {
                "message": "Error executing request.",
                "type": "Microsoft.Exchange.Admin.OData.Core.ODataServiceException",
                "internalexception": {
                    "message": self.text,
                    "type": exception,
                },
            },
        }})
    }
}

/// Returns the value of `x-ms-diagnostics`.
pub(crate) fn diagnostics(reason: impl std::fmt::Display, category: &str) -> String {
    format!("2000003;reason=\"{reason}\";error_category=\"{category}\"")
}

/// Returns Exchange's text for an app without a directory role or role group.
pub(crate) fn no_role(app_id: &str) -> String {
    format!(
        "The role assigned to application {app_id} isn't supported in this scenario. Please check online documentation for assigning correct Directory Roles to Azure AD Application for EXO App-Only Authentication."
    )
}
