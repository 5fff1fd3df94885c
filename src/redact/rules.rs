//! The table of patterns for secrets. To add a kind of secret, add a row.
//!
//! Everything before the secret stays, so that a reader can see which setting or header contained
//! it. Rows apply in this order, each to the result of the rows before it. Afterwards,
//! [`random`](super::random) finds keys that have no name before them, in base64, hexadecimal and
//! other forms.

use once_cell::sync::Lazy;

use super::rule::{CompiledRule, NO_RULE, Rule};
use crate::error::{Error, Result};

/// A quoted value. It ends at the closing quote. If there is no closing quote, it ends at the end
/// of the line. The quotes can be escaped, as they are inside JSON.
macro_rules! quoted {
    () => {
        r#""(?:\\.|[^"\\\n])*"?|'[^'\n]*'?|\\"[^"\n]*"?"#
    };
}

/// One word, or a quoted value.
macro_rules! word {
    () => {
        concat!(quoted!(), r#"|[^\s;&"'<>,]+"#)
    };
}

/// A quoted value, or the rest of the line up to a separator, because passwords may contain blanks.
macro_rules! line {
    () => {
        concat!(quoted!(), r#"|[^;&\n"'<>]+"#)
    };
}

/// A character of a name; `name!(-)` also accepts a dash. The class lists blocks of letters outside
/// ASCII. `\w`, or `(?i)` around this class, would take milliseconds to compile when repeated.
macro_rules! name {
    () => {
        r"[0-9A-Za-z_\x{C0}-\x{1FFF}\x{3040}-\x{10FFFF}]"
    };
    (-) => {
        r"[0-9A-Za-z_\x{C0}-\x{1FFF}\x{3040}-\x{10FFFF}-]"
    };
}

/// The part of a pattern between the keyword and the value. It matches the rest of the setting's
/// name and the separator: `=`, `:` or `=>`. The name can be quoted, and the separator can be
/// percent-encoded.
macro_rules! join {
    () => {
        concat!(
            name!(-),
            r#"{0,20}\\{0,2}["']? {0,3}(?:=>|=|:|%3[AaDd]) {0,3}"#
        )
    };
}

/// A secret that is already hidden, or an error code of Entra after "password:".
const HIDDEN_OR_CODE: &str = r"(?i)\[redacted:|AADSTS[0-9]";

const TOKEN: &str = "[redacted:token]";
const SECRET: &str = "[redacted:secret]";

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "PEM block, also in one line and without its end",
        value: r"(?s)-----BEGIN[A-Za-z0-9 %+_]{1,60}-----.*?(?:-----END[^\n]{0,60}?-----|\z)",
        shown: "[redacted:key]",
        example: (
            "key: -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- (RSA)",
            "key: [redacted:key] (RSA)",
        ),
        counterexample: "The file has no -----BEGIN line.",
        ..NO_RULE
    },
    Rule {
        name: "password by its name",
        lead: concat!(
            "(?i:password|passwd|passphrase|passcode|pwd|cookie)",
            join!()
        ),
        not_value: HIDDEN_OR_CODE,
        value: line!(),
        shown: SECRET,
        example: (
            "Server=x;Password=correct horse;Encrypt=True",
            "Server=x;Password=[redacted:secret];Encrypt=True",
        ),
        counterexample: "password: AADSTS99999: The user name is unknown.",
        ..NO_RULE
    },
    Rule {
        name: "secret, token, key or signature by its name",
        lead: concat!(
            "((?i:secret|assertion|signature",
            "|(?:access|refresh|id|sas|auth|bearer|session|security)[_-]?token",
            "|(?:api|access|account|private|shared|encryption|storage)[_-]?key))",
            join!()
        ),
        not_named: r"(?i)[_-]?(?:type|id|name)(?-u:\b)",
        not_value: HIDDEN_OR_CODE,
        value: word!(),
        shown: SECRET,
        example: (
            r#"{"client_secret":"hunter2","x":1}"#,
            r#"{"client_secret":[redacted:secret],"x":1}"#,
        ),
        counterexample: "client-assertion-type:jwt-bearer",
    },
    Rule {
        name: "quoted secret in a sentence",
        lead: r"(?i)(?:secret|password|passphrase|pwd)(?: (?:is|was|value|key|of))? {1,3}",
        value: r#""[^"\n]*"|'[^'\n]*'"#,
        shown: SECRET,
        example: (
            "the secret is 'hunter2', sorry",
            "the secret is [redacted:secret], sorry",
        ),
        counterexample: "the secret of the app 'Contoso'",
        ..NO_RULE
    },
    Rule {
        // A value without a digit or punctuation is just the next word of a sentence.
        name: "secret as a command-line argument",
        lead: concat!(
            "-",
            name!(),
            "{0,20}(?i:secret|password|passphrase|token|assertion|apikey)",
            name!(),
            "{0,20}[ :]{1,3}"
        ),
        value: concat!(
            r#""[^"\n]*"?|'[^'\n]*'?"#,
            r"|[0-9~!@#%^&*+=_]\S*|[^\s$(\[-][!-~\x{80}-\x{10FFFF}]{0,100}?[0-9~!@#%^&*+=_]\S*"
        ),
        shown: SECRET,
        example: (
            "-ClientSecret hunter2 -AppId x",
            "-ClientSecret [redacted:secret] -AppId x",
        ),
        counterexample: "-ClientSecret $secret -UserPassword (Get-Password) -Token text",
        ..NO_RULE
    },
    Rule {
        name: "secret in a query string",
        lead: r"(?i)[?&](?:code|sig|token|client_info|session_state|id_token|skoid)=",
        value: r#"[^&\s#"'<>]+"#,
        shown: SECRET,
        example: (
            "https://x.example/blob?sv=2024&sig=hunter2&se=1",
            "https://x.example/blob?sv=2024&sig=[redacted:secret]&se=1",
        ),
        counterexample: "https://x.example/?state=1&error_code=2",
        ..NO_RULE
    },
    Rule {
        name: "secret in an XML element",
        lead: concat!(
            "<(?:",
            name!(),
            "{1,20}:)?",
            name!(),
            "{0,20}(?i:secret|password|token|assertion|key|signaturevalue)",
            name!(),
            "{0,20}"
        ),
        value: r"(?: [^<>\n]*)?>([^<]+)",
        shown: SECRET,
        example: (
            "<ds:SignatureValue>hunter2</ds:SignatureValue>",
            "<ds:SignatureValue>[redacted:secret]</ds:SignatureValue>",
        ),
        counterexample: "<tenant>contoso.com</tenant>",
        ..NO_RULE
    },
    Rule {
        // Doesn't match "Bearer token was ..." or the parameters of a WWW-Authenticate header.
        name: "token of an Authorization header",
        lead: r"(?-u:\b)(?i:bearer|d?pop|negotiate|ntlm)[ :]{1,3}",
        not_value: concat!(
            r"(?i:auth|token|scheme|challenge)|\[redacted:|",
            name!(),
            r#"{1,40}=(?:["\w]|\[redacted:)"#
        ),
        value: r#"["']?[^\s"',;<>]{6,}"#,
        shown: TOKEN,
        example: (
            "Authorization: Bearer hunter2, next",
            "Authorization: Bearer [redacted:token], next",
        ),
        counterexample: r#"Bearer authorization_uri="https://x.example", error="invalid_token""#,
        ..NO_RULE
    },
    Rule {
        // Matches a whole base64 text, so nothing of it is left after the match.
        name: "user and password of an Authorization header",
        lead: r"(?-u:\b)[Bb]asic[ :]{1,3}",
        value: concat!(
            "((?:[A-Za-z0-9+/]{4})+",
            "(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=))(?:[^A-Za-z0-9+/=]|\\z)"
        ),
        shown: SECRET,
        example: (
            "Authorization: Basic dXNlcjpodW50ZXIy, next",
            "Authorization: Basic [redacted:secret], next",
        ),
        counterexample: "Basic authentication is off.",
        ..NO_RULE
    },
    Rule {
        name: "user and password in a URL",
        lead: "://",
        value: r#"([^\s/"'<>]+)@"#,
        shown: SECRET,
        example: (
            "https://user:hunter2@example.com/x",
            "https://[redacted:secret]@example.com/x",
        ),
        counterexample: "https://example.com/user@example.com",
        ..NO_RULE
    },
    Rule {
        name: "JSON Web Token, or a part of one that begins with its JSON",
        value: r"eyJ[A-Za-z0-9_%+/=-]{6,}(?:\.[A-Za-z0-9_%+/=-]*)*",
        shown: TOKEN,
        example: ("it was eyJhIjoxfQ.e30.c2ln!", "it was [redacted:token]!"),
        counterexample: "it begins with eyJ.",
        ..NO_RULE
    },
    Rule {
        name: "client secret as Entra generates it",
        value: "[A-Za-z0-9_.~-]{3}[0-9]Q~[A-Za-z0-9_.~-]{16,}",
        shown: SECRET,
        example: (
            "it was 'abC8Q~xYz1.2w_Vu-Ts~Rq4Po5Nm6'",
            "it was '[redacted:secret]'",
        ),
        counterexample: "abC8Q~ is how they begin.",
        ..NO_RULE
    },
];

/// All rows, or `None` if a pattern does not compile (which a test rules out).
static COMPILED: Lazy<Option<Vec<CompiledRule>>> =
    Lazy::new(|| RULES.iter().map(|rule| rule.compile().ok()).collect());

/// Returns the compiled table.
///
/// # Errors
/// `InternalFault` if a pattern does not compile, because no text may be shown without the rules.
pub(super) fn compiled() -> Result<&'static [CompiledRule]> {
    COMPILED
        .as_deref()
        .ok_or_else(|| Error::internal("a redaction rule does not compile"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(rule: &CompiledRule, text: &str) -> String {
        let shown = rule.apply(text);
        shown.map_or_else(|| text.to_owned(), |shown| shown.to_string())
    }

    #[test]
    fn every_rule_hides_its_example_once_and_leaves_its_counterexample() {
        for row in RULES {
            let rule = row
                .compile()
                .unwrap_or_else(|error| panic!("{}: {error}", row.name));
            let (text, shown) = row.example;
            assert_eq!(applied(&rule, text), shown, "{}", row.name);
            assert_eq!(applied(&rule, shown), shown, "{}", row.name);
            assert_eq!(
                applied(&rule, row.counterexample),
                row.counterexample,
                "{}",
                row.name
            );
        }
    }

    #[test]
    fn a_lead_is_bounded() {
        for row in RULES.iter().filter(|row| !row.lead.is_empty()) {
            let pattern = regex_syntax::parse(row.lead).expect(row.name);
            let longest = pattern.properties().maximum_len();
            assert!(longest.is_some_and(|bytes| bytes < 300), "{}", row.name);
        }
    }
}
