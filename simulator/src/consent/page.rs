//! Responses for the browser: a redirect back to the app, or a page with the error.

use uuid::Uuid;

use crate::consent::Form;
use crate::consent::query::Mode;
use crate::error_body::{self, Refusal};
use crate::reply::Reply;

/// Parameters for the redirect, in order.
type Answer = Vec<(&'static str, String)>;

const HTML: &str = "text/html; charset=utf-8";

pub(crate) fn granted(
    form: Form,
    tenant: Uuid,
    state: Option<String>,
    scope: Option<&str>,
) -> Answer {
    let mut answer = Vec::new();
    if form == Form::Authorize {
        answer.push(("code", format!("1.{}", Uuid::new_v4().simple())));
        answer.push(("session_state", Uuid::new_v4().to_string()));
    }
    answer.push(("admin_consent", "True".to_owned()));
    answer.push(("tenant", tenant.to_string()));
    answer.extend(state.map(|state| ("state", state)));
    answer.extend(scope.map(|scope| ("scope", scope.to_owned())));
    answer
}

/// Returns the answer for a declined consent. Like Entra, it also contains `admin_consent=True`,
/// and no tenant.
pub(crate) fn declined(state: Option<String>, correlation_id: Uuid) -> Answer {
    let refusal = Refusal::with_text(65_004, "User declined to consent to access the app.");
    let mut answer = vec![
        ("error", "access_denied".to_owned()),
        ("error_subcode", "cancel".to_owned()),
        ("error_description", description(&refusal, correlation_id)),
        ("error_uri", error_body::uri(refusal.code)),
        ("admin_consent", "True".to_owned()),
    ];
    answer.extend(state.map(|state| ("state", state)));
    answer
}

/// Sends the browser back to the app.
pub(crate) fn redirect_back(redirect: &str, mode: Mode, answer: Answer) -> Reply {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&answer)
        .finish();
    let joint = match mode {
        Mode::FormPost => return form(redirect, &answer),
        Mode::Fragment => '#',
        Mode::Query if redirect.contains('?') => '&',
        Mode::Query => '?',
    };
    Reply::new(302, HTML, "").header("location", format!("{redirect}{joint}{query}"))
}

/// Returns a page with a form that submits itself.
fn form(redirect: &str, answer: &Answer) -> Reply {
    let fields: String = answer
        .iter()
        .map(|(name, value)| {
            format!(
                "<input type=\"hidden\" name=\"{name}\" value=\"{}\" />",
                escape(value)
            )
        })
        .collect();
    Reply::new(
        200,
        HTML,
        format!(
            "<html><head><title>Working...</title></head><body>\
             <form method=\"POST\" name=\"hiddenform\" action=\"{}\">{fields}\
             <noscript><p>Script is disabled. Click Submit to continue.</p>\
             <input type=\"submit\" value=\"Submit\" /></noscript></form>\
             <script language=\"javascript\">window.setTimeout('document.forms[0].submit()', 0);</script>\
             </body></html>",
            escape(redirect)
        ),
    )
}

/// Returns the page for an error. Like Entra, it has the status 200.
pub(crate) fn error(refusal: &Refusal, correlation_id: Uuid) -> Reply {
    Reply::new(
        200,
        HTML,
        format!(
            "<!DOCTYPE html><html><head><title>Sign in to your account</title></head><body>\
             <h1>Sorry, but we&#39;re having trouble signing you in.</h1><pre>{}</pre></body></html>",
            escape(&description(refusal, correlation_id))
        ),
    )
}

fn description(refusal: &Refusal, correlation_id: Uuid) -> String {
    format!(
        "AADSTS{}: {}\r\nTrace ID: {}\r\nCorrelation ID: {correlation_id}\r\nTimestamp: {}",
        refusal.code,
        refusal.text(),
        Uuid::new_v4(),
        error_body::now()
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
