//! What comes back from a consent page: a pasted URL, its query, or the body of a form post.

use std::collections::HashMap;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use serde::Serialize;
use url::form_urlencoded;
use uuid::Uuid;

use crate::error::{Error, ErrorCode, FixedBy, Result, clean, clean_line};
use crate::explain::{Explanation, explain};
use crate::spelling::{ACQUIRE_TOKEN, FORCE_REFRESH};

/// Longer is no redirect.
const LONGEST: usize = 64 * 1024;

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Outcome {
    /// The admin consented. The proof is a token: the redirect can be made by anybody.
    Consented,
    /// The page says that there was an error; the consent may still be recorded.
    Failed,
    /// The state is not the one that was sent: the answer is not to this request.
    StateMismatch,
    /// Neither consent nor an error: the page did not finish.
    Incomplete,
}

/// What the redirect says, and what to do.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// How it ended.
    pub outcome: Outcome,
    /// The tenant that it names; not a proof of who consented.
    pub tenant_id: Option<Uuid>,
    /// Whether the state is the one that was sent; absent if there was none to compare.
    pub state_matches: Option<bool>,
    /// The OAuth `error`.
    pub error: Option<String>,
    /// The text that goes with it.
    pub error_description: Option<String>,
    /// What it means, in plain words.
    pub meaning: String,
    /// What to do.
    pub fix: String,
    /// Who can do it.
    pub fixed_by: FixedBy,
    /// `AADSTS` and its number.
    pub code: Option<String>,
}

/// Reads a redirect; `state` is the one that was sent, if it is known.
///
/// # Errors
/// `InvalidRedirect` when the text is not the answer of a consent page, or names a
/// parameter twice.
pub fn read(text: &str, state: Option<&str>) -> Result<Answer> {
    let values = parameters(text)?;
    let value = |name: &str| values.get(name).map(String::as_str);
    let state_matches = state.map(|sent| {
        // A comparison that ends early would tell how much of it was right.
        value("state")
            .is_some_and(|came| verify_slices_are_equal(sent.as_bytes(), came.as_bytes()).is_ok())
    });
    let error = value("error").filter(|error| !error.is_empty());
    let description = value("error_description");
    let says_yes = value("admin_consent").is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let tenant_id = value("tenant").and_then(|text| Uuid::try_parse(text.trim()).ok());
    let outcome = match (state_matches, error) {
        (Some(false), _) => Outcome::StateMismatch,
        // It says admin_consent=True beside an error as well.
        (_, Some(_)) => Outcome::Failed,
        (_, None) if says_yes => Outcome::Consented,
        (_, None) => Outcome::Incomplete,
    };
    let told = told(outcome, error, description.unwrap_or_default());
    Ok(Answer {
        outcome,
        tenant_id,
        state_matches,
        error: error.map(clean_line),
        error_description: description.map(clean),
        meaning: told.meaning,
        fix: told.fix,
        fixed_by: told.fixed_by,
        code: told.code,
    })
}

fn parameters(text: &str) -> Result<HashMap<String, String>> {
    let invalid = |why: &str| {
        Error::new(
            ErrorCode::InvalidRedirect,
            format!("This is not the answer of a consent page: {why}."),
            "Paste the whole address that the browser shows after the consent page, or the body that was posted to the redirect.",
        )
    };
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(invalid("it is longer than 64 KiB"));
    }
    // A console or a mail may have broken it into lines.
    let text: String = text
        .chars()
        .filter(|one| !matches!(one, '\r' | '\n'))
        .collect();
    let query = match text.split_once(['?', '#']) {
        Some((_, query)) => query,
        // A query or a body may hold an address that nobody encoded; an address has no name
        // before it.
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

struct Told {
    meaning: String,
    fix: String,
    fixed_by: FixedBy,
    code: Option<String>,
}

fn told(outcome: Outcome, error: Option<&str>, description: &str) -> Told {
    let plain = |meaning: &str, fix: &str, fixed_by| Told {
        meaning: meaning.to_owned(),
        fix: fix.to_owned(),
        fixed_by,
        code: None,
    };
    match outcome {
        Outcome::StateMismatch => plain(
            "The state is not the one that was sent: the answer belongs to another request, or somebody made it up.",
            "Do not use it. Make a new consent URL and compare with its state.",
            FixedBy::PARTNER,
        ),
        Outcome::Consented => plain(
            "The page says that the admin consented. A redirect proves nothing; a token does.",
            &format!(
                "Get a token for the tenant ({ACQUIRE_TOKEN}, {FORCE_REFRESH}). Entra may need a few minutes. The app still needs a directory role or role group."
            ),
            FixedBy::PARTNER,
        ),
        Outcome::Incomplete => plain(
            "The answer has neither a consent nor an error: the page was left before its end.",
            "Open the consent URL again and finish it.",
            FixedBy::CUSTOMER,
        ),
        Outcome::Failed => failed(error.unwrap_or_default(), description),
    }
}

fn failed(error: &str, description: &str) -> Told {
    let best = explain(description).into_iter().next();
    if let Some(Explanation {
        meaning,
        fix,
        fixed_by,
        code: Some(code),
        ..
    }) = best
    {
        return Told {
            meaning,
            fix,
            fixed_by,
            code: Some(code),
        };
    }
    let was_refused = ["access_denied", "permission_denied"].contains(&error);
    let (meaning, fix) = if was_refused {
        (
            "The admin cancelled, or may not consent.".to_owned(),
            "Open the consent URL again as Cloud Application Administrator (or Privileged Role Administrator, if the registration lists application permissions of Graph) and accept.",
        )
    } else {
        (
            format!(
                "The consent page ended with the error '{}'.",
                clean_line(error)
            ),
            "Read its description; open the consent URL again when that is mended.",
        )
    };
    Told {
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
    fn errors_are_read_before_the_word_consent() {
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
    fn another_state_makes_all_of_it_worthless() {
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
    fn url_query_fragment_and_form_body_are_read() {
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
