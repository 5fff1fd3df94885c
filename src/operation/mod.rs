//! A batch of requests: its (tenant, resource) pairs, their events, and completion.

mod caller;
mod driver;
mod event;
mod queue;
mod request;
mod work;

pub use event::{Event, EventKind, TokenEvent};
pub use queue::{UnknownRequest, WaitState};
pub use request::{Request, RequestSet, RequestText};
pub use work::Work;

use std::sync::Arc;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::consent::{ConsentListener, ListenOptions};
use crate::error::Result;
use crate::runtime;
use queue::Queue;
use request::Settings;

/// A batch of requests in progress.
///
/// Results arrive as soon as they are available, unless the caller wants them in the order of the
/// requests. If the caller takes results slowly, requests are sent slowly too. Dropping the
/// operation cancels it: none of its requests stays in flight.
#[derive(Debug)]
pub struct Operation {
    queue: Arc<Queue>,
}

impl Operation {
    /// Starts the work on the runtime's threads and returns at once. An invalid tenant becomes
    /// an error event.
    ///
    /// # Errors
    /// `InvalidResource`, because an invalid resource would fail for every tenant. `InternalFault`
    /// if the runtime cannot start.
    pub fn begin(work: impl Into<Work>, set: RequestSet) -> Result<Operation> {
        let requests = set
            .requests
            .iter()
            .map(Request::try_from)
            .collect::<Result<_>>()?;
        let settings = Settings::from(&set);
        let queue = Arc::new(Queue::new(&settings));
        let operation = Operation {
            queue: Arc::clone(&queue),
        };
        operation.add(requests);
        if !set.open {
            operation.close();
        }
        runtime::handle()?.spawn(driver::drive(work.into(), settings, queue));
        Ok(operation)
    }

    /// Starts to wait for the response to a consent request. The response is the operation's only
    /// event.
    ///
    /// # Errors
    /// The same as for [`ConsentListener::bind`].
    pub fn listen(options: &ListenOptions) -> Result<Operation> {
        let listener = Arc::new(ConsentListener::bind(options)?);
        let organization = options.organization.as_deref();
        let set = RequestSet {
            requests: vec![RequestText {
                tenant: organization.unwrap_or("organizations").to_owned(),
                resource: None,
            }],
            timeout_ms: Some(options.timeout().as_millis() as u64),
            ..RequestSet::default()
        };
        Operation::begin(Work::Consent(listener), set)
    }

    /// Adds requests to an open operation; a closed or canceled one ignores them.
    pub fn add(&self, requests: Vec<Request>) {
        self.queue.add(requests);
    }

    /// Declares that no more requests will be added.
    pub fn close(&self) {
        self.queue.close();
    }

    /// Returns the number of requests without a result.
    pub fn outstanding(&self) -> usize {
        self.queue.outstanding()
    }

    /// Waits until an event can be taken, the operation is done, or the timeout has passed.
    pub fn wait(&self, timeout: Duration) -> WaitState {
        self.queue.wait(1, timeout)
    }

    /// Waits until `count` events can be taken, or as many as can still arrive. A question to the
    /// caller ends the wait immediately. This is for callers that are expensive to wake up.
    pub fn wait_for(&self, count: usize, timeout: Duration) -> WaitState {
        self.queue.wait(count, timeout)
    }

    /// Takes the next event, if there is one.
    pub fn take(&self) -> Option<Event> {
        self.queue.take()
    }

    /// Answers a `Sign` or `Assertion` event.
    ///
    /// # Errors
    /// [`UnknownRequest`] if no request with this id waits for an answer.
    pub fn respond(
        &self,
        request_id: u64,
        answer: Zeroizing<Vec<u8>>,
    ) -> std::result::Result<(), UnknownRequest> {
        self.queue.respond(request_id, Ok(answer))
    }

    /// Rejects a `Sign` or `Assertion` event; the waiting request fails with this reason.
    ///
    /// # Errors
    /// [`UnknownRequest`] if no request with this id waits for an answer.
    pub fn reject(&self, request_id: u64, reason: &str) -> std::result::Result<(), UnknownRequest> {
        self.queue.respond(request_id, Err(reason.to_owned()))
    }

    /// Cancels the operation. Requests in flight are dropped, and each request without a result
    /// gets a `Cancelled` error event.
    pub fn cancel(&self) {
        self.queue.cancel();
    }
}

impl Drop for Operation {
    fn drop(&mut self) {
        self.queue.cancel();
    }
}
