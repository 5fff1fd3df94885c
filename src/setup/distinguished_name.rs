//! Distinguished names. Parses and writes them in the form that Windows uses (`CN=ExoMt,
//! O="Contoso, Ltd"`), and writes them for `openssl -subj` (`/O=Contoso, Ltd/CN=ExoMt`).

use std::fmt;

use x509_parser::x509::{AttributeTypeAndValue, X509Name};

use crate::error::{Error, ErrorCode, Result, clean_line};

/// The maximum length of a common name (X.520).
const MAX_COMMON_NAME_CHARS: usize = 64;

/// An attribute type: its object identifier, its names in Windows and in OpenSSL, and other names.
type AttributeType = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const COMMON_NAME: AttributeType = ("2.5.4.3", "CN", "CN", &["commonName"]);

const TYPES: [AttributeType; 18] = [
    COMMON_NAME,
    ("2.5.4.4", "SN", "SN", &["surname"]),
    ("2.5.4.5", "SERIALNUMBER", "serialNumber", &[]),
    ("2.5.4.6", "C", "C", &["countryName"]),
    ("2.5.4.7", "L", "L", &["localityName"]),
    ("2.5.4.8", "S", "ST", &["stateOrProvinceName"]),
    ("2.5.4.9", "STREET", "street", &["streetAddress"]),
    ("2.5.4.10", "O", "O", &["organizationName"]),
    ("2.5.4.11", "OU", "OU", &["organizationalUnitName"]),
    ("2.5.4.12", "T", "title", &[]),
    ("2.5.4.13", "Description", "description", &[]),
    ("2.5.4.15", "businessCategory", "businessCategory", &[]),
    ("2.5.4.17", "PostalCode", "postalCode", &[]),
    ("2.5.4.42", "G", "GN", &["givenName"]),
    ("2.5.4.43", "I", "initials", &[]),
    ("2.5.4.46", "dnQualifier", "dnQualifier", &[]),
    (
        "0.9.2342.19200300.100.1.25",
        "DC",
        "DC",
        &["domainComponent"],
    ),
    ("1.2.840.113549.1.9.1", "E", "emailAddress", &["email"]),
];

/// An attribute: a type and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Attribute {
    kind: Kind,
    value: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Known(AttributeType),
    /// An unknown type, by its object identifier.
    Other(String),
}

impl Kind {
    fn from_oid(oid: &str) -> Kind {
        match TYPES.iter().find(|known| known.0 == oid) {
            Some(known) => Kind::Known(*known),
            None => Kind::Other(oid.to_owned()),
        }
    }

    /// Parses the name of an attribute type, or its object identifier with or without the prefix
    /// `OID.`.
    fn parse(text: &str) -> Option<Kind> {
        let prefix = text
            .get(..4)
            .filter(|start| start.eq_ignore_ascii_case("OID."));
        let oid = prefix.map_or(text, |prefix| &text[prefix.len()..]);
        let arcs: Vec<&str> = oid.split('.').collect();
        let is_arc = |arc: &&str| !arc.is_empty() && arc.bytes().all(|byte| byte.is_ascii_digit());
        if arcs.len() > 1 && arcs.iter().all(is_arc) {
            return Some(Kind::from_oid(oid));
        }
        let is = |name: &str| name.eq_ignore_ascii_case(text);
        let mut types = TYPES.iter();
        let found = types.find(|(_, windows, openssl, others)| {
            is(windows) || is(openssl) || others.iter().any(|other| is(other))
        });
        found.map(|known| Kind::Known(*known))
    }
}

/// A distinguished name, such as the subject of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DistinguishedName {
    /// The relative distinguished names in the order of a certificate: the country first, the
    /// common name last. Nearly all have one attribute.
    parts: Vec<Vec<Attribute>>,
}

impl DistinguishedName {
    /// Creates a name that has only a common name, which is shortened to the maximum length.
    pub(super) fn common_name(text: &str) -> DistinguishedName {
        let short: String = text.chars().take(MAX_COMMON_NAME_CHARS).collect();
        let attribute = Attribute {
            kind: Kind::Known(COMMON_NAME),
            value: short.trim().to_owned(),
        };
        DistinguishedName {
            parts: vec![vec![attribute]],
        }
    }

    /// Parses `CN=..., O=...`, with values in double quotes where needed.
    ///
    /// # Errors
    /// `InvalidSubject`, with the text.
    pub(super) fn parse(text: &str) -> Result<DistinguishedName> {
        parse(text).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidSubject,
                format!(
                    "'{}' cannot be the subject of a certificate.",
                    clean_line(text)
                ),
                "Give a distinguished name such as CN=ExoMt or CN=\"Contoso, Ltd\", O=Contoso.",
            )
        })
    }

    /// Converts a name from a certificate. Removes control characters.
    pub(super) fn from_x509(name: &X509Name<'_>) -> DistinguishedName {
        let attribute = |attribute: &AttributeTypeAndValue<'_>| Attribute {
            kind: Kind::from_oid(&attribute.attr_type().to_id_string()),
            value: clean_line(&value(attribute)),
        };
        let parts = name
            .iter_rdn()
            .map(|part| part.iter().map(attribute).collect());
        DistinguishedName {
            parts: parts.collect(),
        }
    }

    /// Writes the name as `openssl req -subj` accepts it.
    pub(super) fn for_openssl(&self) -> String {
        let mut out = String::new();
        for part in &self.parts {
            for (place, attribute) in part.iter().enumerate() {
                out.push(if place == 0 { '/' } else { '+' });
                out.push_str(match &attribute.kind {
                    Kind::Known((_, _, openssl, _)) => openssl,
                    Kind::Other(oid) => oid,
                });
                out.push('=');
                for character in attribute.value.chars() {
                    if matches!(character, '\\' | '/' | '+') {
                        out.push('\\');
                    }
                    out.push(character);
                }
            }
        }
        out
    }
}

/// Writes the name as Windows does: the common name first.
impl fmt::Display for DistinguishedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, part) in self.parts.iter().rev().enumerate() {
            for (inner, attribute) in part.iter().enumerate() {
                f.write_str(match (place, inner) {
                    (0, 0) => "",
                    (_, 0) => ", ",
                    _ => " + ",
                })?;
                match &attribute.kind {
                    Kind::Known((_, windows, _, _)) => f.write_str(windows)?,
                    Kind::Other(oid) => write!(f, "OID.{oid}")?,
                }
                if needs_quotes(&attribute.value) {
                    write!(f, "=\"{}\"", attribute.value.replace('"', "\"\""))?;
                } else {
                    write!(f, "={}", attribute.value)?;
                }
            }
        }
        Ok(())
    }
}

fn needs_quotes(value: &str) -> bool {
    value.is_empty()
        || value.starts_with(' ')
        || value.ends_with(' ')
        || value.contains([',', '+', '=', '"', '<', '>', '#', ';'])
}

const SEPARATORS: [char; 2] = [',', ';'];

fn parse(text: &str) -> Option<DistinguishedName> {
    if text.contains(char::is_control) {
        return None;
    }
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let kind = Kind::parse(name.trim())?;
        let after = after.trim_start();
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted_value(quoted)?,
            None => {
                let end = after.find(SEPARATORS).unwrap_or(after.len());
                let (value, after) = after.split_at(end);
                (value.trim_end().to_owned(), after)
            }
        };
        parts.push(vec![Attribute { kind, value }]);
        rest = match after.strip_prefix(SEPARATORS) {
            Some(more) => more.trim_start(),
            None if after.is_empty() => after,
            None => return None,
        };
    }
    // The part that is written first is the last one in a certificate.
    parts.reverse();
    (!parts.is_empty()).then_some(DistinguishedName { parts })
}

/// Reads a value up to its closing quote. Returns the value and the rest of the text. Two quotes in
/// the value stand for one.
fn quoted_value(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('"')?;
        value.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => {
                value.push('"');
                rest = more;
            }
            None => return Some((value, after.trim_start())),
        }
    }
}

fn value(attribute: &AttributeTypeAndValue<'_>) -> String {
    let raw = attribute.attr_value();
    if let Ok(text) = attribute.as_str() {
        return text.to_owned();
    }
    let bytes = raw.data;
    match raw.tag().0 {
        // BMPString.
        30 => {
            let units = bytes
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units)
                .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        // TeletexString, which is read as Latin-1 in practice.
        20 => bytes.iter().map(|byte| char::from(*byte)).collect(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> DistinguishedName {
        DistinguishedName::parse(text).expect(text)
    }

    #[test]
    fn names_are_read_and_written_as_windows_does() {
        for (text, windows, openssl) in [
            ("CN=ExoMt", "CN=ExoMt", "/CN=ExoMt"),
            (" cn = a , o= b ", "CN=a, O=b", "/O=b/CN=a"),
            ("CN=a;O=b,", "CN=a, O=b", "/O=b/CN=a"),
            (
                "CN=ExoMt, O=\"Contoso, Ltd\", C=DE",
                "CN=ExoMt, O=\"Contoso, Ltd\", C=DE",
                "/C=DE/O=Contoso, Ltd/CN=ExoMt",
            ),
            (
                "CN=\"a/b+c\\d\", S=Bayern, E=admin@contoso.com",
                "CN=\"a/b+c\\d\", S=Bayern, E=admin@contoso.com",
                "/emailAddress=admin@contoso.com/ST=Bayern/CN=a\\/b\\+c\\\\d",
            ),
            ("CN=\"a \"\"b\"\"\"", "CN=\"a \"\"b\"\"\"", "/CN=a \"b\""),
            ("CN=a=b", "CN=\"a=b\"", "/CN=a=b"),
            ("CN=\" a\"", "CN=\" a\"", "/CN= a"),
            ("CN=", "CN=\"\"", "/CN="),
            (
                "OID.2.5.4.3=a, 1.2.3.4=b",
                "CN=a, OID.1.2.3.4=b",
                "/1.2.3.4=b/CN=a",
            ),
            (
                "GN=a, surname=b, T=c, I=d, STREET=e, serialNumber=f",
                "G=a, SN=b, T=c, I=d, STREET=e, SERIALNUMBER=f",
                "/serialNumber=f/street=e/initials=d/title=c/SN=b/GN=a",
            ),
            (
                "CN=$(x) `y' \u{2019}",
                "CN=$(x) `y' \u{2019}",
                "/CN=$(x) `y' \u{2019}",
            ),
        ] {
            let name = read(text);
            assert_eq!(name.to_string(), windows, "{text}");
            assert_eq!(name.for_openssl(), openssl, "{text}");
            assert_eq!(read(&name.to_string()), name, "{text}");
        }
    }

    #[test]
    fn text_that_is_not_a_distinguished_name_is_refused() {
        for bad in [
            "",
            " ",
            "ExoMt",
            "=x",
            "FOO=x",
            ",CN=a",
            "CN=a,,O=b",
            "CN=\"a",
            "CN=\"a\"b",
            "CN=a\nb",
            "CN=a\\,b",
            "OID.=x",
            "1..2=x",
            "CN=\"a\u{7}\"",
        ] {
            let error = DistinguishedName::parse(bad).expect_err(bad);
            assert_eq!(error.code(), ErrorCode::InvalidSubject, "{bad}");
        }
    }

    #[test]
    fn a_display_name_becomes_a_common_name_of_64_characters() {
        let name = DistinguishedName::common_name(&"x".repeat(256));
        assert_eq!(name.to_string().len(), "CN=".len() + 64);
        let cut = DistinguishedName::common_name(&format!("{} y", "x".repeat(63)));
        assert_eq!(cut.for_openssl(), format!("/CN={}", "x".repeat(63)));
        let quoted = DistinguishedName::common_name("O'Brien, \"x\"");
        assert_eq!(quoted.to_string(), "CN=\"O'Brien, \"\"x\"\"\"");
    }
}
