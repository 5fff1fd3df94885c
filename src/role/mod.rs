//! Directory roles by name, and the least roles for a task with the commands that assign them.

mod advise;
mod find;
mod pattern;

pub(crate) use advise::{AdviseOptions, advise};
pub(crate) use find::{FindOptions, find};

#[cfg(test)]
pub(crate) use advise::samples;
