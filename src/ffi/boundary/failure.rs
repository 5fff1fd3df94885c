//! The failure of a call: its status and its JSON.

use serde_json::{Value, json};

use crate::error::{Error, FixedBy};
use crate::ffi::status::{Status, exomt_status};

/// The failure of a call, which is reported to the caller.
#[derive(Debug)]
pub(in crate::ffi) struct Failure {
    status: exomt_status,
    report: Value,
}

impl Failure {
    /// Creates the failure of an invalid call.
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

    /// Creates the failure of a call with an invalid argument.
    pub(in crate::ffi) fn argument(name: &str, why: &str) -> Failure {
        Failure::boundary(
            Status::InvalidArgument,
            format!("The argument '{name}' {why}."),
            "See include/exomt.h for what the argument must be.",
        )
    }

    pub(in crate::ffi) fn status(&self) -> exomt_status {
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
