//! Reads a body, but never more than a token endpoint has reason to send.

use zeroize::Zeroizing;

use super::failure;
use crate::error::{Error, ErrorCode, Result};

/// Far more than a token or an error needs.
pub(super) const LARGEST: usize = 64 * 1024;

pub(super) async fn read(url: &str, mut response: reqwest::Response) -> Result<Zeroizing<Vec<u8>>> {
    let announced = response.content_length().unwrap_or(0);
    if announced > LARGEST as u64 {
        return Err(too_large(url));
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
        if body.len() + chunk.len() > LARGEST {
            return Err(too_large(url));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn too_large(url: &str) -> Error {
    Error::new(
        ErrorCode::ResponseTooLarge,
        format!(
            "The answer of {} is larger than {LARGEST} bytes.",
            failure::host_of(url)
        ),
        "This is not a token endpoint's answer. Check the authority, and whether a proxy answers in its place.",
    )
}
