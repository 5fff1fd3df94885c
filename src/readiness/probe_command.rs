//! The Exchange command of a probe.

use crate::error::{Error, ErrorCode, Result, clean_line};

/// Answered by every role that serves to connect, and says what the initial domain is.
pub(super) const USUAL: &str = "Get-AcceptedDomain";

/// A cmdlet that reads; a probe must not change a customer's tenant.
///
/// # Errors
/// `InvalidOptions`, naming it.
pub(super) fn parse(name: Option<&str>) -> Result<String> {
    let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else {
        return Ok(USUAL.to_owned());
    };
    let reads = name
        .get(..4)
        .is_some_and(|verb| verb.eq_ignore_ascii_case("Get-"));
    let plain = name.len() > 4
        && name.len() <= 64
        && name[4..].bytes().all(|byte| byte.is_ascii_alphanumeric());
    if reads && plain {
        return Ok(name.to_owned());
    }
    Err(Error::new(
        ErrorCode::InvalidOptions,
        format!("'{}' can not be a probe.", clean_line(name)),
        "Name a cmdlet of Exchange Online that reads, such as Get-AcceptedDomain, Get-OrganizationConfig or Get-Mailbox.",
    ))
}
