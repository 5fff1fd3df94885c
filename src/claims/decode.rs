//! Decodes a JSON Web Token without trusting it.

use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use memchr::memchr_iter;
use time::OffsetDateTime;
use uuid::Uuid;

use super::claim_set::ClaimSet;
use crate::cloud::Cloud;
use crate::error::{Error, ErrorCode, Result};
use crate::resource::Resource;

/// The longest token that is decoded.
const MAX_TOKEN_BYTES: usize = 64 * 1024;

/// Accepts base64url with or without padding: libraries send both forms, and neither form is
/// ambiguous.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A decoded token: its header and claims, not the token itself.
#[derive(Debug, Clone)]
pub struct Token {
    header: ClaimSet,
    claims: ClaimSet,
    signed: bool,
}

impl Token {
    /// Decodes a compact JWT. White space around it and a leading `Bearer` are ignored.
    ///
    /// # Errors
    /// [`ErrorCode::TokenUnreadable`]; the message says what `text` looks like.
    pub fn decode(text: &str) -> Result<Token> {
        let text = text.trim();
        let text = match text.get(..7) {
            Some(scheme) if scheme.eq_ignore_ascii_case("bearer ") => text[7..].trim_start(),
            _ => text,
        };
        if text.is_empty() {
            return Err(unreadable("it is empty"));
        }
        if text.len() > MAX_TOKEN_BYTES {
            return Err(unreadable("it is longer than 64 KiB"));
        }
        let (header, claims, signature) =
            parts(text).ok_or_else(|| unreadable(instead_of_three_parts(text)))?;
        let header =
            object(header).ok_or_else(|| unreadable("its header is not base64url JSON"))?;
        let claims =
            object(claims).ok_or_else(|| unreadable("its claims are not base64url JSON"))?;
        let unsigned_alg = header
            .text("alg")
            .is_none_or(|alg| alg.eq_ignore_ascii_case("none"));
        Ok(Token {
            signed: !signature.is_empty() && !unsigned_alg,
            header,
            claims,
        })
    }

    /// Returns true if a string is a compact JWT and nothing else.
    pub fn is_compact(text: &str) -> bool {
        let is_part = |part: &&str| {
            part.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        };
        let parts: Vec<&str> = text.trim().split('.').collect();
        matches!(parts[..], [header, claims, _] if header.starts_with("eyJ") && !claims.is_empty())
            && parts.iter().all(is_part)
    }

    /// Returns the claims.
    pub fn claims(&self) -> &ClaimSet {
        &self.claims
    }

    /// Returns the header.
    pub fn header(&self) -> &ClaimSet {
        &self.header
    }

    /// Returns whether the token has a signature and names an algorithm. Nothing is verified.
    pub fn is_signed(&self) -> bool {
        self.signed
    }

    /// Returns the tenant id (`tid`).
    pub fn tenant_id(&self) -> Option<Uuid> {
        Uuid::try_parse(self.claims.text("tid")?).ok()
    }

    /// Returns the cloud that the audience belongs to, or Worldwide if ExoMt doesn't know the
    /// audience.
    ///
    /// # Errors
    /// Fails only if the cloud table is empty.
    pub fn cloud(&self) -> Result<&'static Cloud> {
        let mut audiences = self.claims.texts("aud");
        match audiences.find_map(Resource::from_any_audience) {
            Some((_, cloud)) => Ok(cloud),
            None => Cloud::worldwide(),
        }
    }

    /// Returns the expiry (`exp`).
    pub fn expires_on(&self) -> Option<OffsetDateTime> {
        self.claims.time("exp")
    }
}

/// Splits a token into header, claims and signature.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let mut dots = memchr_iter(b'.', text.as_bytes());
    let (first, second) = (dots.next()?, dots.next()?);
    if dots.next().is_some() {
        return None;
    }
    let (header, claims, signature) = (..first, first + 1..second, second + 1..);
    Some((text.get(header)?, text.get(claims)?, text.get(signature)?))
}

fn instead_of_three_parts(text: &str) -> &'static str {
    match text.as_bytes() {
        _ if text.split('.').count() == 5 => "it has five parts, so it is encrypted (JWE)",
        [b'{', ..] => "it is a JSON document; pass only its access_token",
        [b'<', ..] => "it is XML, perhaps SAML",
        _ => "it does not have three parts, so it may be an opaque token",
    }
}

fn object(part: &str) -> Option<ClaimSet> {
    ClaimSet::parse(bytes(part)?)
}

/// Decodes base64url. Tries the fast decoder first, and then the lenient one, because the fast
/// decoder refuses padding.
fn bytes(part: &str) -> Option<Vec<u8>> {
    let quick = base64_simd::URL_SAFE_NO_PAD.decode_to_vec(part);
    quick.ok().or_else(|| LENIENT.decode(part).ok())
}

fn unreadable(why: &str) -> Error {
    Error::new(
        ErrorCode::TokenUnreadable,
        format!("This is not a readable access token: {why}."),
        "Pass the access token itself: three base64url parts separated by dots, starting with 'ey'.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "eyJhbGciOiJSUzI1NiJ9";
    const CLAIMS: &str =
        "eyJleHAiOiIxNzAwMDAwMDAwIiwidGlkIjoiMTExMTExMTEtMjIyMi0zMzMzLTQ0NDQtNTU1NTU1NTU1NTU1In0";

    #[test]
    fn surroundings_and_padding_are_tolerated() {
        for text in [
            format!("{HEADER}.{CLAIMS}.c2ln"),
            format!(" bearer  {HEADER}.{CLAIMS}.c2ln\r\n"),
            format!("{HEADER}.{CLAIMS}=.c2ln"),
        ] {
            let token = Token::decode(&text).expect(&text);
            assert_eq!(
                token.expires_on().map(OffsetDateTime::unix_timestamp),
                Some(1_700_000_000)
            );
            assert!(token.is_signed() && token.tenant_id().is_some());
        }
        assert!(
            !Token::decode(&format!("{HEADER}.{CLAIMS}."))
                .expect("unsigned")
                .is_signed()
        );
        assert!(
            !Token::decode(&format!("eyJhbGciOiJub25lIn0.{CLAIMS}.x"))
                .expect("none")
                .is_signed()
        );
    }

    #[test]
    fn the_fast_decoder_accepts_nothing_that_the_lenient_one_refuses() {
        let mut taken = 0;
        // Lengths that exercise both the vectorized part of the fast decoder and the remainder.
        for before in ["", "QUJD", &"QUJDREVG".repeat(12)] {
            let mut ends = vec![String::new()];
            for _ in 0..5 {
                let longer =
                    |end: &String| ["A", "g", "_", "/", "="].map(|one| format!("{end}{one}"));
                ends = ends.iter().flat_map(longer).collect();
                for end in &ends {
                    let text = format!("{before}{end}");
                    let expected = LENIENT.decode(&text).ok();
                    taken += usize::from(expected.is_some());
                    assert_eq!(bytes(&text), expected, "{text}");
                }
            }
        }
        assert!(taken > 300, "{taken}");
    }

    #[test]
    fn an_unreadable_token_is_described_but_not_repeated() {
        for (text, says) in [
            ("", "empty"),
            ("canary-opaque", "opaque"),
            ("a.b.c.d.e", "JWE"),
            ("{\"access_token\":\"canary\"}", "JSON"),
            ("<Assertion>canary</Assertion>", "SAML"),
            ("canary.x.y", "header"),
        ] {
            let error = Token::decode(text).expect_err(text);
            assert_eq!(error.code(), ErrorCode::TokenUnreadable);
            assert!(error.to_string().contains(says), "{error}");
            assert!(!format!("{error:?}").contains("canary"));
        }
    }

    #[test]
    fn no_mutation_panics() {
        let text = format!("{HEADER}.{CLAIMS}.c2ln");
        for end in 0..text.len() {
            let _ = Token::decode(&text[..end]);
        }
        for place in 0..text.len() {
            for byte in ["!", "é", ".", "\0"] {
                let mut changed = text.clone();
                changed.replace_range(place..=place, byte);
                let _ = Token::decode(&changed);
            }
        }
        let deep = format!("{HEADER}.{}.c2ln", LENIENT.encode("[".repeat(20_000)));
        assert!(Token::decode(&deep).is_err());
    }
}
