//! Tests how a caller waits for one or many events.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::{Queue, WaitState};
use crate::error::Error;
use crate::operation::request::Settings;
use crate::operation::{Event, EventKind, Request, RequestSet};

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(20);

fn queue(requests: usize) -> Arc<Queue> {
    let queue = Queue::new(&Settings::from(&RequestSet::default()));
    queue.add((0..requests).map(|_| request()).collect());
    Arc::new(queue)
}

fn request() -> Request {
    Request::parse("contoso.com", None).expect("a request")
}

fn finish(queue: &Queue, index: usize) {
    queue.finish(index, Event::error(index, &request(), Error::cancelled()));
}

fn ask(queue: &Queue) {
    let kind = |request_id| EventKind::Assertion {
        request_id,
        tenant: "contoso.com".to_owned(),
        audience: String::new(),
    };
    let (answer, _) = oneshot::channel();
    assert!(queue.ask(kind, None, answer).is_some());
}

/// Waits on another thread while `work` runs. Returns how the wait ended, and whether it ended
/// before its timeout.
fn while_waiting(queue: &Arc<Queue>, count: usize, work: impl FnOnce()) -> (WaitState, bool) {
    let waiting = Arc::clone(queue);
    let caller = thread::spawn(move || {
        let began = Instant::now();
        let state = waiting.wait(count, LONG);
        (state, began.elapsed() < LONG)
    });
    work();
    caller.join().expect("no panic")
}

#[test]
fn a_wait_ends_when_enough_events_have_arrived() {
    let queue = queue(9);
    let ended = while_waiting(&queue, 3, || {
        for index in 0..3 {
            thread::sleep(SHORT);
            finish(&queue, index);
        }
    });
    assert_eq!(ended, (WaitState::Event, true));
    assert_eq!((0..9).filter_map(|_| queue.take()).count(), 3);
}

#[test]
fn a_wait_ends_when_no_more_events_can_arrive() {
    let queue = queue(2);
    let ended = while_waiting(&queue, 3, || {
        finish(&queue, 0);
        thread::sleep(SHORT);
        finish(&queue, 1);
    });
    assert_eq!(ended, (WaitState::Event, true), "the queue is still open");
}

#[test]
fn a_question_ends_a_wait_at_once() {
    let queue = queue(9);
    let ended = while_waiting(&queue, 3, || {
        finish(&queue, 0);
        thread::sleep(SHORT);
        ask(&queue);
    });
    assert_eq!(ended, (WaitState::Event, true));
}

#[test]
fn a_thread_that_waits_for_one_event_wakes_up_while_another_waits_for_many() {
    let queue = queue(9);
    let patient = Arc::clone(&queue);
    let patient = thread::spawn(move || patient.wait(9, LONG));
    thread::sleep(SHORT);
    let ended = while_waiting(&queue, 1, || {
        thread::sleep(SHORT);
        finish(&queue, 0);
    });
    assert_eq!(ended, (WaitState::Event, true));
    (1..9).for_each(|index| finish(&queue, index));
    assert_eq!(patient.join().expect("no panic"), WaitState::Event);
}

#[test]
fn a_wait_that_times_out_reports_the_events_that_have_arrived() {
    let queue = queue(9);
    assert_eq!(queue.wait(3, SHORT), WaitState::Pending);
    finish(&queue, 0);
    assert_eq!(queue.wait(3, SHORT), WaitState::Event);
    assert!(queue.take().is_some());
    assert_eq!(queue.wait(0, SHORT), WaitState::Pending, "0 is like 1");
}

#[test]
fn every_wait_ends_when_the_operation_is_done() {
    let queue = queue(1);
    let ended = while_waiting(&queue, 3, || {
        finish(&queue, 0);
    });
    assert_eq!(ended, (WaitState::Event, true));
    assert!(queue.take().is_some());
    let ended = while_waiting(&queue, 3, || {
        thread::sleep(SHORT);
        queue.close();
    });
    assert_eq!(ended, (WaitState::Done, true));
}
