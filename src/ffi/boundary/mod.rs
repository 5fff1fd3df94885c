//! What all C functions share: arguments, handles, failures, and the guard around each call.

pub(super) mod argument;
pub(super) mod buffer;
pub(super) mod failure;
pub(super) mod guard;
pub(super) mod json_call;
pub(super) mod record;
pub(super) mod table;
