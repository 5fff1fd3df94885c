//! `credential`: how an app proves itself.

use std::sync::Arc;

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::boundary::argument::{self, LARGEST_FILE, LONGEST_TEXT, Out};
use super::boundary::buffer::publish_json;
use super::boundary::failure::Failure;
use super::boundary::guard;
use super::boundary::table;
use super::handle::{exomt_buffer, exomt_credential};
use crate::credential::{
    CallerAssertion, ClientSecret, Credential, ExternalSigner, ReadyAssertion, SignatureAlgorithm,
    expiry_warning, from_pem, from_pfx,
};
use crate::secret::SecretText;

/// The signer can do RSASSA-PSS (PS256).
pub const ALGORITHM_PS256: u32 = 1;
/// The signer can do RSASSA-PKCS1-v1_5 (RS256).
pub const ALGORITHM_RS256: u32 = 2;

/// Writes the handle of a new credential.
fn publish(
    out: Out<exomt_credential>,
    credential: impl Credential + 'static,
) -> Result<(), Failure> {
    let credential: Arc<dyn Credential> = Arc::new(credential);
    out.write(table::insert(credential)?);
    Ok(())
}

fn secret(name: &str, pointer: *const u8, len: usize) -> Result<SecretText, Failure> {
    let bytes = argument::bytes(name, pointer, len, LONGEST_TEXT)?;
    Ok(SecretText::new(argument::text(name, bytes)?.to_owned()))
}

fn password(pointer: *const u8, len: usize) -> Result<Option<SecretText>, Failure> {
    argument::optional_bytes("password", pointer, len, LONGEST_TEXT)?
        .map(|bytes| {
            Ok(SecretText::new(
                argument::text("password", bytes)?.to_owned(),
            ))
        })
        .transpose()
}

/// A client secret (its value, UTF-8, at most 64 KiB). The bytes are copied.
///
/// # Safety
/// `secret` is readable for `secret_len` bytes; `credential` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_from_secret(
    secret: *const u8,
    secret_len: usize,
    credential: *mut exomt_credential,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("credential", credential)?;
        publish(
            out,
            ClientSecret::new(self::secret("secret", secret, secret_len)?)?,
        )
    })
}

/// A certificate with its key from a PFX (PKCS#12) file's bytes, at most 1 MiB.
/// `password` is UTF-8; null with length 0 means none.
///
/// # Safety
/// Pointers are readable for their lengths; `credential` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_from_pfx(
    pfx: *const u8,
    pfx_len: usize,
    password: *const u8,
    password_len: usize,
    credential: *mut exomt_credential,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("credential", credential)?;
        let pfx = argument::bytes("pfx", pfx, pfx_len, LARGEST_FILE)?;
        let password = self::password(password, password_len)?;
        publish(out, from_pfx(pfx, password.as_ref())?)
    })
}

/// A certificate and its key from PEM text, in one file or in two (`key`, else null with
/// length 0), each at most 1 MiB. `password` opens an encrypted key; null means none.
///
/// # Safety
/// Pointers are readable for their lengths; `credential` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_from_pem(
    certificate: *const u8,
    certificate_len: usize,
    key: *const u8,
    key_len: usize,
    password: *const u8,
    password_len: usize,
    credential: *mut exomt_credential,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("credential", credential)?;
        let certificate =
            argument::bytes("certificate", certificate, certificate_len, LARGEST_FILE)?;
        let key = argument::optional_bytes("key", key, key_len, LARGEST_FILE)?;
        let password = self::password(password, password_len)?;
        publish(out, from_pem(certificate, key, password.as_ref())?)
    })
}

/// A certificate (DER, at most 1 MiB) whose key stays with the caller: operations ask
/// for signatures by "sign" events. `algorithms` is a sum of `EXOMT_ALGORITHM_PS256`
/// and `EXOMT_ALGORITHM_RS256`; PS256 is preferred.
///
/// # Safety
/// `certificate` is readable for its length; `credential` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_from_signer(
    certificate: *const u8,
    certificate_len: usize,
    algorithms: u32,
    credential: *mut exomt_credential,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("credential", credential)?;
        let der = argument::bytes("certificate", certificate, certificate_len, LARGEST_FILE)?;
        let known = [
            (ALGORITHM_PS256, SignatureAlgorithm::PS256),
            (ALGORITHM_RS256, SignatureAlgorithm::RS256),
        ];
        let wanted: Vec<SignatureAlgorithm> = known
            .iter()
            .filter(|(bit, _)| algorithms & bit != 0)
            .map(|(_, algorithm)| *algorithm)
            .collect();
        if wanted.is_empty() || algorithms & !(ALGORITHM_PS256 | ALGORITHM_RS256) != 0 {
            return Err(Failure::argument(
                "algorithms",
                "is no sum of EXOMT_ALGORITHM_ values",
            ));
        }
        publish(out, ExternalSigner::new(der, wanted)?)
    })
}

/// A ready assertion (a JWT signed by somebody else, UTF-8, at most 64 KiB).
///
/// # Safety
/// `assertion` is readable for its length; `credential` is writable, `error` too or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_from_assertion(
    assertion: *const u8,
    assertion_len: usize,
    credential: *mut exomt_credential,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("credential", credential)?;
        publish(
            out,
            ReadyAssertion::new(self::secret("assertion", assertion, assertion_len)?)?,
        )
    })
}

/// Assertions that the caller gives when asked: operations ask by "assertion" events.
///
/// # Safety
/// `credential` points to a writable `uint64_t`; `error` too, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_from_provider(
    credential: *mut exomt_credential,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let out = Out::required("credential", credential)?;
        publish(out, CallerAssertion::new())
    })
}

/// What may be shown of a credential, as JSON: `{"kind","certificate","warnings"}`.
/// `certificate` is null or has subject, issuer, thumbprint (SHA-1), thumbprintSha256,
/// serialNumber, notBefore, notAfter; `warnings` has a finding when it ends soon.
///
/// # Safety
/// `json` points to a writable `uint64_t`; `error` too, or is null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_info(
    credential: exomt_credential,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> i32 {
    guard::call(error, || {
        let json = Out::required("json", json)?;
        json.write(publish_json(&describe(&*table::get(credential)?))?);
        Ok(())
    })
}

/// Frees a credential; apps made with it keep theirs. Secrets are wiped with the last.
///
/// # Safety
/// None beyond the handle's own checks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_free(credential: exomt_credential) -> i32 {
    guard::call(std::ptr::null_mut(), || table::remove(credential).map(drop))
}

/// The JSON of [`exomt_credential_info`].
pub(super) fn describe(credential: &dyn Credential) -> Value {
    let certificate = credential.certificate();
    let warnings: Vec<Value> = certificate
        .and_then(|certificate| expiry_warning(certificate, OffsetDateTime::now_utc()))
        .map(|(message, fix)| {
            json!({
                "code": "CertificateExpiresSoon",
                "severity": "Warning",
                "claim": null,
                "expected": null,
                "actual": null,
                "message": message,
                "fix": fix,
                "fixedBy": crate::error::FixedBy::PARTNER,
            })
        })
        .into_iter()
        .collect();
    json!({
        "kind": credential.kind(),
        "certificate": certificate.map(|certificate| certificate.summary()),
        "warnings": warnings,
    })
}
