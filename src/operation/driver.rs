//! Runs the requests of an operation, a limited number at a time.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::Instant;

use super::queue::Queue;
use super::request::Settings;
use super::work::Work;
use super::{Event, Request};
use crate::acquire::AcquireOptions;
use crate::cache::{Requester, Window};
use crate::error::{Error, ErrorCode};
use crate::spelling::TOTAL_TIMEOUT;

/// How many requests may wait for a retry in addition to those in flight. If the whole app is
/// throttled, waiting requests must not fill the memory.
const MAX_WAITING_REQUESTS: usize = 256;
/// How often the driver wakes up if the operation has no lease to check.
const IDLE_CHECK_INTERVAL: Duration = Duration::from_secs(3_600);

/// Runs until every request has a result, or the operation is canceled or times out.
pub(super) async fn drive(work: Work, settings: Settings, queue: Arc<Queue>) {
    let deadline = settings.total_timeout.map(|time| Instant::now() + time);
    let mut driver = Driver {
        window: Arc::new(Window::new(settings.concurrency)),
        work,
        settings,
        queue,
        running: JoinSet::new(),
        in_flight: HashMap::new(),
    };
    let reason = driver.run(deadline).await;
    driver.stop(&reason).await;
}

struct Driver {
    work: Work,
    settings: Settings,
    queue: Arc<Queue>,
    window: Arc<Window>,
    running: JoinSet<Event>,
    /// The request of each task. A task that panics or is aborted returns no event, so the driver
    /// creates one from the request.
    in_flight: HashMap<Id, (usize, Arc<Request>)>,
}

impl Driver {
    /// Runs the requests. Returns the error for the requests that have no result at the end.
    async fn run(&mut self, deadline: Option<Instant>) -> Error {
        let queue = Arc::clone(&self.queue);
        let window = Arc::clone(&self.window);
        loop {
            if queue.is_cancelled() {
                return Error::cancelled();
            }
            match self.settings.lease {
                Some(lease) if queue.is_lease_expired(lease) => self.suspend().await,
                _ => self.start_requests(),
            }
            if self.running.is_empty() && queue.is_drained() {
                return Error::cancelled();
            }
            // Two checks per lease period notice its expiry soon enough.
            let check_interval = self
                .settings
                .lease
                .map_or(IDLE_CHECK_INTERVAL, |lease| lease / 2);
            tokio::select! {
                biased;
                joined = self.running.join_next_with_id(), if !self.running.is_empty() => {
                    if let Some(joined) = joined {
                        self.finish(joined);
                    }
                }
                () = queue.changed() => {}
                () = window.changed.notified() => {}
                () = tokio::time::sleep(check_interval), if !self.running.is_empty() => {}
                () = sleep_until(deadline) => return total_timeout(),
            }
        }
    }

    /// Starts requests until no more fit in the window of requests in flight.
    fn start_requests(&mut self) {
        while self.running.len()
            < self.window.size + self.window.waiting().min(MAX_WAITING_REQUESTS)
        {
            let Some((index, request)) = self.queue.next_request() else {
                return;
            };
            if let Some(event) = self.cached(index, &request) {
                self.queue.finish(index, event);
                continue;
            }
            let request = Arc::new(request);
            let options = AcquireOptions {
                force_refresh: self.settings.force_refresh,
                deadline: Instant::now() + self.settings.timeout,
                requester: Requester {
                    caller: Arc::clone(&self.queue) as _,
                    window: Arc::clone(&self.window),
                },
            };
            let task = self.work.clone().run(index, Arc::clone(&request), options);
            let id = self.running.spawn(task).id();
            self.in_flight.insert(id, (index, request));
        }
    }

    /// Returns the result from the cache, so a hit needs no task.
    fn cached(&self, index: usize, request: &Request) -> Option<Event> {
        if self.settings.force_refresh {
            return None;
        }
        self.work.cached(index, request)
    }

    fn finish(&mut self, joined: Result<(Id, Event), JoinError>) {
        let (id, event) = match joined {
            Ok((id, event)) => (id, Ok(event)),
            Err(error) => (error.id(), Err(error)),
        };
        let Some((index, request)) = self.in_flight.remove(&id) else {
            return;
        };
        let event = event.unwrap_or_else(|_| {
            Event::error(
                index,
                &request,
                Error::internal("a request ended unexpectedly"),
            )
        });
        self.queue.finish(index, event);
    }

    /// Aborts the requests in flight and queues them again. They restart at the caller's next
    /// wait.
    async fn suspend(&mut self) {
        self.abort(|driver, index, request| {
            driver.queue.put_back(index, Arc::unwrap_or_clone(request));
        })
        .await;
    }

    /// Fails all requests without a result, with this reason as their error.
    async fn stop(&mut self, reason: &Error) {
        self.abort(|driver, index, request| {
            let event = Event::error(index, &request, reason.clone());
            driver.queue.finish(index, event);
        })
        .await;
        self.work.release();
        for (index, request) in self.queue.drain_pending() {
            self.queue
                .finish(index, Event::error(index, &request, reason.clone()));
        }
    }

    /// Aborts the requests in flight. Calls `unfinished` for each aborted request. A request that
    /// finished first keeps its result.
    async fn abort(&mut self, unfinished: impl Fn(&Driver, usize, Arc<Request>)) {
        self.running.abort_all();
        while let Some(joined) = self.running.join_next_with_id().await {
            match joined {
                Err(error) if error.is_cancelled() => {
                    if let Some((index, request)) = self.in_flight.remove(&error.id()) {
                        unfinished(self, index, request);
                    }
                }
                joined => self.finish(joined),
            }
        }
    }
}

async fn sleep_until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}

fn total_timeout() -> Error {
    Error::new(
        ErrorCode::Timeout,
        "The time for the whole batch ran out before this tenant had a result.",
        format!("Allow more time ({TOTAL_TIMEOUT}), or request tokens for fewer tenants at once."),
    )
}
