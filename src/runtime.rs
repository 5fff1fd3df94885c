//! The one tokio runtime of the process.

use once_cell::sync::OnceCell;
use tokio::runtime::{Builder, Runtime};

use crate::error::{Error, Result};

/// Requests wait for the network most of the time; the CPU part is one signature each.
const MOST_THREADS: usize = 4;

static RUNTIME: OnceCell<Runtime> = OnceCell::new();

/// The runtime, made at its first use. Its threads sleep when there is no work.
///
/// # Errors
/// When the system gives no more threads.
pub fn handle() -> Result<&'static Runtime> {
    RUNTIME.get_or_try_init(|| {
        let threads = std::thread::available_parallelism()
            .map_or(1, usize::from)
            .min(MOST_THREADS);
        Builder::new_multi_thread()
            .worker_threads(threads)
            .thread_name("exomt")
            .enable_io()
            .enable_time()
            .build()
            .map_err(|error| {
                Error::internal("no thread could be started").with_detail(error.to_string())
            })
    })
}
