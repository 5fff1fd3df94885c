//! Credentials
//!
//! How an app proves its identity: a client secret, a certificate with its key, a certificate
//! whose key the caller keeps (an external signer), a ready assertion, or assertions that the
//! caller provides on demand.
//!
//! The general flow: create a credential, pass it to `exomt_app_new`, free it. The app keeps its
//! own reference. Secrets are copied, so the caller can wipe its own copy at once. The library
//! wipes its copy when the last app that uses the credential is freed.

use std::sync::Arc;

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::boundary::argument::{self, MAX_FILE_BYTES, MAX_TEXT_BYTES, Out};
use super::boundary::buffer::publish_json;
use super::boundary::failure::Failure;
use super::boundary::guard;
use super::boundary::table;
use super::handle::{exomt_buffer, exomt_credential};
use super::status::exomt_status;
use crate::credential::{
    CallerAssertion, ClientSecret, Credential, ExternalSigner, ReadyAssertion, SignatureAlgorithm,
    expiry_warning, from_file, from_pem, from_pfx,
};
use crate::secret::SecretText;

/// The signer supports RSASSA-PSS with SHA-256 (PS256).
pub const EXOMT_ALGORITHM_PS256: u32 = 1;

/// The signer supports RSASSA-PKCS1-v1_5 with SHA-256 (RS256).
pub const EXOMT_ALGORITHM_RS256: u32 = 2;

/// Stores a new credential and writes its handle.
fn publish(
    out: Out<exomt_credential>,
    credential: impl Credential + 'static,
) -> Result<(), Failure> {
    let credential: Arc<dyn Credential> = Arc::new(credential);
    out.write(table::insert(credential)?);
    Ok(())
}

fn secret(name: &str, pointer: *const u8, len: usize) -> Result<SecretText, Failure> {
    let bytes = argument::bytes(name, pointer, len, MAX_TEXT_BYTES)?;
    Ok(SecretText::new(argument::text(name, bytes)?.to_owned()))
}

fn password(pointer: *const u8, len: usize) -> Result<Option<SecretText>, Failure> {
    argument::optional_bytes("password", pointer, len, MAX_TEXT_BYTES)?
        .map(|bytes| {
            Ok(SecretText::new(
                argument::text("password", bytes)?.to_owned(),
            ))
        })
        .transpose()
}

/// Creates a credential from a client secret.
///
/// Parameters:
/// - `secret`: the secret's value (not its id), UTF-8, at most 64 KiB.
/// - `credential`: receives the credential. The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_from_secret(
    secret: *const u8,
    secret_len: usize,
    credential: *mut exomt_credential,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("credential", credential)?;
        publish(
            out,
            ClientSecret::new(self::secret("secret", secret, secret_len)?)?,
        )
    })
}

/// Creates a credential from a PKCS#12 (PFX) file with a certificate and its key.
///
/// Parameters:
/// - `pfx`: the file's bytes, at most 1 MiB.
/// - `password`: its password, UTF-8; null with length 0 for none.
/// - `credential`: receives the credential. The caller frees it.
///
/// Returns `EXOMT_ERROR_CODE_PFX_WRONG_PASSWORD` if the password doesn't open the file.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_from_pfx(
    pfx: *const u8,
    pfx_len: usize,
    password: *const u8,
    password_len: usize,
    credential: *mut exomt_credential,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("credential", credential)?;
        let pfx = argument::bytes("pfx", pfx, pfx_len, MAX_FILE_BYTES)?;
        let password = self::password(password, password_len)?;
        publish(out, from_pfx(pfx, password.as_ref())?)
    })
}

/// Creates a credential from a certificate and its key in PEM format.
///
/// Parameters:
/// - `certificate`: PEM text of the certificate, or of the certificate and the key; at most 1 MiB.
/// - `key`: PEM text of the key, at most 1 MiB; null with length 0 if it is in `certificate`.
/// - `password`: the password of an encrypted key, UTF-8; null with length 0 for none.
/// - `credential`: receives the credential. The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
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
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("credential", credential)?;
        let certificate =
            argument::bytes("certificate", certificate, certificate_len, MAX_FILE_BYTES)?;
        let key = argument::optional_bytes("key", key, key_len, MAX_FILE_BYTES)?;
        let password = self::password(password, password_len)?;
        publish(out, from_pem(certificate, key, password.as_ref())?)
    })
}

/// Creates a credential from a file with a certificate and its key, whatever its format: PFX, PEM,
/// or the base64 of either, as in a CI variable.
///
/// Parameters:
/// - `file`: the file's bytes, at most 1 MiB.
/// - `key`: PEM text of the key, at most 1 MiB; null with length 0 if it is in `file`.
/// - `password`: the password of the PFX or of an encrypted key, UTF-8; null with length 0 for
///   none.
/// - `credential`: receives the credential. The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_from_file(
    file: *const u8,
    file_len: usize,
    key: *const u8,
    key_len: usize,
    password: *const u8,
    password_len: usize,
    credential: *mut exomt_credential,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("credential", credential)?;
        let file = argument::bytes("file", file, file_len, MAX_FILE_BYTES)?;
        let key = argument::optional_bytes("key", key, key_len, MAX_FILE_BYTES)?;
        let password = self::password(password, password_len)?;
        publish(out, from_file(file, key, password.as_ref())?)
    })
}

/// Creates a credential from a certificate whose key the caller keeps, such as in a key vault.
/// Operations then request signatures with "sign" events.
///
/// Parameters:
/// - `certificate`: the certificate, DER, at most 1 MiB.
/// - `algorithms`: the `EXOMT_ALGORITHM_` bits of the algorithms that the signer supports. PS256 is
///   preferred.
/// - `credential`: receives the credential. The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_from_signer(
    certificate: *const u8,
    certificate_len: usize,
    algorithms: u32,
    credential: *mut exomt_credential,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("credential", credential)?;
        let der = argument::bytes("certificate", certificate, certificate_len, MAX_FILE_BYTES)?;
        let known = [
            (EXOMT_ALGORITHM_PS256, SignatureAlgorithm::PS256),
            (EXOMT_ALGORITHM_RS256, SignatureAlgorithm::RS256),
        ];
        let wanted: Vec<SignatureAlgorithm> = known
            .iter()
            .filter(|(bit, _)| algorithms & bit != 0)
            .map(|(_, algorithm)| *algorithm)
            .collect();
        if wanted.is_empty() || algorithms & !(EXOMT_ALGORITHM_PS256 | EXOMT_ALGORITHM_RS256) != 0 {
            return Err(Failure::argument(
                "algorithms",
                "isn't a combination of EXOMT_ALGORITHM_ bits",
            ));
        }
        publish(out, ExternalSigner::new(der, wanted)?)
    })
}

/// Creates a credential from a client assertion that another issuer has signed.
///
/// Parameters:
/// - `assertion`: the JWT, UTF-8, at most 64 KiB.
/// - `credential`: receives the credential. The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_from_assertion(
    assertion: *const u8,
    assertion_len: usize,
    credential: *mut exomt_credential,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("credential", credential)?;
        publish(
            out,
            ReadyAssertion::new(self::secret("assertion", assertion, assertion_len)?)?,
        )
    })
}

/// Creates a credential whose assertions the caller provides. Operations request them with
/// "assertion" events.
///
/// Parameters:
/// - `credential`: receives the credential. The caller frees it.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_from_provider(
    credential: *mut exomt_credential,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let out = Out::required("credential", credential)?;
        publish(out, CallerAssertion::new())
    })
}

/// Describes a credential, without its secret.
///
/// Parameters:
/// - `json`: receives a buffer with `{"kind","certificate","warnings"}`. `certificate` is null or
///   has `subject`, `issuer`, `thumbprint` (SHA-1), `thumbprintSha256`, `serialNumber`, `notBefore`
///   and `notAfter`; `warnings` contains a finding if the certificate expires soon. The caller
///   frees the buffer.
///
/// # Safety
/// The caller ensures that inputs are readable for their lengths and that out-parameters are
/// writable. `error` can be null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_describe(
    credential: exomt_credential,
    json: *mut exomt_buffer,
    error: *mut exomt_buffer,
) -> exomt_status {
    guard::call(error, || {
        let json = Out::required("json", json)?;
        json.write(publish_json(&describe(&*table::get(credential)?))?);
        Ok(())
    })
}

/// Frees a credential. Apps that were created with it keep their own reference.
///
/// # Safety
/// The function checks the handle and takes no pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn exomt_credential_free(credential: exomt_credential) -> exomt_status {
    guard::call(std::ptr::null_mut(), || table::remove(credential).map(drop))
}

/// Returns the document of `exomt_credential_describe`.
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
