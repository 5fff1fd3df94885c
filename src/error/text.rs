//! Makes text from a server or a library safe to show in a terminal and a log.

/// The maximum size of a text that is shown. No message needs more, and an HTML page must not flood
/// a log.
const MAX_SHOWN_BYTES: usize = 2_000;

/// Removes control characters (terminal escapes, bidirectional overrides), keeps line breaks,
/// and shortens a long text.
pub fn clean(text: &str) -> String {
    keep(text, true)
}

/// Removes control characters and line breaks, and shortens a long text.
pub fn clean_line(text: &str) -> String {
    keep(text, false)
}

fn keep(text: &str, line_breaks: bool) -> String {
    // Nearly every text is short plain ASCII, and claims are cleaned often.
    if text.len() < MAX_SHOWN_BYTES && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.trim().to_owned();
    }
    let mut out = String::with_capacity(text.len().min(MAX_SHOWN_BYTES));
    for character in text.trim().chars() {
        if out.len() >= MAX_SHOWN_BYTES {
            out.push_str("...");
            break;
        }
        match character {
            '\n' if line_breaks => out.push('\n'),
            '\r' => {}
            '\n' | '\t' => out.push(' '),
            other if is_invisible(other) => {}
            other => out.push(other),
        }
    }
    out
}

/// Returns whether a character is a control character, or hides or reorders text. These are tags,
/// noncharacters, and the characters of Unicode's categories Cc, Cf, Zl and Zp.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00AD}' | '\u{0600}'..='\u{0605}' | '\u{061C}' | '\u{06DD}' | '\u{070F}'
            | '\u{0890}'..='\u{0891}' | '\u{08E2}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}'..='\u{FFFF}' | '\u{110BD}' | '\u{110CD}'
            | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_never_reach_a_terminal() {
        let hostile = "AADSTS1: \u{1b}[31mred\u{1b}]0;title\u{7}\r\nnext\u{9b}31m \u{202e}live";
        let cleaned = clean(hostile);
        assert_eq!(cleaned, "AADSTS1: [31mred]0;title\nnext31m live");
        assert_eq!(clean_line("a\nb\tc"), "a b c");
    }

    #[test]
    fn long_text_is_cut_on_a_character() {
        let long = "é".repeat(5_000);
        let cleaned = clean(&long);
        assert!(cleaned.len() <= MAX_SHOWN_BYTES + 4 && cleaned.ends_with("..."));
    }
}
