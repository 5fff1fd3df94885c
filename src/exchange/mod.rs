//! A client of Exchange Online's REST endpoint `InvokeCommand`.

mod error_text;
mod invoke_command;

pub(crate) use invoke_command::{Command, CommandResult, invoke};
