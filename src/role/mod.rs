//! Directory roles by name, and the least roles for a task with the commands that assign them.

mod advise;
mod find;
mod pattern;

pub use advise::{Advice, AdviseOptions, advise};
pub use find::{FindOptions, RoleInfo, find};

#[cfg(test)]
pub(crate) use advise::samples;
