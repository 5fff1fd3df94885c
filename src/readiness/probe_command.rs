//! The command that a probe runs.

use crate::error::{Error, ErrorCode, Result, clean_line};

/// Every role that can connect can run this command, and its result contains the initial domain.
const DEFAULT_COMMAND: &str = "Get-AcceptedDomain";
/// The maximum length of a cmdlet's name. Real names are shorter.
const MAX_COMMAND_BYTES: usize = 64;
const VERB: &str = "Get-";

/// Parses the name of a cmdlet. Accepts only `Get-` cmdlets, because a probe must not change a
/// customer's tenant.
///
/// # Errors
/// `InvalidOptions`, with the name.
pub(super) fn parse(name: Option<&str>) -> Result<String> {
    let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else {
        return Ok(DEFAULT_COMMAND.to_owned());
    };
    let noun = name
        .split_at_checked(VERB.len())
        .filter(|(verb, _)| verb.eq_ignore_ascii_case(VERB))
        .map_or("", |(_, noun)| noun);
    let is_noun = !noun.is_empty() && noun.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_noun && name.len() <= MAX_COMMAND_BYTES {
        return Ok(name.to_owned());
    }
    Err(Error::new(
        ErrorCode::InvalidOptions,
        format!("'{}' cannot be a probe.", clean_line(name)),
        "Use a cmdlet of Exchange Online that only reads, such as Get-AcceptedDomain, Get-OrganizationConfig or Get-Mailbox.",
    ))
}
