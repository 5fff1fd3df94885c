//! The structure of a diagnostic: tables, lists and strings, in the order in which they are shown.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::redact::Redactor;

/// A part of a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tree {
    Text(String),
    List(Vec<Tree>),
    Table(Table),
}

/// Named parts, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table(Vec<(String, Tree)>);

impl Table {
    pub(super) fn put(&mut self, name: impl Into<String>, value: impl Into<Tree>) {
        self.0.push((name.into(), value.into()));
    }

    pub(super) fn get(&self, name: &str) -> Option<&Tree> {
        let mut parts = self.0.iter();
        parts.find(|(known, _)| known == name).map(|(_, part)| part)
    }

    /// Returns the string with this name, or an empty string if there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        match self.get(name) {
            Some(Tree::Text(text)) => text,
            _ => "",
        }
    }

    /// Returns a copy with every string redacted. Names stay unchanged, because they come from this
    /// module.
    pub(super) fn redacted(&self, redactor: &Redactor) -> Table {
        let parts = self.0.iter();
        Table(
            parts
                .map(|(name, part)| (name.clone(), part.redacted(redactor)))
                .collect(),
        )
    }

    /// Renders the table as lines.
    pub(super) fn to_text(&self) -> String {
        let mut lines = String::new();
        self.write(&mut lines, "");
        lines
    }

    /// Writes the table as indented lines. The continuation lines of a string start with a bar, so
    /// the string can't forge a line of the diagnostic.
    fn write(&self, out: &mut String, indent: &str) {
        for (name, part) in &self.0 {
            match part {
                Tree::Text(text) if text.is_empty() => {}
                Tree::List(list) if list.is_empty() => {}
                Tree::Text(text) => {
                    out.push_str(&format!("{indent}{name}: {}\n", barred(text, indent)));
                }
                Tree::Table(table) => {
                    out.push_str(&format!("{indent}{name}:\n"));
                    table.write(out, &format!("{indent}  "));
                }
                Tree::List(list) => {
                    out.push_str(&format!("{indent}{name}:\n"));
                    write_list(list, out, indent);
                }
            }
        }
    }
}

fn write_list(list: &[Tree], out: &mut String, indent: &str) {
    for (place, item) in list.iter().enumerate() {
        match item {
            Tree::Text(text) => {
                out.push_str(&format!("{indent}  - {}\n", barred(text, indent)));
            }
            Tree::Table(table) => {
                out.push_str(&format!("{indent}  {}.\n", place + 1));
                table.write(out, &format!("{indent}     "));
            }
            Tree::List(list) => write_list(list, out, &format!("{indent}  ")),
        }
    }
}

fn barred(text: &str, indent: &str) -> String {
    text.replace('\n', &format!("\n{indent}    | "))
}

impl From<String> for Tree {
    fn from(text: String) -> Tree {
        Tree::Text(text)
    }
}

impl From<&str> for Tree {
    fn from(text: &str) -> Tree {
        Tree::Text(text.to_owned())
    }
}

impl From<Table> for Tree {
    fn from(table: Table) -> Tree {
        Tree::Table(table)
    }
}

impl<T: Into<Tree>> From<Vec<T>> for Tree {
    fn from(list: Vec<T>) -> Tree {
        Tree::List(list.into_iter().map(Into::into).collect())
    }
}

impl Tree {
    /// Returns a copy with every string redacted.
    pub(super) fn redacted(&self, redactor: &Redactor) -> Tree {
        match self {
            Tree::Text(text) => Tree::Text(redactor.redact(text)),
            Tree::Table(table) => Tree::Table(table.redacted(redactor)),
            Tree::List(list) => {
                Tree::List(list.iter().map(|item| item.redacted(redactor)).collect())
            }
        }
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Tree::Text(text) => serializer.serialize_str(text),
            Tree::List(list) => list.serialize(serializer),
            Tree::Table(table) => table.serialize(serializer),
        }
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, part) in &self.0 {
            map.serialize_entry(name, part)?;
        }
        map.end()
    }
}
