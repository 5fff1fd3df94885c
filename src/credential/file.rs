//! Reads a certificate and its key from the bytes of a file, whatever its format.

use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use super::{LocalSigner, from_pem, from_pfx};
use crate::error::{Error, ErrorCode, Result};
use crate::secret::SecretText;

/// The base64 decoder. It accepts base64 without padding, because some tools omit the padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Reads a PFX file, PEM text (UTF-8 or UTF-16), or the base64 of either, as in a CI variable.
/// `key` is an optional second PEM file that contains the private key.
///
/// # Errors
/// `InvalidBase64` for text that is neither PEM nor base64, and the errors of
/// [`from_pfx`] and [`from_pem`].
pub fn from_file(
    file: &[u8],
    key: Option<&[u8]>,
    password: Option<&SecretText>,
) -> Result<LocalSigner> {
    if key.is_some() || is_pem(file) {
        return from_pem(file, key, password);
    }
    if !is_text(file) {
        return from_pfx(file, password);
    }
    let decoded = decode_base64(file)?;
    if is_pem(&decoded) {
        return from_pem(&decoded, None, password);
    }
    from_pfx(&decoded, password)
}

/// Returns whether a file contains a PEM block or is UTF-16 text. No other accepted format uses
/// UTF-16.
fn is_pem(file: &[u8]) -> bool {
    const BEGIN: &[u8] = b"-----BEGIN";
    match file {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        // DER can contain any bytes.
        [0x30, length, ..] if !length.is_ascii() => false,
        _ => file.windows(BEGIN.len()).any(|window| window == BEGIN),
    }
}

fn is_text(file: &[u8]) -> bool {
    let is_printable = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    !file.is_empty() && file.iter().all(is_printable)
}

fn decode_base64(text: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let dense: Zeroizing<Vec<u8>> = Zeroizing::new(
        text.iter()
            .filter(|byte| !byte.is_ascii_whitespace())
            .copied()
            .collect(),
    );
    BASE64.decode(&*dense).map(Zeroizing::new).map_err(|_| {
        Error::new(
            ErrorCode::InvalidBase64,
            "The text of the certificate is neither PEM nor base64.",
            "Encode the whole PFX file: base64 -w0 app.pfx, or [Convert]::ToBase64String([IO.File]::ReadAllBytes(path)).",
        )
    })
}
