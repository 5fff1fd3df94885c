//! Reads a body, but never more than its kind of answer has reason to be.

use zeroize::Zeroizing;

use super::failure;
use crate::error::{Error, ErrorCode, Result};

/// Of a token endpoint: far more than a token or an error needs.
pub(super) const LARGEST: usize = 64 * 1024;

pub(super) async fn read(
    url: &str,
    mut response: reqwest::Response,
    largest: usize,
) -> Result<Zeroizing<Vec<u8>>> {
    let announced = response.content_length().unwrap_or(0);
    if announced > largest as u64 {
        return Err(too_large(url, largest));
    }
    // Room for the whole at once, so that no copy of a token is left behind by growing.
    let mut body = Zeroizing::new(Vec::with_capacity(match announced {
        0 => LARGEST,
        known => known as usize,
    }));
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| failure::classify(url, &error))?
    {
        if body.len() + chunk.len() > largest {
            return Err(too_large(url, largest));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn too_large(url: &str, largest: usize) -> Error {
    Error::new(
        ErrorCode::ResponseTooLarge,
        format!(
            "The answer of {} is larger than {largest} bytes.",
            failure::host_of(url)
        ),
        "No answer of this kind is so large. Check the authority, and whether a proxy answers in its place.",
    )
}
