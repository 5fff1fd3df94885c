//! Drives the requests of an operation: a window of them at a time.

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

/// Requests that wait for their time beside those in flight; with more of them nothing new
/// is begun, so that a whole app that is throttled does not fill the memory.
const MOST_WAITING: usize = 256;

pub(super) async fn drive(work: Work, settings: Settings, queue: Arc<Queue>) {
    let end = settings.total_timeout.map(|time| Instant::now() + time);
    let mut driver = Driver {
        window: Arc::new(Window::new(settings.window)),
        work,
        settings,
        queue,
        running: JoinSet::new(),
        under_way: HashMap::new(),
    };
    let why = driver.run(end).await;
    driver.stop(&why).await;
}

struct Driver {
    work: Work,
    settings: Settings,
    queue: Arc<Queue>,
    window: Arc<Window>,
    running: JoinSet<Event>,
    /// A task that unwinds or is aborted gives no event of its own: its request is kept here.
    under_way: HashMap<Id, (usize, Arc<Request>)>,
}

impl Driver {
    /// Works until all is done; says why when it ends before.
    async fn run(&mut self, end: Option<Instant>) -> Error {
        let queue = Arc::clone(&self.queue);
        let window = Arc::clone(&self.window);
        loop {
            if queue.is_cancelled() {
                return Error::cancelled();
            }
            match self.settings.lease {
                Some(lease) if queue.is_left_alone(lease) => self.put_aside().await,
                _ => self.admit(),
            }
            if self.running.is_empty() && queue.is_drained() {
                return Error::cancelled();
            }
            // Half of a lease is soon enough to see that it has ended.
            let look = self
                .settings
                .lease
                .map_or(Duration::from_secs(3_600), |lease| lease / 2);
            tokio::select! {
                biased;
                ended = self.running.join_next_with_id(), if !self.running.is_empty() => {
                    if let Some(ended) = ended {
                        self.finish(ended);
                    }
                }
                () = queue.news() => {}
                () = window.changed.notified() => {}
                () = tokio::time::sleep(look), if !self.running.is_empty() => {}
                () = until(end) => return out_of_time(),
            }
        }
    }

    /// Begins as many requests as the window has room for.
    fn admit(&mut self) {
        while self.running.len() < self.window.size + self.window.waiting().min(MOST_WAITING) {
            let Some((index, request)) = self.queue.next() else {
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
            let task = self.work.clone().one(index, Arc::clone(&request), options);
            let id = self.running.spawn(task).id();
            self.under_way.insert(id, (index, request));
        }
    }

    /// What is there already needs no task.
    fn cached(&self, index: usize, request: &Request) -> Option<Event> {
        if self.settings.force_refresh {
            return None;
        }
        let found = self.work.at_hand(request)?;
        Some(found.at(index))
    }

    fn finish(&mut self, ended: std::result::Result<(Id, Event), JoinError>) {
        let (id, event) = match ended {
            Ok((id, event)) => (id, Ok(event)),
            Err(error) => (error.id(), Err(error)),
        };
        let Some((index, request)) = self.under_way.remove(&id) else {
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

    /// Drops what is in flight; it is begun anew when the owner is back.
    async fn put_aside(&mut self) {
        self.abort(|driver, index, request| {
            driver.queue.put_back(index, Arc::unwrap_or_clone(request));
        })
        .await;
    }

    /// Gives each request without a result this one.
    async fn stop(&mut self, why: &Error) {
        self.abort(|driver, index, request| {
            let event = Event::error(index, &request, why.clone());
            driver.queue.finish(index, event);
        })
        .await;
        for (index, request) in self.queue.rest() {
            self.queue
                .finish(index, Event::error(index, &request, why.clone()));
        }
    }

    async fn abort(&mut self, unfinished: impl Fn(&Driver, usize, Arc<Request>)) {
        self.running.abort_all();
        while let Some(ended) = self.running.join_next_with_id().await {
            match ended {
                Err(error) if error.is_cancelled() => {
                    if let Some((index, request)) = self.under_way.remove(&error.id()) {
                        unfinished(self, index, request);
                    }
                }
                ended => self.finish(ended),
            }
        }
    }
}

async fn until(end: Option<Instant>) {
    match end {
        Some(end) => tokio::time::sleep_until(end).await,
        None => std::future::pending().await,
    }
}

fn out_of_time() -> Error {
    Error::new(
        ErrorCode::Timeout,
        "The time for all tenants together was over before this one had a result.",
        format!("Allow more time ({TOTAL_TIMEOUT}), or request tokens for fewer tenants at once."),
    )
    .retryable()
}
