//! The subject of a search: the ids that identify its records.

use uuid::Uuid;

use super::options::AuditOptions;
use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::guid::{parse_app_id, parse_guid};
use crate::spelling::{ACQUIRE_TOKEN, APP_ID, DECODE_TOKEN, OBJECT_ID, TENANT_ID, TOKEN_ID};

/// The ids that a record is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) token_id: Option<String>,
    /// The service principal in the customer tenant.
    pub(super) object_id: Option<Uuid>,
    pub(super) app_id: Option<Uuid>,
    /// The customer tenant. Records of tokens for other tenants are excluded.
    pub(super) tenant_id: Option<Uuid>,
}

impl Subject {
    /// Parses the ids. At least one of them must identify a token, a service principal or an app.
    ///
    /// # Errors
    /// `InvalidId`, `InvalidAppId`, `AuditSubjectMissing`.
    pub(super) fn new(options: &AuditOptions) -> Result<Subject> {
        let guid = |text: &Option<String>, name| {
            let text = text.as_deref();
            text.map(|text| parse_guid(text, name)).transpose()
        };
        let subject = Subject {
            token_id: options.token_id.as_deref().map(token_id).transpose()?,
            object_id: guid(&options.object_id, OBJECT_ID)?,
            app_id: options.app_id.as_deref().map(parse_app_id).transpose()?,
            tenant_id: guid(&options.tenant_id, TENANT_ID)?,
        };
        if subject.token_id.is_some() || subject.object_id.is_some() || subject.app_id.is_some() {
            return Ok(subject);
        }
        Err(Error::new(
            ErrorCode::AuditSubjectMissing,
            "The search has no token id, object id or app id.",
            format!(
                "Give a token object of {ACQUIRE_TOKEN}, or {TOKEN_ID}, {OBJECT_ID} or {APP_ID}."
            ),
        ))
    }
}

/// The accepted lengths of a token id (`uti`). Real ones have 22 characters.
const TOKEN_ID_LENGTH: std::ops::RangeInclusive<usize> = 8..=64;

/// Parses the id of a token: a short base64url string.
fn token_id(text: &str) -> Result<String> {
    let id = clean_line(text);
    let is_base64url = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    if TOKEN_ID_LENGTH.contains(&id.len()) && id.bytes().all(is_base64url) {
        return Ok(id);
    }
    // A long text may be the token itself: it must not be shown.
    let shown = if id.len() > *TOKEN_ID_LENGTH.end() {
        format!("a text of {} characters", text.chars().count())
    } else {
        format!("'{id}'")
    };
    Err(Error::new(
        ErrorCode::InvalidId,
        format!("{TOKEN_ID}: {shown} is not the id of a token."),
        format!(
            "Give the TokenId that {ACQUIRE_TOKEN} or {DECODE_TOKEN} shows (the claim uti), not the token."
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_passed_as_a_token_id_is_not_shown() {
        let error = token_id(&"eyJ0".repeat(100)).expect_err("a token");
        assert_eq!(error.code(), ErrorCode::InvalidId);
        let text = error.to_string();
        assert!(
            text.contains("a text of 400 characters") && !text.contains("eyJ0"),
            "{text}"
        );
        assert!(token_id("eHrkFhP_9kCm-uti0Abcde").is_ok());
        for bad in ["", "short", "x'; throw '1", "with space in it"] {
            assert!(token_id(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_tenant_alone_is_not_enough() {
        let options = AuditOptions {
            tenant_id: Some("7e4a0001-1c2d-4e3f-8a5b-000000000001".to_owned()),
            ..AuditOptions::default()
        };
        let error = Subject::new(&options).expect_err("nothing to look for");
        assert_eq!(error.code(), ErrorCode::AuditSubjectMissing);
    }
}
