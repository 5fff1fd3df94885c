//! Renders the page that the admin sees after the consent. It contains only text.

use askama::Template;

use crate::consent::redirect::{Answer, Outcome};
#[cfg(test)]
use crate::error::FixedBy;
use crate::error::{Error, Result};
#[cfg(test)]
use crate::template::sample::{Sample, Values};

#[derive(Template)]
#[template(path = "consent/result.html")]
struct ResultPage<'a> {
    title: &'a str,
    answer: Option<&'a Answer>,
    application: &'a str,
}

/// Renders the page that shows an answer. Without one, the page is for a request that doesn't
/// contain the answer. `application` is the program that the page tells the admin to return to.
///
/// # Errors
/// `InternalFault`, if the template fails.
pub(super) fn render(answer: Option<&Answer>, application: &str) -> Result<String> {
    let page = ResultPage {
        title: title(answer),
        answer,
        application,
    };
    page.render()
        .map_err(|_| Error::internal("the consent page could not be rendered"))
}

/// Returns samples of the page for the tests of `crate::template`.
#[cfg(test)]
pub(crate) fn samples(values: &Values) -> Vec<Sample> {
    let template = "consent/result.html";
    let tenant_id = values.id("tenant");
    let answer = Answer {
        outcome: Outcome::Failed,
        tenant_id: Some(tenant_id),
        state_matches: Some(true),
        error: None,
        error_description: Some(values.text("description").to_owned()),
        meaning: values.text("answer.meaning").to_owned(),
        fix: values.text("answer.fix").to_owned(),
        fixed_by: FixedBy::CUSTOMER,
        code: None,
    };
    let page = ResultPage {
        title: values.text("title"),
        answer: Some(&answer),
        application: values.text("application"),
    };
    let answered = values.sample(template, &page);
    let page = ResultPage {
        title: values.text("title"),
        answer: None,
        application: values.text("application"),
    };
    vec![answered, values.sample(template, &page)]
}

fn title(answer: Option<&Answer>) -> &'static str {
    match answer.map(|answer| answer.outcome) {
        Some(Outcome::Consented) => "Consented",
        Some(Outcome::Failed) => "The consent failed",
        Some(Outcome::Incomplete) => "The consent did not finish",
        Some(Outcome::StateMismatch) | None => "Not the answer to this consent",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::redirect::read;

    #[test]
    fn text_from_entra_is_escaped() {
        let redirect = "error=x&error_description=%3Cscript%3Ealert('1')%3C/script%3E%26&state=s";
        let answer = read(redirect, Some("s")).expect("an answer");
        let page = render(Some(&answer), "<b>Power & Shell</b>").expect("a page");
        assert!(page.contains("<h1>The consent failed</h1>"), "{page}");
        for hostile in ["<script", "<b>", "('1')", "& "] {
            assert!(!page.contains(hostile), "{hostile}: {page}");
        }
        assert!(page.contains("&#60;script&#62;alert"), "{page}");
    }

    #[test]
    fn each_outcome_has_its_title() {
        for (redirect, title) in [
            ("admin_consent=True&state=s", "Consented"),
            ("error=access_denied&state=s", "The consent failed"),
            ("state=s", "The consent did not finish"),
        ] {
            let answer = read(redirect, Some("s")).expect("an answer");
            let page = render(Some(&answer), "x").expect("a page");
            assert!(page.contains(&format!("<title>{title}</title>")), "{page}");
            assert!(page.contains(&answer.fix.replace('\'', "&#39;")), "{page}");
            assert!(page.contains("return to x."), "{page}");
        }
        let page = render(None, "x").expect("a page");
        assert!(page.contains("is not the answer"), "{page}");
    }
}
