//! The kinds of values that a template accepts, by their place in a script.

use std::fmt;

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::error::{Error, Result, clean_line};

/// Text for a literal in single quotes: any text without control characters. Control characters
/// would survive the quotes, but not an editor, a terminal or the indentation of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Literal<'a>(&'a str);

impl<'a> Literal<'a> {
    /// Accepts a text without control characters. The caller has to remove or refuse control
    /// characters first.
    ///
    /// # Errors
    /// `InternalFault` if the text contains control characters.
    pub(crate) fn new(text: &'a str) -> Result<Literal<'a>> {
        if text.chars().any(char::is_control) {
            return Err(Error::internal("a script literal has control characters"));
        }
        Ok(Literal(text))
    }
}

impl fmt::Display for Literal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Text for a comment: one line without control or invisible characters. A template writes it with
/// `|safe`, because a comment has no quotes to escape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line(String);

impl Line {
    pub(crate) fn new(text: &str) -> Line {
        Line(clean_line(text))
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value that needs no quotes in PowerShell or in a shell, and is harmless in double quotes. It
/// consists of ASCII letters, digits and `.`, `_`, `:`, `/`, `-`, and starts with a letter or
/// digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'a>(&'a str);

impl<'a> Word<'a> {
    /// Accepts a text that needs no quotes.
    ///
    /// # Errors
    /// `InternalFault` for any other text. Words come only from data files and validated values, so
    /// such a text is a bug in ExoMt.
    pub(crate) fn new(text: &'a str) -> Result<Word<'a>> {
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._:/-".contains(&byte));
        let starts = text.starts_with(|first: char| first.is_ascii_alphanumeric());
        if plain && starts {
            return Ok(Word(text));
        }
        Err(Error::internal("a script word needs quotes"))
    }
}

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Bytes as base64, which needs no quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Base64(String);

impl Base64 {
    /// The length of a line in a PEM block.
    const PEM_WIDTH: usize = 64;

    pub(crate) fn new(bytes: &[u8]) -> Base64 {
        Base64(STANDARD.encode(bytes))
    }

    /// Returns the lines of a PEM block.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        let starts = (0..self.0.len()).step_by(Base64::PEM_WIDTH);
        starts.map(|start| &self.0[start..self.0.len().min(start + Base64::PEM_WIDTH)])
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A rendered template. Other templates include it with `|safe`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Script(String);

impl Script {
    /// Renders a template.
    ///
    /// # Errors
    /// `InternalFault` if the template could not be rendered.
    pub(crate) fn render(template: &impl Template) -> Result<Script> {
        template
            .render()
            .map(Script)
            .map_err(|_| Error::internal("a template could not be rendered"))
    }

    /// Joins scripts, with an empty line between them.
    pub(crate) fn join<'a>(scripts: impl IntoIterator<Item = &'a Script>) -> Script {
        let texts: Vec<&str> = scripts.into_iter().map(|script| &*script.0).collect();
        Script(texts.join("\n\n"))
    }

    /// Returns the script indented by four spaces. This changes no literal, because literals
    /// contain no line breaks.
    pub(crate) fn indented(&self) -> Script {
        let mut out = String::with_capacity(self.0.len() + self.0.len() / 8);
        for line in self.0.split_inclusive('\n') {
            if line != "\n" {
                out.push_str("    ");
            }
            out.push_str(line);
        }
        Script(out)
    }

    /// Returns the lines.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }

    /// Returns the text.
    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_has_no_control_characters_and_keeps_all_else() {
        let text = "O'Brien \u{2019} $(x) \u{202E} \u{1F600}";
        assert_eq!(Literal::new(text).expect("plain").to_string(), text);
        for bad in ["a\nb", "a\rb", "a\tb", "\u{1b}[31m", "\u{85}", "a\0b"] {
            assert!(Literal::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_word_is_safe_without_quotes() {
        for good in ["Global", "https://graph.microsoft.us", "contoso-app.key"] {
            assert_eq!(Word::new(good).expect(good).to_string(), good);
        }
        for bad in [
            "", "-x", "a b", "a'b", "$x", "a;b", "a\nb", "ä", "a\\b", "(a)",
        ] {
            assert!(Word::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_line_is_one_line() {
        let line = Line::new("CN=a\nRemove-Item x\u{202E}\u{2028}y");
        assert_eq!(line.to_string(), "CN=a Remove-Item xy");
    }

    #[test]
    fn base64_is_split_as_in_pem() {
        let base64 = Base64::new(&[0xFB; 49]);
        let lines: Vec<&str> = base64.lines().collect();
        assert_eq!(
            lines.iter().map(|line| line.len()).collect::<Vec<_>>(),
            [64, 4]
        );
        assert_eq!(lines.concat(), base64.to_string());
        assert_eq!(Base64::new(&[]).lines().count(), 0);
    }

    #[test]
    fn empty_lines_stay_empty_when_a_script_is_indented() {
        let script = Script("a\n\n    b\n".to_owned());
        assert_eq!(script.indented().to_string(), "    a\n\n        b\n");
    }
}
