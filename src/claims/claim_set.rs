//! Typed access to claims. A server may send a claim with the wrong type.

use serde_json::{Map, Value};
use time::OffsetDateTime;
use zeroize::{Zeroize, Zeroizing};

use super::member::{Claim, Member};
use super::texts::Texts;

/// The claims that can hold the app id, in the order they are tried: Entra v1, Entra v2, RFC 9068.
pub(super) const APP_ID_CLAIMS: [&str; 3] = ["appid", "azp", "client_id"];

/// The members of a token's claims or header: the JSON text, and the position of each member in it.
#[derive(Debug, Clone, Default)]
pub struct ClaimSet {
    json: Zeroizing<Box<str>>,
    members: Vec<Member>,
}

impl ClaimSet {
    /// Parses a JSON object.
    pub(super) fn parse(json: Vec<u8>) -> Option<ClaimSet> {
        let json = match String::from_utf8(json) {
            // A boxed str is wiped with one write, a String byte by byte.
            Ok(json) => Zeroizing::new(json.into_boxed_str()),
            Err(error) => {
                error.into_bytes().as_mut_slice().zeroize();
                return None;
            }
        };
        let members = Member::all(&json)?;
        Some(ClaimSet { json, members })
    }

    /// Returns all members, unchecked.
    pub fn raw(&self) -> Map<String, Value> {
        serde_json::from_str(&self.json).unwrap_or_default()
    }

    /// Finds a member. If a name is repeated, the last one counts, as in most JSON libraries.
    fn get(&self, name: &str) -> Option<&Claim> {
        let mut members = self.members.iter().rev();
        let found = members.find(|member| member.is(name, &self.json))?;
        Some(&found.claim)
    }

    /// Returns whether the claim is present and not null.
    pub fn has(&self, name: &str) -> bool {
        !matches!(self.get(name), None | Some(Claim::Other(Value::Null)))
    }

    fn as_str(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Claim::Text(text) => Some(text.in_json(&self.json)),
            _ => None,
        }
    }

    /// Returns the value of a string claim, unless it is empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.as_str(name).filter(|text| !text.is_empty())
    }

    /// Returns the value of the first of these claims that is a string and not empty.
    pub fn first_text(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.text(name))
    }

    /// Returns the strings of an array, or a single string.
    pub fn texts(&self, name: &str) -> Texts<'_> {
        let claims = match self.get(name) {
            Some(Claim::Array(claims)) => claims,
            Some(claim) => std::slice::from_ref(claim),
            None => &[],
        };
        Texts::new(&self.json, claims)
    }

    /// Returns a time. The claim holds seconds since 1970: an integer, a fraction, or an integer in
    /// a string.
    pub fn time(&self, name: &str) -> Option<OffsetDateTime> {
        let seconds = match self.get(name)? {
            Claim::Text(text) => text.in_json(&self.json).trim().parse().ok()?,
            Claim::Array(_) => return None,
            Claim::Other(value) => value
                .as_i64()
                .or_else(|| value.as_f64().map(|float| float as i64))?,
        };
        OffsetDateTime::from_unix_timestamp(seconds).ok()
    }

    /// Returns a number. A server may send it as a string, as Entra does for `appidacr`.
    pub fn digit(&self, name: &str) -> Option<u64> {
        match self.get(name)? {
            Claim::Text(text) => text.in_json(&self.json).trim().parse().ok(),
            Claim::Array(_) => None,
            Claim::Other(value) => value.as_u64(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(json: &str) -> Option<ClaimSet> {
        ClaimSet::parse(json.as_bytes().to_vec())
    }

    #[test]
    fn every_type_of_claim_is_read() {
        let json = r#"{"t":"plain","e":"a\"b\u00e9","\u006b":"escaped name","n":17,"f":17.9,"s":"17",
            "l":["x",1,["no"],"y\n",null],"m":{"a":[1]},"z":null,"b":true,"":"empty","d":"1","d":"2"}"#;
        let claims = set(json).expect("an object");
        assert_eq!(claims.text("t"), Some("plain"));
        assert_eq!(claims.text("e"), Some("a\"b\u{e9}"));
        assert_eq!(claims.text("k"), Some("escaped name"));
        assert_eq!(claims.text("d"), Some("2"));
        assert_eq!(claims.text(""), Some("empty"));
        let texts = |name| claims.texts(name).collect::<Vec<&str>>();
        assert_eq!(texts("l"), ["x", "y\n"]);
        assert_eq!(texts("t"), ["plain"]);
        assert!(texts("m").is_empty() && texts("n").is_empty() && texts("x").is_empty());
        for name in ["n", "f", "s"] {
            assert_eq!(
                claims.time(name).map(OffsetDateTime::unix_timestamp),
                Some(17),
                "{name}"
            );
        }
        assert_eq!((claims.digit("n"), claims.digit("s")), (Some(17), Some(17)));
        assert!(claims.has("b") && claims.has("m") && !claims.has("z") && !claims.has("x"));
        assert_eq!(claims.raw()["m"]["a"][0], 1);
    }

    #[test]
    fn only_an_object_is_a_claim_set() {
        for json in [
            "",
            "[]",
            "\"x\"",
            "7",
            "{",
            "{}x",
            "{\"a\":}",
            "{\"a\":\"\\ud800\"}",
            "{1:2}",
        ] {
            assert!(set(json).is_none(), "{json}");
        }
        assert!(set(" {} ").is_some());
        assert!(ClaimSet::parse(b"{\"a\":\"\xff\"}".to_vec()).is_none());
    }
}
