//! Work that waits: a set of (tenant, resource) pairs, its events and its end.

mod driver;
mod event;
mod question;
mod queue;
mod request;
mod work;

pub use event::{Event, EventKind, TokenEvent};
pub use queue::{State, UnknownRequest};
pub use request::{Request, RequestSet};
pub use work::Work;

use std::sync::Arc;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::app::App;
use crate::error::Result;
use crate::runtime;
use queue::Queue;
use request::Settings;

/// A set of requests under way.
///
/// Results come one by one, in the order in which they are there unless asked otherwise.
/// One that takes them slowly slows the sending. Dropping it cancels what is left: no
/// request of it stays in flight.
#[derive(Debug)]
pub struct Operation {
    queue: Arc<Queue>,
}

impl Operation {
    /// Starts to get tokens on the runtime's threads.
    ///
    /// # Errors
    /// As [`Operation::of`].
    pub fn begin(app: Arc<App>, set: RequestSet) -> Result<Operation> {
        Operation::of(Work::Tokens(app), set)
    }

    /// Starts a work on the runtime's threads.
    ///
    /// # Errors
    /// `InvalidResource`, which can be right for no tenant, and when the runtime can not
    /// start. A faulty tenant is an event, not an error here.
    pub fn of(work: Work, set: RequestSet) -> Result<Operation> {
        let settings = Settings::of(&set);
        let queue = Arc::new(Queue::new(&settings));
        let operation = Operation {
            queue: Arc::clone(&queue),
        };
        let open = set.open;
        operation.add(set.requests)?;
        if !open {
            operation.close();
        }
        runtime::handle()?.spawn(driver::drive(work, settings, queue));
        Ok(operation)
    }

    /// Adds requests to an operation that is open; those of a closed one are left out.
    ///
    /// # Errors
    /// `InvalidResource`; then none of them is added.
    pub fn add(&self, requests: Vec<Request>) -> Result<()> {
        for request in &requests {
            request.resource()?;
        }
        self.queue.add(requests);
        Ok(())
    }

    /// Says that no more requests come.
    pub fn close(&self) {
        self.queue.close();
    }

    /// Requests that were added and have no result yet.
    pub fn outstanding(&self) -> usize {
        self.queue.outstanding()
    }

    /// Waits until there is something to take or all is done, at most this long.
    pub fn wait(&self, timeout: Duration) -> State {
        self.queue.wait(1, timeout)
    }

    /// Waits until there are so many events, a question, or as many as can come, at most this
    /// long. For owners for whom each waking is expensive.
    pub fn wait_for(&self, count: usize, timeout: Duration) -> State {
        self.queue.wait(count, timeout)
    }

    /// The next event, if there is one.
    pub fn take(&self) -> Option<Event> {
        self.queue.take()
    }

    /// Answers a request to sign or for an assertion.
    ///
    /// # Errors
    /// [`UnknownRequest`] when no such request waits (any more).
    pub fn respond(
        &self,
        request_id: u64,
        answer: Zeroizing<Vec<u8>>,
    ) -> std::result::Result<(), UnknownRequest> {
        self.queue.respond(request_id, Ok(answer))
    }

    /// Says that it can not be answered; the request that waits fails with this reason.
    ///
    /// # Errors
    /// [`UnknownRequest`] when no such request waits (any more).
    pub fn reject(&self, request_id: u64, reason: &str) -> std::result::Result<(), UnknownRequest> {
        self.queue.respond(request_id, Err(reason.to_owned()))
    }

    /// Ends the work: requests in flight are dropped, and each one without a result
    /// gives a `Cancelled` error event.
    pub fn cancel(&self) {
        self.queue.cancel();
    }
}

impl Drop for Operation {
    fn drop(&mut self) {
        self.queue.cancel();
    }
}
