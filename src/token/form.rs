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
        ClientProof::Secret(secret) => form.append_pair("client_secret", secret.expose()),
        ClientProof::Assertion(assertion) => form
            .append_pair("client_assertion_type", JWT_BEARER)
            .append_pair("client_assertion", assertion.expose()),
    };
    Zeroizing::new(form.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

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
