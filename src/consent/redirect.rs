//! Parses the response to a consent request: a pasted URL, its query, or the body of a form post.

use std::collections::HashMap;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use serde::Serialize;
use url::form_urlencoded;
use uuid::Uuid;

use crate::error::{Error, ErrorCode, FixedBy, Result, clean, clean_line};
use crate::explain::{Explanation, explain};
use crate::spelling::{ACQUIRE_TOKEN, FORCE_REFRESH};

/// The maximum length of a redirect.
const MAX_REDIRECT_BYTES: usize = 64 * 1024;

/// How a consent ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Outcome {
    /// The redirect says that the admin consented. Anyone can forge such a redirect; only a token
    /// proves the consent.
    Consented,
    /// The page reports an error. The consent may be recorded anyway.
    Failed,
    /// The state differs from the one that was sent, so this is the answer to another request.
    StateMismatch,
    /// The redirect contains neither a consent nor an error: the admin left the page early.
    Incomplete,
}

/// The answer in a redirect, with its meaning and the next step.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// How the consent ended.
    pub outcome: Outcome,
    /// The tenant in the redirect, which doesn't prove who consented.
    pub tenant_id: Option<Uuid>,
    /// Whether the state is the one that was sent; absent if the sent state is not known.
    pub state_matches: Option<bool>,
    /// The OAuth `error`.
    pub error: Option<String>,
    /// The OAuth `error_description`.
    pub error_description: Option<String>,
    /// What the answer means.
    pub meaning: String,
    /// What to do next.
    pub fix: String,
    /// Who can take the next step.
    pub fixed_by: FixedBy,
    /// The AADSTS code in the description, such as `AADSTS65004`.
    pub code: Option<String>,
}

/// Parses a redirect. `state` is the state that was sent, if it is known.
///
/// # Errors
/// `InvalidRedirect` if the text is not a response to a consent request, or repeats a parameter.
pub(crate) fn read(text: &str, state: Option<&str>) -> Result<Answer> {
    let values = parameters(text)?;
    let value = |name: &str| values.get(name).map(String::as_str);
    let state_matches = state.map(|sent| {
        // Compares in constant time, because an early exit would reveal how much of a guess is
        // right.
        value("state").is_some_and(|received| {
            verify_slices_are_equal(sent.as_bytes(), received.as_bytes()).is_ok()
        })
    });
    let error = value("error").filter(|error| !error.is_empty());
    let description = value("error_description");
    let says_yes = value("admin_consent").is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let tenant_id = value("tenant").and_then(|text| Uuid::try_parse(text.trim()).ok());
    let outcome = match (state_matches, error) {
        (Some(false), _) => Outcome::StateMismatch,
        // An answer can contain both an error and admin_consent=True.
        (_, Some(_)) => Outcome::Failed,
        (_, None) if says_yes => Outcome::Consented,
        (_, None) => Outcome::Incomplete,
    };
    let advice = advise(outcome, error, description.unwrap_or_default());
    Ok(Answer {
        outcome,
        tenant_id,
        state_matches,
        error: error.map(clean_line),
        error_description: description.map(clean),
        meaning: advice.meaning,
        fix: advice.fix,
        fixed_by: advice.fixed_by,
        code: advice.code,
    })
}

fn parameters(text: &str) -> Result<HashMap<String, String>> {
    let invalid = |why: &str| {
        Error::new(
            ErrorCode::InvalidRedirect,
            format!("This text is not the answer of a consent page: {why}."),
            "Paste the whole address that the browser shows after the consent page, or the body that was posted to the redirect URI.",
        )
    };
    let text = text.trim();
    if text.len() > MAX_REDIRECT_BYTES {
        return Err(invalid("it is longer than 64 KiB"));
    }
    // A console or a mail program may have wrapped it.
    let text: String = text
        .chars()
        .filter(|char| !matches!(char, '\r' | '\n'))
        .collect();
    let query = match text.split_once(['?', '#']) {
        Some((_, query)) => query,
        // A query or a body can contain an unencoded URL. Then a parameter's name precedes the URL.
        None if text
            .split_once("://")
            .is_some_and(|(before, _)| !before.contains('=')) =>
        {
            return Err(invalid("the address has no parameters"));
        }
        None => &text,
    };
    let query = query.split('#').next().unwrap_or(query);
    let mut values = HashMap::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if values
            .insert(name.to_string(), value.into_owned())
            .is_some()
        {
            return Err(invalid(&format!("it has '{}' twice", clean_line(&name))));
        }
    }
    let known = ["admin_consent", "error", "state", "tenant", "code"];
    if !known.iter().any(|name| values.contains_key(*name)) {
        return Err(invalid(
            "it has none of admin_consent, error, state and tenant",
        ));
    }
    Ok(values)
}

/// The meaning of an answer, the next step, and who can take it.
struct Advice {
    meaning: String,
    fix: String,
    fixed_by: FixedBy,
    code: Option<String>,
}

fn advise(outcome: Outcome, error: Option<&str>, description: &str) -> Advice {
    let advice = |meaning: &str, fix: &str, fixed_by| Advice {
        meaning: meaning.to_owned(),
        fix: fix.to_owned(),
        fixed_by,
        code: None,
    };
    match outcome {
        Outcome::StateMismatch => advice(
            "The state is not the one that was sent: this answer belongs to another request, or it is forged.",
            "Don't use this answer. Create a new consent URL, and compare the answer with its state.",
            FixedBy::PARTNER,
        ),
        Outcome::Consented => advice(
            "The page reports that the admin consented. That is no proof: anyone can make up such an answer.",
            &format!(
                "Request a token for the tenant ({ACQUIRE_TOKEN}, {FORCE_REFRESH}); Entra may need a few minutes. After that the app still needs a directory role or a role group in the tenant."
            ),
            FixedBy::PARTNER,
        ),
        Outcome::Incomplete => advice(
            "The answer has neither a consent nor an error: the admin left the consent page early.",
            "Open the consent URL again and finish it.",
            FixedBy::CUSTOMER,
        ),
        Outcome::Failed => failed(error.unwrap_or_default(), description),
    }
}

fn failed(error: &str, description: &str) -> Advice {
    let best = explain(description).into_iter().next();
    if let Some(Explanation {
        meaning,
        fix,
        fixed_by,
        code: Some(code),
        ..
    }) = best
    {
        return Advice {
            meaning,
            fix,
            fixed_by,
            code: Some(code),
        };
    }
    let was_refused = ["access_denied", "permission_denied"].contains(&error);
    let (meaning, fix) = if was_refused {
        (
            "The admin declined, or isn't allowed to consent.".to_owned(),
            "Open the consent URL again as Cloud Application Administrator (or as Privileged Role Administrator, if the registration lists application permissions of Microsoft Graph) and accept.",
        )
    } else {
        (
            format!(
                "The consent page ended with the error '{}'.",
                clean_line(error)
            ),
            "Fix what its description says, then open the consent URL again.",
        )
    };
    Advice {
        meaning,
        fix: fix.to_owned(),
        fixed_by: FixedBy::CUSTOMER,
        code: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENANT: &str = "7e4a0001-1c2d-4e3f-8a5b-000000000001";

    fn outcome(text: &str, state: Option<&str>) -> Outcome {
        read(text, state).expect(text).outcome
    }

    #[test]
    fn an_error_wins_over_admin_consent() {
        let yes =
            format!("https://localhost/?admin_consent=True&tenant={TENANT}&state=abc&scope=x");
        assert_eq!(outcome(&yes, Some("abc")), Outcome::Consented);
        let no = format!("{yes}&error=access_denied&error_description=AADSTS65004%3A+declined");
        let answer = read(&no, Some("abc")).expect("an answer");
        assert_eq!(answer.outcome, Outcome::Failed);
        assert_eq!(answer.code.as_deref(), Some("AADSTS65004"));
        assert_eq!(answer.tenant_id, Uuid::try_parse(TENANT).ok());
        assert_eq!(
            outcome("error=access_denied&state=s", None),
            Outcome::Failed
        );
        assert_eq!(
            outcome("admin_consent=False&state=s", None),
            Outcome::Incomplete
        );
    }

    #[test]
    fn a_different_state_is_a_mismatch_whatever_else_the_answer_contains() {
        let yes = format!("admin_consent=True&tenant={TENANT}&state=abc");
        for state in ["abd", "ab", "abcd", ""] {
            assert_eq!(
                outcome(&yes, Some(state)),
                Outcome::StateMismatch,
                "{state}"
            );
        }
        assert_eq!(
            outcome("admin_consent=True", Some("abc")),
            Outcome::StateMismatch
        );
        assert_eq!(read(&yes, None).expect("read").state_matches, None);
    }

    #[test]
    fn a_url_a_query_a_fragment_and_a_form_body_are_read() {
        for text in [
            "https://localhost/cb?admin_consent=True&state=s#x",
            "?admin_consent=True&state=s",
            "https://localhost/cb#admin_consent=True&state=s",
            "admin_consent=True&state=s",
            "admin_consent=True&scope=https://outlook.office365.com/.default&state=s",
            "https://localhost/cb?admin_con\r\nsent=True&state=s",
        ] {
            assert_eq!(outcome(text, Some("s")), Outcome::Consented, "{text}");
        }
        for text in [
            "",
            "https://localhost/",
            "hello",
            "a=b",
            "state=1&state=2&admin_consent=True",
        ] {
            let error = read(text, None).expect_err(text);
            assert_eq!(error.code(), ErrorCode::InvalidRedirect, "{text}");
        }
    }
}
