//! Questions to the owner: only that side can sign with its key, or give an assertion.

use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::Instant;
use zeroize::Zeroizing;

use super::queue::Queue;
use super::{Event, EventKind};
use crate::credential::{BoxFuture, Caller, Refusal, SignatureAlgorithm};
use crate::error::{Error, ErrorCode};
use crate::secret::SecretText;

/// How long a request to sign may stay unanswered once it was taken: its provider may ask
/// a person (a smart card's PIN). One that was not taken waits as long as its owner does:
/// a consumer that takes minutes for a result must not lose the others.
const ANSWER_TIME: Duration = Duration::from_secs(60);

/// An answer from the owner: bytes, or why there are none.
pub(super) type Answer = std::result::Result<Zeroizing<Vec<u8>>, String>;

/// A question that waits for its answer.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) answer: oneshot::Sender<Answer>,
    pub(super) taken_at: Option<Instant>,
}

/// Takes a question back when nobody waits for its answer any more.
struct Asked<'a> {
    queue: &'a Queue,
    id: u64,
}

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        let mut inner = self.queue.lock();
        if inner.asked.remove(&self.id).is_some() {
            inner.events.retain(|event| {
                !matches!(event.kind,
                    EventKind::Sign { request_id, .. } | EventKind::Assertion { request_id, .. }
                    if request_id == self.id)
            });
        }
    }
}

impl Queue {
    async fn ask(
        &self,
        kind: impl FnOnce(u64) -> EventKind,
        payload: Option<Zeroizing<Vec<u8>>>,
        refused: ErrorCode,
        patience: Option<Duration>,
    ) -> std::result::Result<Zeroizing<Vec<u8>>, Refusal> {
        let (answer, mut receiver) = oneshot::channel();
        let asked = {
            let mut inner = self.lock();
            if inner.cancelled {
                return Err(Refusal::Gone);
            }
            let id = inner.next_request;
            inner.next_request += 1;
            let question = Question {
                answer,
                taken_at: None,
            };
            inner.asked.insert(id, question);
            let event = Event {
                kind: kind(id),
                payload,
            };
            self.tell(&mut inner, event);
            Asked { queue: self, id }
        };
        let mut next_look = patience.unwrap_or(ANSWER_TIME);
        loop {
            match tokio::time::timeout(next_look, &mut receiver).await {
                Ok(Ok(Ok(answer))) => return Ok(answer),
                Ok(Ok(Err(reason))) => {
                    let error = Error::new(refused, reason, fix_for(refused));
                    return Err(Refusal::Failed(error));
                }
                Ok(Err(_)) => return Err(Refusal::Gone),
                Err(_) => {}
            }
            next_look = match self.taken_for(asked.id) {
                None if patience.is_some() => return Err(Refusal::NotTaken),
                None => ANSWER_TIME,
                Some(time) if time >= ANSWER_TIME => {
                    return Err(Refusal::Failed(Error::new(
                        ErrorCode::CallerTimeout,
                        format!(
                            "A request to sign was taken, but not answered within {} s.",
                            ANSWER_TIME.as_secs()
                        ),
                        "See whether the certificate's key provider waits for something, such as a smart card or its PIN.",
                    )));
                }
                Some(time) => ANSWER_TIME - time,
            };
        }
    }

    /// How long ago a question was taken.
    fn taken_for(&self, id: u64) -> Option<Duration> {
        let inner = self.lock();
        Some(inner.asked.get(&id)?.taken_at?.elapsed())
    }
}

impl Caller for Queue {
    fn sign<'a>(
        &'a self,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
        patience: Option<Duration>,
    ) -> BoxFuture<'a, std::result::Result<Vec<u8>, Refusal>> {
        Box::pin(async move {
            let kind = |request_id| EventKind::Sign {
                request_id,
                algorithm,
            };
            let payload = Some(message.to_vec().into());
            let signature = self
                .ask(kind, payload, ErrorCode::SigningFailed, patience)
                .await?;
            Ok(signature.to_vec())
        })
    }

    fn assertion<'a>(
        &'a self,
        tenant: &'a str,
        audience: &'a str,
        patience: Option<Duration>,
    ) -> BoxFuture<'a, std::result::Result<SecretText, Refusal>> {
        Box::pin(async move {
            let (tenant, audience) = (tenant.to_owned(), audience.to_owned());
            let kind = |request_id| EventKind::Assertion {
                request_id,
                tenant,
                audience,
            };
            let answer = self
                .ask(kind, None, ErrorCode::AssertionProviderFailed, patience)
                .await?;
            let text = std::str::from_utf8(&answer).map_err(|_| {
                Refusal::Failed(Error::new(
                    ErrorCode::AssertionProviderFailed,
                    "The assertion that was given is not text.",
                    fix_for(ErrorCode::AssertionProviderFailed),
                ))
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

    use super::super::RequestSet;
    use super::super::request::Settings;
    use super::*;

    type Asking = tokio::task::JoinHandle<std::result::Result<Vec<u8>, Refusal>>;

    fn queue() -> Arc<Queue> {
        Arc::new(Queue::new(&Settings::of(&RequestSet::default())))
    }

    fn ask(queue: &Arc<Queue>, patience: Option<Duration>) -> Asking {
        let queue = Arc::clone(queue);
        tokio::spawn(async move {
            queue
                .sign(SignatureAlgorithm::PS256, b"message", patience)
                .await
        })
    }

    fn id_of(event: &Event) -> u64 {
        match event.kind {
            EventKind::Sign { request_id, .. } => request_id,
            _ => 0,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_question_waits_for_an_owner_who_is_busy() {
        let queue = queue();
        let asking = ask(&queue, None);
        tokio::time::sleep(Duration::from_secs(1_800)).await;
        assert!(!asking.is_finished());
        let event = queue.take().expect("the question");
        assert!(queue.respond(id_of(&event), Ok(vec![7].into())).is_ok());
        assert_eq!(asking.await.expect("no panic").expect("signed"), [7]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_question_that_was_taken_has_to_be_answered() {
        let queue = queue();
        let asking = ask(&queue, None);
        tokio::time::sleep(Duration::from_secs(50)).await;
        let event = queue.take().expect("the question");
        tokio::time::sleep(Duration::from_secs(50)).await;
        assert!(!asking.is_finished(), "the time counts from the taking");
        tokio::time::sleep(Duration::from_secs(100)).await;
        let Refusal::Failed(error) = asking.await.expect("no panic").expect_err("too late") else {
            panic!("it was taken");
        };
        assert_eq!(error.code(), ErrorCode::CallerTimeout);
        assert!(queue.respond(id_of(&event), Ok(vec![7].into())).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn with_patience_a_question_is_withdrawn_if_nobody_looks() {
        let queue = queue();
        let asking = ask(&queue, Some(Duration::from_secs(2)));
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert!(matches!(
            asking.await.expect("no panic"),
            Err(Refusal::NotTaken)
        ));
        assert!(queue.take().is_none(), "nobody is asked in vain");
        // Once taken it is waited for.
        let asking = ask(&queue, Some(Duration::from_secs(2)));
        tokio::time::sleep(Duration::from_secs(1)).await;
        let event = queue.take().expect("the question");
        tokio::time::sleep(Duration::from_secs(20)).await;
        assert!(queue.respond(id_of(&event), Ok(vec![7].into())).is_ok());
        assert_eq!(asking.await.expect("no panic").expect("signed"), [7]);
    }
}
