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

/// How long a request to sign may stay unanswered. A caller polls each 50 ms, but its
/// provider may ask a person (a smart card's PIN).
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

#[derive(Debug)]
struct Inner {
    events: VecDeque<Event>,
    /// Results that have not come yet.
    outstanding: usize,
    asked: HashMap<u64, oneshot::Sender<Answer>>,
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
        self.lock().events.pop_front()
    }

    /// Adds the result of one request.
    pub(super) fn finish(&self, event: Event) {
        let mut inner = self.lock();
        inner.outstanding = inner.outstanding.saturating_sub(1);
        inner.events.push_back(event);
        self.changed.notify_all();
    }

    pub(super) fn respond(&self, request: u64, answer: Answer) -> Result<(), Unanswered> {
        let waiting = self.lock().asked.remove(&request).ok_or(Unanswered)?;
        waiting.send(answer).map_err(|_| Unanswered)
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
        let (sender, receiver) = oneshot::channel();
        let id = {
            let mut inner = self.lock();
            if inner.cancelled {
                return Err(Error::cancelled());
            }
            let id = inner.next_request;
            inner.next_request += 1;
            inner.asked.insert(id, sender);
            inner.events.push_back(Event {
                kind: kind(id),
                payload,
            });
            self.changed.notify_all();
            id
        };
        match tokio::time::timeout(ANSWER_TIME, receiver).await {
            Ok(Ok(Ok(answer))) => Ok(answer),
            Ok(Ok(Err(reason))) => Err(Error::new(refused, reason, fix_for(refused))),
            Ok(Err(_)) => Err(Error::cancelled()),
            Err(_) => {
                self.lock().asked.remove(&id);
                Err(Error::new(
                    ErrorCode::CallerTimeout,
                    format!(
                        "Nobody answered a request to sign within {} s.",
                        ANSWER_TIME.as_secs()
                    ),
                    "Keep reading the command's output: a signature by a certificate's own key provider is made by the thread that runs it.",
                ))
            }
        }
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
