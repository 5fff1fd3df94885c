//! Which errors are retried. How often and how late is decided in `retry`.

use super::ErrorCode;

impl ErrorCode {
    /// Returns whether the same request may succeed later, so that it is tried again.
    pub fn is_retryable(self) -> bool {
        use ErrorCode::*;
        matches!(
            self,
            HostNotFound
                | ConnectFailed
                | Timeout
                | ConnectionLost
                | Throttled
                | ServiceUnavailable
        )
    }
}
