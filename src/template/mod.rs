//! Renders text to paste, such as scripts, from the files in `templates/`, which are compiled in.
//!
//! A template looks like the script it becomes. The file extension determines the escaper
//! (`askama.toml`). The type of a value determines where the value can be:
//!
//! | place | type | in the template |
//! |---|---|---|
//! | inside single quotes | [`Literal`] | `'{{ name }}'` |
//! | anywhere | [`Word`], [`Base64`], a `Uuid`, a number | `--id {{ app_id }}` |
//! | in a comment | [`Line`] | `# {{ purpose\|safe }}` |
//!
//! A rendered template inside another is a [`Script`], which is also written with `|safe`. The
//! tests put hostile text into every placeholder of every file in `templates/`, and check how the
//! real parsers read the result.

mod escape;
mod graph_cloud;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod html_tokens;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod shell_tokens;
mod value;

pub(crate) use escape::{PowerShell, Shell};
pub(crate) use graph_cloud::GraphCloud;
pub(crate) use value::{Base64, Line, Literal, Script, Word};
