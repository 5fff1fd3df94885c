//! Runs the body of a C function: nothing unwinds past it, failures become statuses.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::argument::Out;
use super::buffer;
use super::failure::Failure;
use crate::ffi::handle::exomt_buffer;
use crate::ffi::status::Status;

/// Runs `body`; on failure writes its JSON to `error`, if that is wanted.
pub(in crate::ffi) fn call(
    error: *mut exomt_buffer,
    body: impl FnOnce() -> Result<(), Failure>,
) -> i32 {
    let result = catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| {
        Err(Failure::boundary(
            Status::Internal,
            "ExoMt ran into a fault of its own.",
            "Report it with the version that exomt_library_describe gives.",
        ))
    });
    match result {
        Ok(()) => Status::Ok.number(),
        Err(failure) => {
            let status = failure.status();
            if let Some(error) = Out::optional(error) {
                // A detail that can not be kept must not hide the status.
                let written =
                    catch_unwind(AssertUnwindSafe(|| buffer::publish(failure.into_json())));
                if let Ok(Ok(handle)) = written {
                    error.write(handle);
                }
            }
            status
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::panic)]
    fn a_panic_becomes_a_status() {
        let mut error = exomt_buffer::default();
        let status = call(&mut error, || panic!("inside"));
        assert_eq!(status, Status::Internal.number());
        assert_ne!(error, exomt_buffer::default());
    }
}
