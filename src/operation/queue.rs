//! The requests and events of an operation, shared by its driver and its caller.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, oneshot};
use zeroize::Zeroizing;

use super::request::Settings;
use super::{Event, EventKind, Request};

/// How a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitState {
    /// Timed out without an event.
    Pending,
    /// An event can be taken.
    Event,
    /// Every request has a result, and all events are taken.
    Done,
}

/// The error if no request waits for an answer with the given id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownRequest;

/// The caller's answer: bytes, or the reason for a rejection.
pub(super) type Answer = Result<Zeroizing<Vec<u8>>, String>;

/// A question that waits for the caller's answer.
#[derive(Debug)]
struct Question {
    answer: oneshot::Sender<Answer>,
    taken_at: Option<tokio::time::Instant>,
}

#[derive(Debug)]
struct Inner {
    /// Requests that have not started, with their position in the batch.
    pending: VecDeque<(usize, Request)>,
    next_index: usize,
    open: bool,
    /// Number of requests without a result.
    outstanding: usize,
    events: VecDeque<Event>,
    /// Results that wait for earlier ones, in an ordered operation.
    held: BTreeMap<usize, Event>,
    next_result: usize,
    /// Number of results that have not been taken.
    untaken_results: usize,
    questions: HashMap<u64, Question>,
    next_question: u64,
    cancelled: bool,
    /// Number of the caller's threads that are waiting.
    waiting_threads: usize,
    /// When the caller last used the operation.
    last_call: Instant,
    /// The smallest number of events that any waiting thread needs.
    min_wanted: usize,
}

impl Inner {
    /// Returns whether a thread that waits for `count` events can stop waiting. A question ends the
    /// wait because a request depends on its answer.
    fn is_enough(&self, count: usize) -> bool {
        self.events.len() >= count.max(1)
            || (!self.events.is_empty() && self.outstanding == 0)
            || self.events.iter().any(|event| !event.kind.is_result())
    }

    fn is_done(&self) -> bool {
        self.outstanding == 0 && !self.open
    }

    /// Moves the results that are next in order from `held` to the events.
    fn release_held(&mut self) {
        while let Some(event) = self.held.remove(&self.next_result) {
            self.events.push_back(event);
            self.next_result += 1;
        }
    }
}

#[derive(Debug)]
pub(super) struct Queue {
    inner: Mutex<Inner>,
    /// Wakes the caller's threads.
    caller_wake: Condvar,
    /// Wakes the driver.
    driver_wake: Notify,
    ordered: bool,
    max_untaken_results: usize,
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
                untaken_results: 0,
                questions: HashMap::new(),
                next_question: 1,
                cancelled: false,
                waiting_threads: 0,
                last_call: Instant::now(),
                min_wanted: usize::MAX,
            }),
            caller_wake: Condvar::new(),
            driver_wake: Notify::new(),
            ordered: settings.ordered,
            max_untaken_results: settings.max_untaken_results(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Methods for the caller.
impl Queue {
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
        inner.last_call = Instant::now();
        self.driver_wake.notify_one();
    }

    pub(super) fn close(&self) {
        self.lock().open = false;
        self.caller_wake.notify_all();
        self.driver_wake.notify_one();
    }

    pub(super) fn outstanding(&self) -> usize {
        self.lock().outstanding
    }

    /// Waits for `count` events, or as many as can still arrive.
    pub(super) fn wait(&self, count: usize, timeout: Duration) -> WaitState {
        let deadline = Instant::now() + timeout;
        let mut inner = self.lock();
        inner.waiting_threads += 1;
        inner.min_wanted = inner.min_wanted.min(count);
        // Wakes a driver that has suspended its requests, so it resumes them.
        self.driver_wake.notify_one();
        let state = loop {
            if inner.is_enough(count) {
                break WaitState::Event;
            }
            if inner.is_done() {
                break WaitState::Done;
            }
            let Some(left) = deadline.checked_duration_since(Instant::now()) else {
                break match inner.events.is_empty() {
                    true => WaitState::Pending,
                    false => WaitState::Event,
                };
            };
            inner = self
                .caller_wake
                .wait_timeout(inner, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        };
        inner.waiting_threads -= 1;
        if inner.waiting_threads == 0 {
            inner.min_wanted = usize::MAX;
        }
        inner.last_call = Instant::now();
        state
    }

    pub(super) fn take(&self) -> Option<Event> {
        let mut inner = self.lock();
        inner.last_call = Instant::now();
        let event = inner.events.pop_front()?;
        match event.kind.question_id() {
            Some(id) => {
                if let Some(question) = inner.questions.get_mut(&id) {
                    question.taken_at = Some(tokio::time::Instant::now());
                }
            }
            None => {
                inner.untaken_results -= 1;
                self.driver_wake.notify_one();
            }
        }
        Some(event)
    }

    pub(super) fn respond(&self, question: u64, answer: Answer) -> Result<(), UnknownRequest> {
        let question = self.lock().questions.remove(&question);
        let question = question.ok_or(UnknownRequest)?;
        question.answer.send(answer).map_err(|_| UnknownRequest)
    }

    pub(super) fn cancel(&self) {
        let mut inner = self.lock();
        inner.cancelled = true;
        inner.open = false;
        // No request waits for the answers any more.
        inner.questions.clear();
        inner.events.retain(|event| event.kind.is_result());
        self.caller_wake.notify_all();
        self.driver_wake.notify_one();
    }
}

/// Methods for requests in flight, which ask the caller questions.
impl Queue {
    /// Adds a question and returns its id, or `None` if the operation is canceled.
    pub(super) fn ask(
        &self,
        kind: impl FnOnce(u64) -> EventKind,
        payload: Option<Zeroizing<Vec<u8>>>,
        answer: oneshot::Sender<Answer>,
    ) -> Option<u64> {
        let mut inner = self.lock();
        if inner.cancelled {
            return None;
        }
        let id = inner.next_question;
        inner.next_question += 1;
        let question = Question {
            answer,
            taken_at: None,
        };
        inner.questions.insert(id, question);
        inner.events.push_back(Event {
            kind: kind(id),
            payload,
        });
        self.caller_wake.notify_all();
        Some(id)
    }

    /// Removes a question, and its event unless the caller has taken it.
    pub(super) fn withdraw(&self, id: u64) {
        let mut inner = self.lock();
        if inner.questions.remove(&id).is_some() {
            inner
                .events
                .retain(|event| event.kind.question_id() != Some(id));
        }
    }

    /// Returns how long ago the caller took a question's event, or `None` if it hasn't.
    pub(super) fn time_since_taken(&self, id: u64) -> Option<Duration> {
        let inner = self.lock();
        Some(inner.questions.get(&id)?.taken_at?.elapsed())
    }
}

/// Methods for the driver.
impl Queue {
    pub(super) fn is_cancelled(&self) -> bool {
        self.lock().cancelled
    }

    /// Completes after a change that the driver may have to react to.
    pub(super) async fn changed(&self) {
        // `notify_one` stores a permit, so no earlier change is missed.
        self.driver_wake.notified().await;
    }

    /// Returns whether the caller has been inactive for longer than the lease.
    pub(super) fn is_lease_expired(&self, lease: Duration) -> bool {
        let inner = self.lock();
        inner.waiting_threads == 0 && inner.last_call.elapsed() > lease
    }

    /// Returns the next request to send, or `None` while too many results wait to be taken.
    pub(super) fn next_request(&self) -> Option<(usize, Request)> {
        let mut inner = self.lock();
        if inner.cancelled || inner.untaken_results >= self.max_untaken_results {
            return None;
        }
        let (index, _) = inner.pending.front()?;
        // In an ordered operation, results must not pile up behind one slow tenant.
        if self.ordered && *index >= inner.next_result + self.max_untaken_results {
            return None;
        }
        inner.pending.pop_front()
    }

    /// Puts a request that has no result back into the queue, at its position.
    pub(super) fn put_back(&self, index: usize, request: Request) {
        let mut inner = self.lock();
        let position = inner
            .pending
            .iter()
            .position(|(other, _)| *other > index)
            .unwrap_or(inner.pending.len());
        inner.pending.insert(position, (index, request));
    }

    /// Adds the result of one request.
    pub(super) fn finish(&self, index: usize, event: Event) {
        let mut inner = self.lock();
        inner.outstanding = inner.outstanding.saturating_sub(1);
        inner.untaken_results += 1;
        if self.ordered {
            inner.held.insert(index, event);
            inner.release_held();
        } else {
            inner.events.push_back(event);
        }
        // Waking a thread costs as much as handling the event, so only wake threads if one can stop
        // waiting.
        if inner.is_enough(inner.min_wanted) || inner.is_done() {
            self.caller_wake.notify_all();
        }
    }

    /// Removes and returns the requests that have not started.
    pub(super) fn drain_pending(&self) -> Vec<(usize, Request)> {
        self.lock().pending.drain(..).collect()
    }

    /// Returns whether no request is pending and none can be added.
    pub(super) fn is_drained(&self) -> bool {
        let inner = self.lock();
        inner.pending.is_empty() && !inner.open
    }
}

#[cfg(test)]
mod tests;
