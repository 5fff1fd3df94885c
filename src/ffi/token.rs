//! Tokens
//!
//! Acquire tokens in customer tenants, and examine tokens that the caller already has.
//!
//! The general flow: begin with `exomt_token_acquire`, and take an event for each tenant (see
//! "Operations"). A "token" event has been checked: if its `verdict` is `Ready`, send its payload
//! as a bearer token, or pass it to Connect-ExchangeOnline. Check a token from another source with
//! `exomt_token_check`, and verify its signature with `exomt_token_verify`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::boundary::argument::{self, MAX_TEXT_BYTES, Out};
use super::boundary::buffer::publish_json;
use super::boundary::failure::Failure;
use super::boundary::guard;
use super::boundary::table;
use super::handle::{exomt_app, exomt_buffer, exomt_operation};
use super::status::exomt_status;
use crate::claims::{Expectations, Finding, Token, TokenView, Verdict, check_decoded, describe};
use crate::cloud::Cloud;
use crate::guid::parse_app_id;
use crate::operation::{Operation, RequestSet, RequestText, Work};
use crate::resolve::ResolverOptions;
use crate::resource::Resource;
use crate::secret::SecretText;
use crate::signature::SignatureCheck;
use crate::tenant::Tenant;

/// The expectations that a token is compared with. Absent members are not compared.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct ExpectationOptions {
    tenant: Option<String>,
    app_id: Option<String>,
    environment: Option<String>,
    resource: Option<String>,
    allow_unreadable: bool,
}

/// The document of `exomt_token_decode`: the decoded parts, and the members of a [`TokenView`].
#[derive(Serialize)]
struct DecodedToken {
    header: Map<String, Value>,
    claims: Map<String, Value>,
    #[serde(flatten)]
    view: TokenView,
}

/// The document of `exomt_token_check`.
#[derive(Serialize)]
struct CheckedToken {
    /// The tenant that the token was compared with, as the caller named it.
    organization: Option<String>,
    environment: &'static str,
    verdict: Verdict,
    findings: Vec<Finding>,
    #[serde(flatten)]
    view: TokenView,
}

impl ExpectationOptions {
    /// Returns the cloud in `environment`, or else the cloud of the token's audience.
    fn cloud(&self, token: Option<&Token>) -> Result<&'static Cloud, Failure> {
        match (&self.environment, token) {
            (Some(name), _) => Ok(Cloud::parse(name)?),
            (None, Some(token)) => Ok(token.cloud()?),
            (None, None) => Ok(Cloud::worldwide()?),
        }
    }
}

/// Begins to acquire tokens: one request for each tenant and resource.
///
/// Parameters:
/// - `request`: a request document, see "Operations".
/// - `operation`: receives the operation. The caller frees it.
///
/// Results are "token" events with the token as payload: `index`, `organization` (the tenant
/// as requested), `tenantId`, `appId`, `environment`, `resource`, `scope`, `expiresOn`,
/// `roles` (application permissions), `directoryRoles`, `verdict`, `findings`, `objectId` (of
/// the service principal), `tokenId`, `correlationId`, `fromCache`, `attempts` and `waits`.
/// The token is valid for its resource if `verdict` is `Ready`; `findings` are the reasons for any
/// other verdict.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_token_acquire(
    app: exomt_app,
    request: *const u8,
    request_len: usize,
    operation: *mut exomt_operation,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("operation", operation)?;
        let app = table::get(app)?;
        let set: RequestSet = argument::json("request", request, request_len)?;
        let operation = Operation::begin(app, set)?;
        out.write(table::insert(Arc::new(operation))?);
        Ok(())
    })
}

/// Decodes a token without trusting it.
///
/// Parameters:
/// - `token`: the JWT, UTF-8, at most 64 KiB.
/// - `json`: receives a buffer with `header`, `claims`, and values from both under readable names:
///   `tenantId`, `appId`, `roles`, `directoryRoles`, `expiresOn`, and others. The caller frees it.
///
/// Returns `EXOMT_ERROR_CODE_TOKEN_UNREADABLE` if the text isn't a JWT.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_token_decode(
    token: *const u8,
    token_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let bytes = argument::bytes("token", token, token_len, MAX_TEXT_BYTES)?;
        let token = Token::decode(argument::text("token", bytes)?)?;
        let view = describe(&token, token.cloud()?);
        out.write(publish_json(&DecodedToken {
            header: token.header().raw(),
            claims: token.claims().raw(),
            view,
        })?);
        Ok(())
    })
}

/// Checks a token's claims. Its signature is not verified (see `exomt_token_verify`).
///
/// Parameters:
/// - `token`: the JWT, UTF-8, at most 64 KiB.
/// - `expectations`: JSON, or null with length 0. All members are optional:
///   - `tenant`, `appId`, `resource`: compared with the token, if present.
///   - `environment`: the cloud to compare with; if absent, the token's audience decides.
///   - `allowUnreadable`: if true, an opaque token is a finding, not a failure.
/// - `json`: receives a buffer, which the caller frees, with these members:
///   - `organization`: the `tenant` of the expectations.
///   - `environment`: the cloud that the token was compared with.
///   - `verdict`: `Ready`, `Warning`, `NotReady` or `Unknown`.
///   - `findings`: an array of findings.
///   - The values that `exomt_token_decode` writes under readable names.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_token_check(
    token: *const u8,
    token_len: usize,
    expectations: *const u8,
    expectations_len: usize,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("json", json)?;
        let bytes = argument::bytes("token", token, token_len, MAX_TEXT_BYTES)?;
        let wanted: ExpectationOptions =
            argument::optional_json("expectations", expectations, expectations_len)?;
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
        out.write(publish_json(&CheckedToken {
            organization: wanted.tenant,
            environment: &cloud.name,
            verdict: check.verdict,
            findings: check.findings,
            view: token
                .map(|token| describe(&token, cloud))
                .unwrap_or_default(),
        })?);
        Ok(())
    })
}

/// Begins to verify a token's signature with the keys that its issuer publishes. Keys are
/// cached for a day.
///
/// Parameters:
/// - `token`: the JWT, UTF-8, at most 64 KiB.
/// - `options`: as for `exomt_tenant_resolve`, or null with length 0. Without `environment` and
///   `authority`, the token's audience decides the cloud.
/// - `operation`: receives the operation. The caller frees it.
///
/// The result is a "signature" event: `index`, `organization` (the token's tenant id),
/// `verified` (true, false, or null if it could not be determined) and `finding`
/// (`SignatureVerified`, `SignatureInvalid` or `SignatureUnknown`).
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_token_verify(
    token: *const u8,
    token_len: usize,
    options: *const u8,
    options_len: usize,
    operation: *mut exomt_operation,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("operation", operation)?;
        let bytes = argument::bytes("token", token, token_len, MAX_TEXT_BYTES)?;
        let text = SecretText::new(argument::text("token", bytes)?.to_owned());
        let options: ResolverOptions = argument::optional_json("options", options, options_len)?;
        let check = Arc::new(SignatureCheck::new(text, &options)?);
        let set = RequestSet {
            requests: vec![RequestText {
                tenant: check.tenant(),
                resource: None,
            }],
            ..RequestSet::default()
        };
        let operation = Operation::begin(Work::Signature(check), set)?;
        out.write(table::insert(Arc::new(operation))?);
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(token: &str, expectations: &str) -> i32 {
        let (mut json, mut error) = Default::default();
        // SAFETY: both texts are readable for their lengths, the out-parameters are writable.
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
    fn an_opaque_token_is_a_failure_unless_the_caller_allows_it() {
        assert_eq!(
            checked("opaque", "{}"),
            crate::error::ErrorCode::TokenUnreadable.number()
        );
        assert_eq!(checked("opaque", r#"{"allowUnreadable":true}"#), 0);
    }
}
