//! Runs the body of a C function: catches panics, and turns failures into statuses.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::argument::Out;
use super::buffer;
use super::failure::Failure;
use crate::ffi::handle::exomt_buffer;
use crate::ffi::status::{Status, exomt_status};

/// Runs `body`. If it fails, writes a buffer with the failure's JSON to `error`, unless `error` is
/// null.
pub(in crate::ffi) fn call(
    error: *mut exomt_buffer,
    body: impl FnOnce() -> Result<(), Failure>,
) -> exomt_status {
    let result = catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| {
        Err(Failure::boundary(
            Status::Internal,
            "ExoMt caught a bug of its own.",
            "Report it with the output of exomt_library_describe.",
        ))
    });
    match result {
        Ok(()) => Status::Ok.number(),
        Err(failure) => {
            let status = failure.status();
            if let Some(error) = Out::optional(error) {
                // If the details can't be stored, the status still has to be reported.
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
