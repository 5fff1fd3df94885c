//! Encodes the form of a client credentials request (RFC 6749, 4.4; RFC 7523, 2.2).

use url::form_urlencoded::Serializer;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::secret::SecretText;

const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// The capacity for all fields except the proof and the scope. The form must not outgrow its
/// capacity, because that would leave copies of the proof in memory.
const OTHER_FIELDS_BYTES: usize = 1_024;

/// The proof of the app's identity.
pub(super) enum ClientProof<'a> {
    Secret(&'a SecretText),
    Assertion(&'a SecretText),
}

pub(super) fn encode(app_id: Uuid, scope: &str, proof: &ClientProof<'_>) -> Zeroizing<String> {
    let text = match proof {
        ClientProof::Secret(text) | ClientProof::Assertion(text) => text.expose(),
    };
    let plain = is_plain(text);
    // An encoded byte takes three bytes. Reserve no more capacity than needed, because all of it is
    // wiped at the end.
    let bytes_per_byte = if plain { 1 } else { 3 };
    let target =
        String::with_capacity(text.len() * bytes_per_byte + scope.len() * 3 + OTHER_FIELDS_BYTES);
    let mut form = Serializer::new(target);
    form.append_pair("client_id", &app_id.to_string())
        .append_pair("grant_type", "client_credentials")
        .append_pair("scope", scope);
    match proof {
        ClientProof::Secret(_) => {
            form.append_pair("client_secret", text);
            Zeroizing::new(form.finish())
        }
        ClientProof::Assertion(_) => {
            form.append_pair("client_assertion_type", JWT_BEARER);
            if !plain {
                form.append_pair("client_assertion", text);
                return Zeroizing::new(form.finish());
            }
            // Appended directly, because the serializer works byte by byte, which is measurably
            // slower for a kilobyte.
            let mut form = form.finish();
            form.push_str("&client_assertion=");
            form.push_str(text);
            Zeroizing::new(form)
        }
    }
}

/// Returns whether the text needs no encoding. A JWT, for example, needs none. Checking every byte
/// is faster than stopping at the first one that needs encoding.
fn is_plain(text: &str) -> bool {
    text.bytes().fold(true, |plain, byte| {
        plain & (byte.is_ascii_alphanumeric() | matches!(byte, b'-' | b'_' | b'.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assertion_is_encoded_only_where_needed() {
        let encoded = |text: &str| {
            let assertion = SecretText::new(text.to_owned());
            let proof = ClientProof::Assertion(&assertion);
            encode(Uuid::nil(), "s", &proof).to_string()
        };
        let start = "client_id=00000000-0000-0000-0000-000000000000&grant_type=client_credentials&scope=s&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=";
        assert_eq!(encoded("aZ0-_.b.c"), format!("{start}aZ0-_.b.c"));
        assert_eq!(encoded("a.b=&x"), format!("{start}a.b%3D%26x"));
    }

    #[test]
    fn the_form_never_grows_beyond_its_capacity() {
        for text in ["a.b".repeat(4_000), "+/é".repeat(3_000)] {
            let text = SecretText::new(text);
            let scope = "https://ü/".repeat(100);
            for proof in [ClientProof::Assertion(&text), ClientProof::Secret(&text)] {
                let form = encode(Uuid::nil(), &scope, &proof);
                let plain = usize::from(text.expose().starts_with('a'));
                let capacity =
                    text.expose().len() * (3 - 2 * plain) + scope.len() * 3 + OTHER_FIELDS_BYTES;
                assert_eq!(form.capacity(), capacity, "it was never moved");
            }
        }
    }

    #[test]
    fn a_secret_is_url_encoded() {
        let secret = SecretText::new("a+b&c=d ~é%".to_owned());
        let form = encode(
            Uuid::nil(),
            "https://x/.default",
            &ClientProof::Secret(&secret),
        );
        assert!(
            form.ends_with("client_secret=a%2Bb%26c%3Dd+%7E%C3%A9%25"),
            "{}",
            *form
        );
        assert!(form.contains("scope=https%3A%2F%2Fx%2F.default&"));
    }
}
