//! Builds searches of a customer's audit log for actions taken with a token or by an app.

mod field;
mod options;
mod period;
mod query;
mod subject;

pub(crate) use options::AuditOptions;
pub(crate) use query::AuditQuery;

#[cfg(test)]
pub(crate) use query::samples;
