//! The events of an operation, between the runtime's threads and its owner's.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, oneshot};
use zeroize::Zeroizing;

use super::{Event, EventKind};
use crate::credential::{BoxFuture, Caller, SignatureAlgorithm};
use crate::error::{Error, ErrorCode, Result};
use crate::secret::SecretText;

/// How long a request to sign may stay unanswered once it was taken: its provider may ask
/// a person (a smart card's PIN). One that was not taken waits as long as its owner does:
/// a consumer that takes minutes for a result must not lose the others.
const ANSWER_TIME: Duration = Duration::from_secs(60);

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
pub struct Unanswered;

/// An answer from the owner: bytes, or why there are none.
type Answer = std::result::Result<Zeroizing<Vec<u8>>, String>;

/// A question to the owner that waits for its answer.
#[derive(Debug)]
struct Question {
    answer: oneshot::Sender<Answer>,
    taken_at: Option<tokio::time::Instant>,
}

#[derive(Debug)]
struct Inner {
    events: VecDeque<Event>,
    /// Results that have not come yet.
    outstanding: usize,
    asked: HashMap<u64, Question>,
    next_request: u64,
    cancelled: bool,
}

#[derive(Debug)]
pub(super) struct Queue {
    inner: Mutex<Inner>,
    changed: Condvar,
    stop: Notify,
}

impl Queue {
    pub(super) fn new(outstanding: usize) -> Queue {
        Queue {
            inner: Mutex::new(Inner {
                events: VecDeque::new(),
                outstanding,
                asked: HashMap::new(),
                next_request: 1,
                cancelled: false,
            }),
            changed: Condvar::new(),
            stop: Notify::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn wait(&self, timeout: Duration) -> State {
        let deadline = Instant::now() + timeout;
        let mut inner = self.lock();
        loop {
            if !inner.events.is_empty() {
                return State::Event;
            }
            if inner.outstanding == 0 {
                return State::Done;
            }
            let Some(left) = deadline.checked_duration_since(Instant::now()) else {
                return State::Pending;
            };
            inner = self
                .changed
                .wait_timeout(inner, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    pub(super) fn take(&self) -> Option<Event> {
        let mut inner = self.lock();
        let event = inner.events.pop_front()?;
        if let EventKind::Sign { request_id, .. } | EventKind::Assertion { request_id, .. } =
            &event.kind
            && let Some(question) = inner.asked.get_mut(request_id)
        {
            question.taken_at = Some(tokio::time::Instant::now());
        }
        Some(event)
    }

    /// Adds the result of one request.
    pub(super) fn finish(&self, event: Event) {
        let mut inner = self.lock();
        inner.outstanding = inner.outstanding.saturating_sub(1);
        inner.events.push_back(event);
        self.changed.notify_all();
    }

    pub(super) fn respond(&self, request: u64, answer: Answer) -> Result<(), Unanswered> {
        let question = self.lock().asked.remove(&request).ok_or(Unanswered)?;
        question.answer.send(answer).map_err(|_| Unanswered)
    }

    pub(super) fn cancel(&self) {
        let mut inner = self.lock();
        inner.cancelled = true;
        inner.asked.clear();
        // What nobody will answer need not be asked.
        inner
            .events
            .retain(|event| matches!(event.kind, EventKind::Token(_) | EventKind::Error { .. }));
        self.stop.notify_one();
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.lock().cancelled
    }

    /// Ends when the operation is cancelled.
    pub(super) async fn stopped(&self) {
        // notify_one keeps a permit, so a cancel before this is not lost.
        self.stop.notified().await;
    }

    async fn ask(
        &self,
        kind: impl FnOnce(u64) -> EventKind,
        payload: Option<Zeroizing<Vec<u8>>>,
        refused: ErrorCode,
    ) -> Result<Zeroizing<Vec<u8>>> {
        let (answer, mut receiver) = oneshot::channel();
        let id = {
            let mut inner = self.lock();
            if inner.cancelled {
                return Err(Error::cancelled());
            }
            let id = inner.next_request;
            inner.next_request += 1;
            let question = Question {
                answer,
                taken_at: None,
            };
            inner.asked.insert(id, question);
            inner.events.push_back(Event {
                kind: kind(id),
                payload,
            });
            self.changed.notify_all();
            id
        };
        loop {
            match tokio::time::timeout(ANSWER_TIME, &mut receiver).await {
                Ok(Ok(Ok(answer))) => return Ok(answer),
                Ok(Ok(Err(reason))) => return Err(Error::new(refused, reason, fix_for(refused))),
                Ok(Err(_)) => return Err(Error::cancelled()),
                Err(_) if self.give_up(id) => {
                    return Err(Error::new(
                        ErrorCode::CallerTimeout,
                        format!(
                            "A request to sign was taken, but not answered within {} s.",
                            ANSWER_TIME.as_secs()
                        ),
                        "See whether the certificate's key provider waits for something, such as a smart card or its PIN.",
                    ));
                }
                Err(_) => {}
            }
        }
    }

    /// Takes a question back that was taken too long ago.
    fn give_up(&self, id: u64) -> bool {
        let mut inner = self.lock();
        let overdue = inner.asked.get(&id).is_some_and(|question| {
            question
                .taken_at
                .is_some_and(|taken| taken.elapsed() >= ANSWER_TIME)
        });
        if overdue {
            inner.asked.remove(&id);
        }
        overdue
    }
}

impl Caller for Queue {
    fn sign<'a>(
        &'a self,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
    ) -> BoxFuture<'a, Result<Vec<u8>>> {
        Box::pin(async move {
            let kind = |request_id| EventKind::Sign {
                request_id,
                algorithm,
            };
            let payload = Some(message.to_vec().into());
            let signature = self.ask(kind, payload, ErrorCode::SigningFailed).await?;
            Ok(signature.to_vec())
        })
    }

    fn assertion<'a>(
        &'a self,
        tenant: &'a str,
        audience: &'a str,
    ) -> BoxFuture<'a, Result<SecretText>> {
        Box::pin(async move {
            let (tenant, audience) = (tenant.to_owned(), audience.to_owned());
            let kind = |request_id| EventKind::Assertion {
                request_id,
                tenant,
                audience,
            };
            let answer = self
                .ask(kind, None, ErrorCode::AssertionProviderFailed)
                .await?;
            let text = std::str::from_utf8(&answer).map_err(|_| {
                Error::new(
                    ErrorCode::AssertionProviderFailed,
                    "The assertion that was given is not text.",
                    fix_for(ErrorCode::AssertionProviderFailed),
                )
            })?;
            Ok(SecretText::new(text.to_owned()))
        })
    }
}

fn fix_for(refused: ErrorCode) -> &'static str {
    match refused {
        ErrorCode::SigningFailed => {
            "Check that this account may use the certificate's private key (certlm.msc, All Tasks, Manage Private Keys), and that its token or smart card is there."
        }
        _ => "Let the script block return one string: the assertion (a JWT), and nothing else.",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn ask(queue: &Arc<Queue>) -> tokio::task::JoinHandle<Result<Vec<u8>>> {
        let queue = Arc::clone(queue);
        tokio::spawn(async move { queue.sign(SignatureAlgorithm::PS256, b"message").await })
    }

    fn id_of(event: &Event) -> u64 {
        match event.kind {
            EventKind::Sign { request_id, .. } => request_id,
            _ => 0,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_question_waits_for_an_owner_who_is_busy() {
        let queue = Arc::new(Queue::new(1));
        let asking = ask(&queue);
        tokio::time::sleep(Duration::from_secs(1_800)).await;
        assert!(!asking.is_finished());
        let event = queue.take().expect("the question");
        assert!(queue.respond(id_of(&event), Ok(vec![7].into())).is_ok());
        assert_eq!(asking.await.expect("no panic").expect("signed"), [7]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_question_that_was_taken_has_to_be_answered() {
        let queue = Arc::new(Queue::new(1));
        let asking = ask(&queue);
        tokio::time::sleep(Duration::from_secs(50)).await;
        let event = queue.take().expect("the question");
        tokio::time::sleep(Duration::from_secs(50)).await;
        assert!(!asking.is_finished(), "the time counts from the taking");
        tokio::time::sleep(Duration::from_secs(100)).await;
        let error = asking.await.expect("no panic").expect_err("too late");
        assert_eq!(error.code(), ErrorCode::CallerTimeout);
        assert!(queue.respond(id_of(&event), Ok(vec![7].into())).is_err());
    }
}
