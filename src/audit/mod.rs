//! Builds searches of a customer's audit log for actions taken with a token or by an app.

mod field;
mod period;
mod query;
mod subject;

pub(crate) use query::{AuditOptions, AuditQuery};

#[cfg(test)]
pub(crate) use query::samples;
