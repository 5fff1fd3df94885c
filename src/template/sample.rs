//! Samples for the tests: templates rendered with a marked value in every placeholder.

use std::cell::{Cell, RefCell};

use askama::Template;
use uuid::Uuid;

use super::{Base64, Line, Literal, Script, Word};

/// The prefixes of the marks in text, comment lines and words. A mark consists of a prefix, a
/// number and `M`, such as `Qtext1M`.
pub(super) const TEXT: &str = "Qtext";
pub(super) const LINE: &str = "Qline";
const WORD: &str = "Qword";

/// A template, rendered with the values of one round.
pub(crate) struct Sample {
    /// The template's path below `templates/`.
    pub(crate) path: &'static str,
    /// The rendered text.
    pub(crate) text: String,
    /// The text to put before a sample that is only a part of a command.
    pub(crate) prefix: &'static str,
    /// Each placeholder that has a value, and the value as it appears in the text.
    pub(crate) values: Vec<(&'static str, String)>,
}

impl Sample {
    /// Sets the text to put before a sample that is only a part of a command, so that both together
    /// are a complete command.
    pub(crate) fn after(mut self, prefix: &'static str) -> Sample {
        self.prefix = prefix;
        self
    }
}

/// Makes the values of one round of tests. Each value is a mark, followed by the hostile text of
/// this round. The first round has no hostile text.
pub(crate) struct Values {
    hostile: &'static str,
    /// The values made since the last sample was rendered.
    made: RefCell<Vec<(&'static str, String)>>,
    count: Cell<u32>,
}

impl Values {
    pub(super) fn new(hostile: &'static str) -> Values {
        Values {
            hostile,
            made: RefCell::default(),
            count: Cell::new(0),
        }
    }

    /// Renders a template that was built with the values made since the last call.
    pub(crate) fn sample(&self, path: &'static str, template: &impl Template) -> Sample {
        Sample {
            path,
            text: Script::render(template).expect(path).into_text(),
            prefix: "",
            values: self.made.take(),
        }
    }

    fn next(&self) -> u32 {
        self.count.set(self.count.get() + 1);
        self.count.get()
    }

    fn note<T: ToString>(&self, placeholder: &'static str, value: T) -> T {
        self.made
            .borrow_mut()
            .push((placeholder, value.to_string()));
        value
    }

    /// Makes text for HTML.
    pub(crate) fn text(&self, placeholder: &'static str) -> &'static str {
        let text = format!("{TEXT}{}M{}", self.next(), self.hostile);
        self.note(placeholder, Box::leak(text.into_boxed_str()))
    }

    /// Makes text to put between single quotes.
    pub(crate) fn literal(&self, placeholder: &'static str) -> Literal<'static> {
        Literal::new(self.text(placeholder)).expect("no control characters")
    }

    /// Makes text for a comment.
    pub(crate) fn line(&self, placeholder: &'static str) -> Line {
        let text = format!("{LINE}{}M{}", self.next(), self.hostile);
        self.note(placeholder, Line::new(&text))
    }

    /// Makes a value that needs no quotes. It is only a mark, because a [`Word`] refuses hostile
    /// text.
    pub(crate) fn word(&self, placeholder: &'static str) -> Word<'static> {
        let mark: &str = Box::leak(format!("{WORD}{}M", self.next()).into_boxed_str());
        let hostile = format!("{mark}{}", self.hostile);
        assert!(mark == hostile || Word::new(&hostile).is_err(), "{hostile}");
        self.note(placeholder, Word::new(mark).expect("a word"))
    }

    /// Makes a GUID.
    pub(crate) fn id(&self, placeholder: &'static str) -> Uuid {
        let id = 0x7e4a_0001_1c2d_4e3f_8a5b_0000_0000_0000 + u128::from(self.next());
        self.note(placeholder, Uuid::from_u128(id))
    }

    /// Makes a number.
    pub(crate) fn number(&self, placeholder: &'static str) -> u32 {
        let number = 70_000 + self.next();
        self.note(placeholder, number)
    }

    /// Makes a certificate.
    pub(crate) fn base64(&self, placeholder: &'static str) -> Base64 {
        let base64 = Base64::new(&[0xFB; 100]);
        let start: String = base64.to_string().chars().take(64).collect();
        self.note(placeholder, start);
        base64
    }

    /// Makes a rendered template for use inside another.
    pub(crate) fn script(&self, placeholder: &'static str, template: &impl Template) -> Script {
        self.note(placeholder, Script::render(template).expect(placeholder))
    }
}
