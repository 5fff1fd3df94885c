//! Escapers for text inside single quotes. The template contains the quotes themselves.

use std::fmt;

use askama::filters::Escaper;

/// Escapes a PowerShell literal in single quotes. PowerShell also accepts curly single quotes, so
/// all five quote characters are doubled.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PowerShell;

impl Escaper for PowerShell {
    fn write_escaped_str<W: fmt::Write>(&self, mut dest: W, text: &str) -> fmt::Result {
        for piece in text.split_inclusive(is_powershell_quote) {
            dest.write_str(piece)?;
            if let Some(quote) = piece
                .chars()
                .next_back()
                .filter(|c| is_powershell_quote(*c))
            {
                dest.write_char(quote)?;
            }
        }
        Ok(())
    }
}

fn is_powershell_quote(character: char) -> bool {
    matches!(
        character,
        '\'' | '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}'
    )
}

/// Escapes text that a template puts between single quotes in a POSIX shell script. Only the
/// quote is special there.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Shell;

impl Escaper for Shell {
    fn write_escaped_str<W: fmt::Write>(&self, mut dest: W, text: &str) -> fmt::Result {
        let mut pieces = text.split('\'');
        if let Some(first) = pieces.next() {
            dest.write_str(first)?;
        }
        for piece in pieces {
            dest.write_str("'\\''")?;
            dest.write_str(piece)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(escaper: impl Escaper, text: &str) -> String {
        let mut out = String::new();
        escaper.write_escaped_str(&mut out, text).expect("a string");
        out
    }

    #[test]
    fn powershell_doubles_every_character_it_accepts_as_a_single_quote() {
        assert_eq!(escaped(PowerShell, "O'Brien"), "O''Brien");
        assert_eq!(
            escaped(PowerShell, "\u{2018}a\u{2019}b\u{201A}c\u{201B}\u{201C}'"),
            "\u{2018}\u{2018}a\u{2019}\u{2019}b\u{201A}\u{201A}c\u{201B}\u{201B}\u{201C}''"
        );
        assert_eq!(escaped(PowerShell, "$(x) `n \"y\""), "$(x) `n \"y\"");
        assert_eq!(escaped(PowerShell, ""), "");
    }

    #[test]
    fn a_shell_quote_is_closed_escaped_and_opened_again() {
        assert_eq!(escaped(Shell, "O'Brien''"), "O'\\''Brien'\\'''\\''");
        assert_eq!(
            escaped(Shell, "$(x) `y` \\ \u{2019}"),
            "$(x) `y` \\ \u{2019}"
        );
    }
}
