//! Parses GUIDs that callers pass.

use uuid::Uuid;

use crate::error::{Error, ErrorCode, Result, clean_line};
use crate::spelling::{APP_ID, Name};

/// Parses a GUID. Refuses the empty GUID (all zeros).
fn guid(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text.trim()).ok().filter(|id| !id.is_nil())
}

/// Parses an application (client) id.
///
/// # Errors
/// [`ErrorCode::InvalidAppId`], which quotes `text`.
pub(crate) fn parse_app_id(text: &str) -> Result<Uuid> {
    guid(text).ok_or_else(|| {
        Error::new(
            ErrorCode::InvalidAppId,
            format!("{APP_ID}: '{}' is not an application id.", clean_line(text)),
            "Use the 'Application (client) ID' of the app registration, which is a GUID. It is neither the object id nor the name.",
        )
    })
}

/// Parses an id of any other kind. The error names the id as the host spells `name`.
///
/// # Errors
/// [`ErrorCode::InvalidId`], which quotes `text`.
pub(crate) fn parse_guid(text: &str, name: Name) -> Result<Uuid> {
    guid(text).ok_or_else(|| {
        Error::new(
            ErrorCode::InvalidId,
            format!(
                "{name}: '{}' is not a GUID, or it is the empty GUID.",
                clean_line(text)
            ),
            format!("Give {name} a GUID such as 7e4a0001-1c2d-4e3f-8a5b-000000000001."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spelling::OBJECT_ID;

    #[test]
    fn all_spellings_of_a_guid_are_accepted() {
        for text in [
            "ae11b22c-0000-4000-8000-00000000000a",
            " {AE11B22C-0000-4000-8000-00000000000A} ",
            "ae11b22c00004000800000000000000a",
        ] {
            let id = parse_app_id(text).expect(text);
            assert_eq!(id.to_string(), "ae11b22c-0000-4000-8000-00000000000a");
        }
    }

    #[test]
    fn an_invalid_id_is_refused_with_the_name_of_its_option() {
        for text in ["", "my app", "00000000-0000-0000-0000-000000000000", "123"] {
            assert_eq!(
                parse_app_id(text).expect_err(text).code(),
                ErrorCode::InvalidAppId
            );
            let error = parse_guid(text, OBJECT_ID).expect_err(text);
            assert_eq!(error.code(), ErrorCode::InvalidId);
            assert!(error.to_string().starts_with(&OBJECT_ID.to_string()));
        }
    }
}
