//! Tokens that the caller has: what they say, and whether they will do.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::boundary::argument::{self, LONGEST_TEXT, Out};
use super::boundary::buffer::publish_json;
use super::boundary::failure::Failure;
use super::boundary::guard;
use super::handle::exomt_buffer;
use crate::claims::{Expectations, Finding, Token, TokenView, Verdict, check_decoded, describe};
use crate::cloud::Cloud;
use crate::guid::parse_app_id;
use crate::resource::Resource;
use crate::tenant::Tenant;

/// What a token is held against; what is absent is not checked.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Wanted {
    tenant: Option<String>,
    app_id: Option<String>,
    environment: Option<String>,
    resource: Option<String>,
    allow_unreadable: bool,
}

/// What decoding gives: the parts as they are, and the view's members beside them.
#[derive(Serialize)]
struct Decoded {
    header: Map<String, Value>,
    claims: Map<String, Value>,
    #[serde(flatten)]
    view: TokenView,
}

/// What checking gives.
#[derive(Serialize)]
struct Checked {
    verdict: Verdict,
    findings: Vec<Finding>,
    #[serde(flatten)]
    view: TokenView,
}

impl Wanted {
    /// The cloud that was named, else the one that the token's audience belongs to.
    fn cloud(&self, token: Option<&Token>) -> Result<&'static Cloud, Failure> {
        match (&self.environment, token) {
            (Some(name), _) => Ok(Cloud::parse(name)?),
            (None, Some(token)) => cloud_of(token),
            (None, None) => Ok(Cloud::worldwide()?),
        }
    }
}

fn cloud_of(token: &Token) -> Result<&'static Cloud, Failure> {
    let mut audiences = token.claims().texts("aud");
    match audiences.find_map(Resource::owner) {
        Some((_, cloud)) => Ok(cloud),
        None => Ok(Cloud::worldwide()?),
    }
}

/// Reads a token without trusting it (at most 64 KiB), as JSON: `header`, `claims` and
/// the members of a view (tenantId, appId, roles, directoryRoles, expiresOn, ...).
///
/// # Safety
/// `token` is readable for its length; `json` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_token_decode(
    token: *const u8,
    token_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let bytes = argument::bytes("token", token, token_len, LONGEST_TEXT)?;
        let token = Token::decode(argument::text("token", bytes)?)?;
        let view = describe(&token, cloud_of(&token)?);
        out.write(publish_json(&Decoded {
            header: token.header().raw(),
            claims: token.claims().raw(),
            view,
        })?);
        Ok(())
    })
}

/// Checks a token's claims (its signature is not verified), as JSON:
/// `verdict`, `findings` and the members of a view. `expectations` (JSON, or null with length 0):
/// `tenant`, `appId`, `environment`, `resource`; what is absent is not compared, and an
/// absent `environment` is that of the token's audience. A text that is no JWT fails the
/// call, or is a finding with `"allowUnreadable":true` (for opaque tokens of a server).
///
/// # Safety
/// Pointers are readable for their lengths; `json` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_token_check(
    token: *const u8,
    token_len: usize,
    expectations: *const u8,
    expectations_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let bytes = argument::bytes("token", token, token_len, LONGEST_TEXT)?;
        let wanted = if expectations.is_null() && expectations_len == 0 {
            Wanted::default()
        } else {
            argument::json("expectations", expectations, expectations_len)?
        };
        let token = Token::decode(argument::text("token", bytes)?);
        if let Err(error) = &token
            && !wanted.allow_unreadable
        {
            return Err(error.clone().into());
        }
        let cloud = wanted.cloud(token.as_ref().ok())?;
        let tenant = wanted.tenant.as_deref().map(Tenant::parse).transpose()?;
        let app_id = wanted.app_id.as_deref().map(parse_app_id).transpose()?;
        let resource = wanted
            .resource
            .as_deref()
            .map(|text| Resource::parse(text).map(|resource| resource.canonical(cloud)))
            .transpose()?;
        let check = check_decoded(
            &token,
            &Expectations {
                cloud,
                tenant: tenant.as_ref(),
                known_tenant_id: tenant.as_ref().and_then(Tenant::id),
                app_id,
                resource: resource.as_ref(),
                now: OffsetDateTime::now_utc(),
            },
        );
        out.write(publish_json(&Checked {
            verdict: check.verdict,
            findings: check.findings,
            view: token
                .map(|token| describe(&token, cloud))
                .unwrap_or_default(),
        })?);
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(token: &str, expectations: &str) -> i32 {
        let (mut json, mut error) = Default::default();
        // SAFETY: both texts are readable for their lengths, the places are writable.
        unsafe {
            exomt_token_check(
                token.as_ptr(),
                token.len(),
                expectations.as_ptr(),
                expectations.len(),
                &mut json,
                &mut error,
            )
        }
    }

    #[test]
    fn an_opaque_token_is_a_failure_or_a_finding_as_the_caller_wishes() {
        assert_eq!(
            checked("opaque", "{}"),
            crate::error::ErrorCode::TokenUnreadable.number()
        );
        assert_eq!(checked("opaque", r#"{"allowUnreadable":true}"#), 0);
    }
}
