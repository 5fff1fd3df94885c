//! A failed call: its status and its JSON.

use serde_json::{Value, json};

use super::super::status::Status;
use crate::error::{Error, FixedBy};

/// A failure on its way to the caller.
#[derive(Debug)]
pub(in crate::ffi) struct Failure {
    status: i32,
    report: Value,
}

impl Failure {
    /// A misuse of the boundary.
    pub(in crate::ffi) fn boundary(
        status: Status,
        message: impl Into<String>,
        fix: &str,
    ) -> Failure {
        let category = match status {
            Status::InvalidArgument | Status::WrongHandleType => "InvalidArgument",
            Status::TooManyHandles => "LimitsExceeded",
            Status::Ok | Status::Internal => "NotSpecified",
            _ => "InvalidOperation",
        };
        Failure {
            status: status.number(),
            report: json!({
                "code": status.number(),
                "name": status.name(),
                "message": message.into(),
                "fix": fix,
                "fixedBy": FixedBy::PARTNER,
                "category": category,
                "retryable": false,
            }),
        }
    }

    /// An argument that can not be used.
    pub(in crate::ffi) fn argument(name: &str, why: &str) -> Failure {
        Failure::boundary(
            Status::InvalidArgument,
            format!("The argument '{name}' {why}."),
            "See include/exomt.h for what the argument has to be.",
        )
    }

    pub(in crate::ffi) fn status(&self) -> i32 {
        self.status
    }

    pub(in crate::ffi) fn into_json(self) -> Vec<u8> {
        self.report.to_string().into_bytes()
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure {
            status: error.code().number(),
            report: serde_json::to_value(error.report()).unwrap_or(Value::Null),
        }
    }
}
