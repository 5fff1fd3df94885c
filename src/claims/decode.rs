//! Takes a JSON Web Token apart, without trusting it.

use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use memchr::memchr_iter;
use time::OffsetDateTime;
use uuid::Uuid;

use super::ClaimSet;
use crate::error::{Error, ErrorCode, Result};

/// Longest token that is looked at.
const LONGEST: usize = 64 * 1024;

/// base64url with or without padding: libraries differ, and neither form is ambiguous.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A token taken apart: what it says, not the token itself.
#[derive(Debug, Clone)]
pub struct Token {
    header: ClaimSet,
    claims: ClaimSet,
    signed: bool,
}

impl Token {
    /// Decodes a compact JWT; white space around it and a leading `Bearer` are ignored.
    ///
    /// # Errors
    /// [`ErrorCode::TokenUnreadable`], saying what the text looks like instead.
    pub fn decode(text: &str) -> Result<Token> {
        let text = text.trim();
        let text = match text.get(..7) {
            Some(scheme) if scheme.eq_ignore_ascii_case("bearer ") => text[7..].trim_start(),
            _ => text,
        };
        if text.is_empty() {
            return Err(unreadable("it is empty"));
        }
        if text.len() > LONGEST {
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

    /// The claims.
    pub fn claims(&self) -> &ClaimSet {
        &self.claims
    }

    /// The header.
    pub fn header(&self) -> &ClaimSet {
        &self.header
    }

    /// Whether there is a signature and an algorithm for it; nothing is verified.
    pub fn is_signed(&self) -> bool {
        self.signed
    }

    /// The tenant id (`tid`).
    pub fn tenant_id(&self) -> Option<Uuid> {
        Uuid::try_parse(self.claims.text("tid")?).ok()
    }

    /// The end (`exp`).
    pub fn expires_on(&self) -> Option<OffsetDateTime> {
        self.claims.time("exp")
    }
}

/// Header, claims and signature.
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
        _ => "it has no three parts; it may be an opaque token",
    }
}

fn object(part: &str) -> Option<ClaimSet> {
    ClaimSet::parse(bytes(part)?)
}

/// The quick decoder knows no padding; what it does not take is for the other one to judge.
fn bytes(part: &str) -> Option<Vec<u8>> {
    let quick = base64_simd::URL_SAFE_NO_PAD.decode_to_vec(part);
    quick.ok().or_else(|| LENIENT.decode(part).ok())
}

fn unreadable(why: &str) -> Error {
    Error::new(
        ErrorCode::TokenUnreadable,
        format!("This is not an access token that can be read: {why}."),
        "Pass the access token itself: three base64url parts with dots between them, beginning with 'ey'.",
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
    fn the_quick_decoder_takes_nothing_that_the_other_refuses() {
        let mut taken = 0;
        // Long enough for its wide steps and for what is left after them.
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
    fn what_is_no_token_is_named_and_not_repeated() {
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
    fn no_mutation_unwinds() {
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
