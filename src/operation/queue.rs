//! The requests and events of an operation, between the runtime's threads and its owner's.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::question::{Answer, Question};
use super::request::Settings;
use super::{Event, EventKind, Request};

/// What waiting found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing yet.
    Pending,
    /// An event can be taken.
    Event,
    /// All is done and taken.
    Done,
}

/// No request with that id waits for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownRequest;

#[derive(Debug)]
pub(super) struct Inner {
    /// Requests that have not begun, by their place in the set.
    pending: VecDeque<(usize, Request)>,
    next_index: usize,
    open: bool,
    /// Requests without a result.
    outstanding: usize,
    pub(super) events: VecDeque<Event>,
    /// Results that wait for those before them, when order is asked for.
    held: BTreeMap<usize, Event>,
    next_result: usize,
    /// Results that were not taken.
    results: usize,
    pub(super) asked: HashMap<u64, Question>,
    pub(super) next_request: u64,
    pub(super) cancelled: bool,
    /// Threads of the owner that wait just now, and when the last one did.
    present: usize,
    seen: Instant,
    /// How many events the least patient of them waits for.
    wanted: usize,
}

impl Inner {
    /// Whether one who waits for so many events has to wait no longer.
    fn is_enough(&self, count: usize) -> bool {
        // Somebody waits for the answer of a question; what can not come is not waited for.
        self.events.len() >= count.max(1)
            || (!self.events.is_empty() && self.outstanding == 0)
            || self.events.iter().any(|event| !event.kind.is_result())
    }

    fn is_done(&self) -> bool {
        self.outstanding == 0 && !self.open
    }
}

#[derive(Debug)]
pub(super) struct Queue {
    inner: Mutex<Inner>,
    /// Tells the owner.
    changed: Condvar,
    /// Tells the driver.
    news: Notify,
    ordered: bool,
    most_results: usize,
}

impl Queue {
    pub(super) fn new(settings: &Settings) -> Queue {
        Queue {
            inner: Mutex::new(Inner {
                pending: VecDeque::new(),
                next_index: 0,
                open: true,
                outstanding: 0,
                events: VecDeque::new(),
                held: BTreeMap::new(),
                next_result: 0,
                results: 0,
                asked: HashMap::new(),
                next_request: 1,
                cancelled: false,
                present: 0,
                seen: Instant::now(),
                wanted: usize::MAX,
            }),
            changed: Condvar::new(),
            news: Notify::new(),
            ordered: settings.ordered,
            most_results: settings.most_results(),
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn add(&self, requests: Vec<Request>) {
        let mut inner = self.lock();
        if !inner.open || inner.cancelled {
            return;
        }
        for request in requests {
            let index = inner.next_index;
            inner.next_index += 1;
            inner.outstanding += 1;
            inner.pending.push_back((index, request));
        }
        inner.seen = Instant::now();
        self.news.notify_one();
    }

    pub(super) fn close(&self) {
        self.lock().open = false;
        self.changed.notify_all();
        self.news.notify_one();
    }

    pub(super) fn outstanding(&self) -> usize {
        self.lock().outstanding
    }

    /// Waits for so many events, or as many as can come.
    pub(super) fn wait(&self, count: usize, timeout: Duration) -> State {
        let deadline = Instant::now() + timeout;
        let mut inner = self.lock();
        inner.present += 1;
        inner.wanted = inner.wanted.min(count);
        // A driver that had put its work aside goes on.
        self.news.notify_one();
        let state = loop {
            if inner.is_enough(count) {
                break State::Event;
            }
            if inner.is_done() {
                break State::Done;
            }
            let Some(left) = deadline.checked_duration_since(Instant::now()) else {
                break match inner.events.is_empty() {
                    true => State::Pending,
                    false => State::Event,
                };
            };
            inner = self
                .changed
                .wait_timeout(inner, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        };
        inner.present -= 1;
        if inner.present == 0 {
            inner.wanted = usize::MAX;
        }
        inner.seen = Instant::now();
        state
    }

    pub(super) fn take(&self) -> Option<Event> {
        let mut inner = self.lock();
        inner.seen = Instant::now();
        let event = inner.events.pop_front()?;
        match &event.kind {
            EventKind::Sign { request_id, .. } | EventKind::Assertion { request_id, .. } => {
                if let Some(question) = inner.asked.get_mut(request_id) {
                    question.taken_at = Some(tokio::time::Instant::now());
                }
            }
            _ => {
                inner.results -= 1;
                self.news.notify_one();
            }
        }
        Some(event)
    }

    /// Adds the result of one request.
    pub(super) fn finish(&self, index: usize, event: Event) {
        let mut inner = self.lock();
        inner.outstanding = inner.outstanding.saturating_sub(1);
        inner.results += 1;
        if self.ordered {
            inner.held.insert(index, event);
            let mut next = inner.next_result;
            while let Some(event) = inner.held.remove(&next) {
                inner.events.push_back(event);
                next += 1;
            }
            inner.next_result = next;
        } else {
            inner.events.push_back(event);
        }
        // To wake one who goes on waiting costs as much as to handle the event.
        if inner.is_enough(inner.wanted) || inner.is_done() {
            self.changed.notify_all();
        }
    }

    /// Tells the owner of a question.
    pub(super) fn tell(&self, inner: &mut Inner, event: Event) {
        inner.events.push_back(event);
        self.changed.notify_all();
    }

    pub(super) fn respond(&self, request: u64, answer: Answer) -> Result<(), UnknownRequest> {
        let question = self.lock().asked.remove(&request).ok_or(UnknownRequest)?;
        question.answer.send(answer).map_err(|_| UnknownRequest)
    }

    pub(super) fn cancel(&self) {
        let mut inner = self.lock();
        inner.cancelled = true;
        inner.open = false;
        inner.asked.clear();
        // What nobody will answer need not be asked.
        inner.events.retain(|event| event.kind.is_result());
        self.changed.notify_all();
        self.news.notify_one();
    }
}

/// What the driver asks.
impl Queue {
    pub(super) fn is_cancelled(&self) -> bool {
        self.lock().cancelled
    }

    /// Ends when something has changed that the driver may want to know.
    pub(super) async fn news(&self) {
        // notify_one keeps a permit, so nothing before this is lost.
        self.news.notified().await;
    }

    /// Whether the owner has not waited for so long. One who has something to take is not
    /// missed before it has had that time.
    pub(super) fn is_left_alone(&self, lease: Duration) -> bool {
        let inner = self.lock();
        inner.present == 0 && inner.seen.elapsed() > lease
    }

    /// The next request to send; none while too many results wait to be taken.
    pub(super) fn next(&self) -> Option<(usize, Request)> {
        let mut inner = self.lock();
        if inner.cancelled || inner.results >= self.most_results {
            return None;
        }
        let (index, _) = inner.pending.front()?;
        // One slow tenant must not make the results behind it pile up.
        if self.ordered && *index >= inner.next_result + self.most_results {
            return None;
        }
        inner.pending.pop_front()
    }

    /// Puts a request back that has no result.
    pub(super) fn put_back(&self, index: usize, request: Request) {
        let mut inner = self.lock();
        let place = inner
            .pending
            .iter()
            .position(|(other, _)| *other > index)
            .unwrap_or(inner.pending.len());
        inner.pending.insert(place, (index, request));
    }

    /// All requests that have not begun.
    pub(super) fn rest(&self) -> Vec<(usize, Request)> {
        self.lock().pending.drain(..).collect()
    }

    /// Whether no request waits and none will come.
    pub(super) fn is_drained(&self) -> bool {
        let inner = self.lock();
        inner.pending.is_empty() && !inner.open
    }
}

#[cfg(test)]
mod tests;
