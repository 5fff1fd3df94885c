//! Finds directory roles, and the roles with the least privilege for a task, with the commands that
//! assign them.

mod advise;
mod find;
mod pattern;

pub(crate) use advise::{AdviseOptions, advise};
pub(crate) use find::{FindOptions, find};

#[cfg(test)]
pub(crate) use advise::samples;
