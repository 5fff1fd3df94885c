//! How an owner waits for events, one or many at a time.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::{Queue, State};
use crate::error::Error;
use crate::operation::request::Settings;
use crate::operation::{Event, EventKind, Request, RequestSet};

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(20);

fn queue(requests: usize) -> Arc<Queue> {
    let queue = Queue::new(&Settings::of(&RequestSet::default()));
    queue.add((0..requests).map(|_| request()).collect());
    Arc::new(queue)
}

fn request() -> Request {
    Request {
        tenant: "contoso.com".to_owned(),
        resource: None,
    }
}

fn finish(queue: &Queue, index: usize) {
    queue.finish(index, Event::error(index, &request(), Error::cancelled()));
}

fn ask(queue: &Queue) {
    let event = Event::plain(EventKind::Assertion {
        request_id: 1,
        tenant: "contoso.com".to_owned(),
        audience: String::new(),
    });
    queue.tell(&mut queue.lock(), event);
}

/// Waits on another thread while `work` is done, and says how it ended and whether it did before
/// its time was over.
fn while_waiting(queue: &Arc<Queue>, count: usize, work: impl FnOnce()) -> (State, bool) {
    let waiting = Arc::clone(queue);
    let owner = thread::spawn(move || {
        let began = Instant::now();
        let state = waiting.wait(count, LONG);
        (state, began.elapsed() < LONG)
    });
    work();
    owner.join().expect("no panic")
}

#[test]
fn so_many_events_are_waited_for() {
    let queue = queue(9);
    let ended = while_waiting(&queue, 3, || {
        for index in 0..3 {
            thread::sleep(SHORT);
            finish(&queue, index);
        }
    });
    assert_eq!(ended, (State::Event, true));
    assert_eq!((0..9).filter_map(|_| queue.take()).count(), 3);
}

#[test]
fn what_can_not_come_is_not_waited_for() {
    let queue = queue(2);
    let ended = while_waiting(&queue, 3, || {
        finish(&queue, 0);
        thread::sleep(SHORT);
        finish(&queue, 1);
    });
    assert_eq!(ended, (State::Event, true), "the queue is open still");
}

#[test]
fn a_question_is_told_at_once() {
    let queue = queue(9);
    let ended = while_waiting(&queue, 3, || {
        finish(&queue, 0);
        thread::sleep(SHORT);
        ask(&queue);
    });
    assert_eq!(ended, (State::Event, true));
}

#[test]
fn one_who_waits_for_one_is_woken_beside_one_who_waits_for_many() {
    let queue = queue(9);
    let patient = Arc::clone(&queue);
    let patient = thread::spawn(move || patient.wait(9, LONG));
    thread::sleep(SHORT);
    let ended = while_waiting(&queue, 1, || {
        thread::sleep(SHORT);
        finish(&queue, 0);
    });
    assert_eq!(ended, (State::Event, true));
    (1..9).for_each(|index| finish(&queue, index));
    assert_eq!(patient.join().expect("no panic"), State::Event);
}

#[test]
fn the_end_of_the_time_gives_what_is_there() {
    let queue = queue(9);
    assert_eq!(queue.wait(3, SHORT), State::Pending);
    finish(&queue, 0);
    assert_eq!(queue.wait(3, SHORT), State::Event);
    assert!(queue.take().is_some());
    assert_eq!(queue.wait(0, SHORT), State::Pending, "0 is as 1");
}

#[test]
fn the_end_of_all_ends_each_wait() {
    let queue = queue(1);
    let ended = while_waiting(&queue, 3, || {
        finish(&queue, 0);
    });
    assert_eq!(ended, (State::Event, true));
    assert!(queue.take().is_some());
    let ended = while_waiting(&queue, 3, || {
        thread::sleep(SHORT);
        queue.close();
    });
    assert_eq!(ended, (State::Done, true));
}
