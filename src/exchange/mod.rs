//! A client of Exchange Online's `InvokeCommand`.

mod error_text;
pub(crate) mod invoke_command;
