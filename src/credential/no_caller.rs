//! A caller that refuses to sign and to provide assertions.

use std::time::Duration;

use super::{BoxFuture, Caller, Refusal, SignatureAlgorithm};
use crate::secret::SecretText;

/// A [`Caller`] that refuses every request for a signature or an assertion. It is for credentials
/// that don't need a caller.
#[derive(Debug)]
pub struct NoCaller;

impl Caller for NoCaller {
    fn sign<'a>(
        &'a self,
        _: SignatureAlgorithm,
        _: &'a [u8],
        _: Option<Duration>,
    ) -> BoxFuture<'a, Result<Vec<u8>, Refusal>> {
        Box::pin(async { Err(Refusal::Gone) })
    }

    fn assertion<'a>(
        &'a self,
        _: &'a str,
        _: &'a str,
        _: Option<Duration>,
    ) -> BoxFuture<'a, Result<SecretText, Refusal>> {
        Box::pin(async { Err(Refusal::Gone) })
    }
}
