//! The tokio runtime, one for the whole process.

use once_cell::sync::OnceCell;
use tokio::runtime::{Builder, Runtime};

use crate::error::{Error, Result};

/// A few threads are enough: requests mostly wait for the network, and need the CPU only for a
/// signature.
const MAX_WORKER_THREADS: usize = 4;

static RUNTIME: OnceCell<Runtime> = OnceCell::new();

/// Returns the runtime. Starts it on first use. Its threads sleep while there is no work.
///
/// # Errors
/// `InternalFault` if the system cannot start the threads.
pub(crate) fn handle() -> Result<&'static Runtime> {
    RUNTIME.get_or_try_init(|| {
        let threads = std::thread::available_parallelism()
            .map_or(1, usize::from)
            .min(MAX_WORKER_THREADS);
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
