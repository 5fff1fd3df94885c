//! Reads a response body up to a size limit.

use zeroize::Zeroizing;

use super::failure;
use crate::error::{Error, ErrorCode, Result};

/// The limit for a token endpoint: far more than a token or an error needs.
pub(super) const MAX_TOKEN_BODY_BYTES: usize = 64 * 1024;
/// The initial capacity if the server doesn't announce the length.
const DEFAULT_CAPACITY_BYTES: usize = 64 * 1024;

pub(super) async fn read(
    url: &str,
    mut response: reqwest::Response,
    max_bytes: usize,
) -> Result<Zeroizing<Vec<u8>>> {
    let announced = response.content_length().unwrap_or(0);
    if announced > max_bytes as u64 {
        return Err(too_large(url, max_bytes));
    }
    // Reserve the capacity at once: growing would leave copies of a token in memory.
    let mut body = Zeroizing::new(Vec::with_capacity(match announced {
        0 => DEFAULT_CAPACITY_BYTES,
        known => known as usize,
    }));
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| failure::classify(url, &error))?
    {
        if body.len() + chunk.len() > max_bytes {
            return Err(too_large(url, max_bytes));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn too_large(url: &str, max_bytes: usize) -> Error {
    Error::new(
        ErrorCode::ResponseTooLarge,
        format!(
            "The response of {} is larger than {max_bytes} bytes.",
            failure::host_of(url)
        ),
        "No response of this kind is that large. Check the authority, and whether a proxy answers in its place.",
    )
}
