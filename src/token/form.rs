//! The form of a client-credentials request (RFC 6749 4.4, RFC 7523 2.2).

use url::form_urlencoded::Serializer;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::secret::SecretText;

const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Room for an assertion with a chain, so that growing leaves no copy of it behind.
const ROOM: usize = 16 * 1024;

/// What goes into the form to prove the app.
pub(super) enum ClientProof<'a> {
    Secret(&'a SecretText),
    Assertion(&'a SecretText),
}

pub(super) fn encode(app_id: Uuid, scope: &str, proof: &ClientProof<'_>) -> Zeroizing<String> {
    let proof_len = match proof {
        ClientProof::Secret(text) | ClientProof::Assertion(text) => text.expose().len(),
    };
    let target = String::with_capacity(ROOM.max(proof_len * 3 + 1_024));
    let mut form = Serializer::new(target);
    form.append_pair("client_id", &app_id.to_string())
        .append_pair("grant_type", "client_credentials")
        .append_pair("scope", scope);
    match proof {
        ClientProof::Secret(secret) => {
            form.append_pair("client_secret", secret.expose());
            Zeroizing::new(form.finish())
        }
        ClientProof::Assertion(assertion) => {
            form.append_pair("client_assertion_type", JWT_BEARER);
            let assertion = assertion.expose();
            if !assertion.bytes().all(is_plain) {
                form.append_pair("client_assertion", assertion);
                return Zeroizing::new(form.finish());
            }
            // The serializer looks at one byte after the other, which for a kilobyte shows.
            let mut form = form.finish();
            form.push_str("&client_assertion=");
            form.push_str(assertion);
            Zeroizing::new(form)
        }
    }
}

/// What a JWT is made of needs no encoding.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assertion_is_encoded_where_it_has_to_be() {
        let encoded = |text: &str| {
            let assertion = SecretText::new(text.to_owned());
            let proof = ClientProof::Assertion(&assertion);
            encode(Uuid::nil(), "s", &proof).to_string()
        };
        let begin = "client_id=00000000-0000-0000-0000-000000000000&grant_type=client_credentials&scope=s&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=";
        assert_eq!(encoded("aZ0-_.b.c"), format!("{begin}aZ0-_.b.c"));
        assert_eq!(encoded("a.b=&x"), format!("{begin}a.b%3D%26x"));
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
