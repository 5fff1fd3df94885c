//! `signature`: who signed a token.

use std::sync::Arc;

use super::boundary::argument::{self, LONGEST_TEXT, Out};
use super::boundary::guard;
use super::boundary::table;
use super::handle::{exomt_buffer, exomt_operation};
use crate::operation::{Operation, Request, RequestSet, Work};
use crate::resolve::ResolverOptions;
use crate::secret::SecretText;
use crate::signature::SignatureCheck;

/// Begins to verify a token's signature by the keys that its issuer publishes, and returns at
/// once; wait, take and free as for exomt_operation_begin. The keys are kept for a day, and
/// asked for again when one is missing. Options (JSON, or null with length 0): as for
/// exomt_resolve_begin; without environment and authority the token's audience decides.
///
/// Gives one event "signature": `index`, `organization` (the token's tenant id), `verified`
/// (true, false, or null when it could not be told) and `finding` (as exomt_token_check has
/// them: `SignatureVerified`, `SignatureInvalid`, `SignatureUnknown`).
///
/// # Safety
/// `token` and `options` are readable for their lengths; `operation` is writable, `error` too
/// or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_signature_begin(
    token: *const u8,
    token_len: usize,
    options: *const u8,
    options_len: usize,
    operation: *mut exomt_operation,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("operation", operation)?;
        let bytes = argument::bytes("token", token, token_len, LONGEST_TEXT)?;
        let text = SecretText::new(argument::text("token", bytes)?.to_owned());
        let options = if options.is_null() && options_len == 0 {
            ResolverOptions::default()
        } else {
            argument::json("options", options, options_len)?
        };
        let check = Arc::new(SignatureCheck::new(text, &options)?);
        let set = RequestSet {
            requests: vec![Request {
                tenant: check.tenant(),
                resource: None,
            }],
            ..RequestSet::default()
        };
        let operation = Operation::of(Work::Signature(check), set)?;
        out.write(table::insert(Arc::new(operation))?);
        Ok(())
    })
}
