//! Decides which errors are retried. `retry` decides how often and when.

use super::ErrorCode;

impl ErrorCode {
    /// Returns whether the same request may succeed later. Such a request is retried.
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
