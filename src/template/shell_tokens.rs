//! Splits a shell script into quoted and unquoted parts, for the tests.

/// A part of a script. The variant shows how the part is quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Text that is neither quoted nor a comment.
    Plain(String),
    /// Text between single quotes, as the shell reads it: `'\''` is one quote.
    Literal(String),
    /// Text between double quotes, without the commands in it.
    Double(String),
    /// A comment: from `#` to the end of the line.
    Comment(String),
    /// A here-document whose end word is quoted.
    Document(String),
}

/// Whether the reader is in a command or in double quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Outside quotes, or in a `$(` command inside double quotes.
    Command,
    Double,
}

/// Parses a script. Panics if a quote or a here-document isn't closed.
pub(super) fn tokens(script: &str) -> Vec<Token> {
    let mut reader = Reader {
        rest: script,
        plain: String::new(),
        found: Vec::new(),
        documents: Vec::new(),
    };
    let mut states = vec![State::Command];
    while let Some(character) = reader.rest.chars().next() {
        let state = *states.last().expect("the script itself");
        match (state, character) {
            (_, '\\') => reader.take(2),
            (State::Command, '\'') => reader.literal(),
            (State::Command, '#') if reader.starts_a_word() => reader.comment(),
            (State::Command, '\n') => reader.line_end(),
            (State::Command, '<') if reader.rest.starts_with("<<'") => reader.document(),
            (State::Command, '"') => {
                reader.flush(State::Command);
                reader.rest = &reader.rest[1..];
                states.push(State::Double);
            }
            (State::Double, '"') => {
                reader.flush(State::Double);
                reader.rest = &reader.rest[1..];
                states.pop();
            }
            (_, '$') if reader.rest.starts_with("$(") => {
                reader.take(2);
                reader.flush(state);
                states.push(State::Command);
            }
            (State::Command, '(') => {
                reader.take(1);
                states.push(State::Command);
            }
            (State::Command, ')') if states.len() > 1 => {
                reader.flush(state);
                states.pop();
                reader.take(1);
            }
            _ => reader.take(1),
        }
    }
    assert!(
        reader.documents.is_empty() && !states.contains(&State::Double),
        "not closed: {script}"
    );
    reader.flush(State::Command);
    reader.found
}

struct Reader<'a> {
    rest: &'a str,
    plain: String,
    found: Vec<Token>,
    /// The end words of here-documents that begin at the next line.
    documents: Vec<String>,
}

impl Reader<'_> {
    fn take(&mut self, count: usize) {
        for _ in 0..count {
            if let Some(character) = self.rest.chars().next() {
                self.plain.push(character);
                self.rest = &self.rest[character.len_utf8()..];
            }
        }
    }

    fn flush(&mut self, state: State) {
        let text = std::mem::take(&mut self.plain);
        if state == State::Double {
            self.found.push(Token::Double(text));
        } else if !text.is_empty() {
            self.found.push(Token::Plain(text));
        }
    }

    fn starts_a_word(&self) -> bool {
        self.plain
            .chars()
            .next_back()
            .is_none_or(|before| before.is_whitespace() || ";&|(".contains(before))
    }

    /// Reads `'...'`, and each `'\''` that continues it.
    fn literal(&mut self) {
        self.flush(State::Command);
        let mut text = String::new();
        loop {
            let (inside, rest) = self.rest[1..].split_once('\'').expect("a closing quote");
            text.push_str(inside);
            self.rest = rest;
            match rest.strip_prefix("\\'") {
                Some(more) if more.starts_with('\'') => {
                    text.push('\'');
                    self.rest = more;
                }
                _ => break,
            }
        }
        self.found.push(Token::Literal(text));
    }

    fn comment(&mut self) {
        self.flush(State::Command);
        let end = self.rest.find('\n').unwrap_or(self.rest.len());
        let (comment, rest) = self.rest.split_at(end);
        self.found.push(Token::Comment(comment.to_owned()));
        self.rest = rest;
    }

    fn document(&mut self) {
        let (word, rest) = self.rest[3..].split_once('\'').expect("a closing quote");
        self.documents.push(word.to_owned());
        self.plain.push_str("<<");
        self.rest = rest;
    }

    fn line_end(&mut self) {
        self.take(1);
        for word in std::mem::take(&mut self.documents) {
            self.flush(State::Command);
            let end = format!("\n{word}");
            let (text, rest) = self.rest.split_once(&*end).expect("the end of a document");
            assert!(
                rest.is_empty() || rest.starts_with('\n'),
                "{word} isn't alone on its line"
            );
            self.found.push(Token::Document(text.to_owned()));
            self.rest = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_comments_commands_and_documents_are_distinguished() {
        let script = "a='x'\\''y' # it's\nb=\"$(c \"d\" 'e#f' | g -d ':') '$h'\" ${i##*=}\ncat <<'END'\n'$j\nEND\nk";
        assert_eq!(
            tokens(script),
            [
                Token::Plain("a=".to_owned()),
                Token::Literal("x'y".to_owned()),
                Token::Plain(" ".to_owned()),
                Token::Comment("# it's".to_owned()),
                Token::Plain("\nb=".to_owned()),
                Token::Double("$(".to_owned()),
                Token::Plain("c ".to_owned()),
                Token::Double("d".to_owned()),
                Token::Plain(" ".to_owned()),
                Token::Literal("e#f".to_owned()),
                Token::Plain(" | g -d ".to_owned()),
                Token::Literal(":".to_owned()),
                Token::Double(") '$h'".to_owned()),
                Token::Plain(" ${i##*=}\ncat <<\n".to_owned()),
                Token::Document("'$j".to_owned()),
                Token::Plain("\nk".to_owned()),
            ]
        );
    }
}
