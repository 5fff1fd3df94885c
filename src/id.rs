//! Recognizes ids by their shape.

/// Returns whether a text has the shape of a token id (`uti`): 16 bytes in base64url.
pub(crate) fn is_token_id(text: &str) -> bool {
    text.len() == 22 && text.bytes().all(is_base64url)
}

/// Returns whether a text has the shape of a certificate's SHA-1 thumbprint.
pub(crate) fn is_thumbprint(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}
