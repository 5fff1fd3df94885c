//! Asks the caller of an operation for a signature or an assertion.

use std::time::Duration;

use tokio::sync::oneshot;
use zeroize::Zeroizing;

use super::EventKind;
use super::queue::{Answer, Queue};
use crate::credential::{BoxFuture, Caller, Refusal, SignatureAlgorithm};
use crate::error::{Error, ErrorCode};
use crate::secret::SecretText;

/// How long the caller may take to answer after it has taken the event. Its key provider may prompt
/// a person, for example for a smart card's PIN. The time starts when the event is taken, because a
/// caller that spends minutes on one event must not lose the other requests.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);

/// Withdraws a question when the request that asked it stops waiting for the answer.
struct OpenQuestion<'a> {
    queue: &'a Queue,
    id: u64,
}

impl Drop for OpenQuestion<'_> {
    fn drop(&mut self) {
        self.queue.withdraw(self.id);
    }
}

impl Queue {
    /// Asks the caller a question and waits for the answer. If the caller doesn't take the event
    /// within `take_timeout`, the question is withdrawn.
    async fn ask_caller(
        &self,
        kind: impl FnOnce(u64) -> EventKind,
        payload: Option<Zeroizing<Vec<u8>>>,
        refused: ErrorCode,
        take_timeout: Option<Duration>,
    ) -> Result<Zeroizing<Vec<u8>>, Refusal> {
        let (sender, mut receiver) = oneshot::channel::<Answer>();
        let id = self.ask(kind, payload, sender).ok_or(Refusal::Gone)?;
        let question = OpenQuestion { queue: self, id };
        let mut next_check = take_timeout.unwrap_or(ANSWER_TIMEOUT);
        loop {
            match tokio::time::timeout(next_check, &mut receiver).await {
                Ok(Ok(Ok(answer))) => return Ok(answer),
                Ok(Ok(Err(reason))) => {
                    let error = Error::new(refused, reason, fix_for(refused));
                    return Err(Refusal::Failed(error));
                }
                Ok(Err(_)) => return Err(Refusal::Gone),
                Err(_) => {}
            }
            next_check = match self.time_since_taken(question.id) {
                None if take_timeout.is_some() => return Err(Refusal::NotTaken),
                None => ANSWER_TIMEOUT,
                Some(time) if time >= ANSWER_TIMEOUT => {
                    return Err(Refusal::Failed(answer_timeout(refused)));
                }
                Some(time) => ANSWER_TIMEOUT - time,
            };
        }
    }
}

impl Caller for Queue {
    fn sign<'a>(
        &'a self,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
        take_timeout: Option<Duration>,
    ) -> BoxFuture<'a, Result<Vec<u8>, Refusal>> {
        Box::pin(async move {
            let kind = |request_id| EventKind::Sign {
                request_id,
                algorithm,
            };
            let payload = Some(message.to_vec().into());
            let signature = self
                .ask_caller(kind, payload, ErrorCode::SigningFailed, take_timeout)
                .await?;
            Ok(signature.to_vec())
        })
    }

    fn assertion<'a>(
        &'a self,
        tenant: &'a str,
        audience: &'a str,
        take_timeout: Option<Duration>,
    ) -> BoxFuture<'a, Result<SecretText, Refusal>> {
        Box::pin(async move {
            let (tenant, audience) = (tenant.to_owned(), audience.to_owned());
            let kind = |request_id| EventKind::Assertion {
                request_id,
                tenant,
                audience,
            };
            let answer = self
                .ask_caller(kind, None, ErrorCode::AssertionProviderFailed, take_timeout)
                .await?;
            let text = std::str::from_utf8(&answer).map_err(|_| {
                Refusal::Failed(Error::new(
                    ErrorCode::AssertionProviderFailed,
                    "The assertion provider returned bytes that aren't UTF-8 text.",
                    fix_for(ErrorCode::AssertionProviderFailed),
                ))
            })?;
            Ok(SecretText::new(text.to_owned()))
        })
    }
}

fn answer_timeout(refused: ErrorCode) -> Error {
    let (what, fix) = match refused {
        ErrorCode::SigningFailed => (
            "sign request",
            "Check whether the certificate's key provider waits for something, such as a smart card or its PIN.",
        ),
        _ => (
            "assertion request",
            "Check whether the assertion provider waits for something, such as a sign-in or a network request.",
        ),
    };
    Error::new(
        ErrorCode::CallerTimeout,
        format!(
            "The caller took a {what}, but didn't answer it within {} s.",
            ANSWER_TIMEOUT.as_secs()
        ),
        fix,
    )
}

fn fix_for(refused: ErrorCode) -> &'static str {
    match refused {
        ErrorCode::SigningFailed => {
            "Check that this account can use the certificate's private key (certlm.msc, All Tasks, Manage Private Keys), and that its smart card or token is connected."
        }
        _ => {
            "Make the assertion provider return exactly one string: the assertion, which is a JWT."
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::operation::request::Settings;
    use crate::operation::{Event, RequestSet};

    type Signing = tokio::task::JoinHandle<Result<Vec<u8>, Refusal>>;

    fn queue() -> Arc<Queue> {
        Arc::new(Queue::new(&Settings::from(&RequestSet::default())))
    }

    fn sign(queue: &Arc<Queue>, take_timeout: Option<Duration>) -> Signing {
        let queue = Arc::clone(queue);
        tokio::spawn(async move {
            queue
                .sign(SignatureAlgorithm::PS256, b"message", take_timeout)
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
    async fn a_question_waits_for_a_busy_caller() {
        let queue = queue();
        let signing = sign(&queue, None);
        tokio::time::sleep(Duration::from_secs(1_800)).await;
        assert!(!signing.is_finished());
        let event = queue.take().expect("the question");
        assert!(queue.respond(id_of(&event), Ok(vec![7].into())).is_ok());
        assert_eq!(signing.await.expect("no panic").expect("signed"), [7]);
    }

    #[tokio::test(start_paused = true)]
    async fn the_caller_has_a_minute_to_answer_a_question_that_it_has_taken() {
        let queue = queue();
        let signing = sign(&queue, None);
        tokio::time::sleep(Duration::from_secs(50)).await;
        let event = queue.take().expect("the question");
        tokio::time::sleep(Duration::from_secs(50)).await;
        assert!(!signing.is_finished(), "the minute begins with the taking");
        tokio::time::sleep(Duration::from_secs(100)).await;
        let Refusal::Failed(error) = signing.await.expect("no panic").expect_err("timed out")
        else {
            panic!("the question was taken");
        };
        assert_eq!(error.code(), ErrorCode::CallerTimeout);
        assert!(queue.respond(id_of(&event), Ok(vec![7].into())).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn with_a_take_timeout_an_ignored_question_is_withdrawn() {
        let queue = queue();
        let signing = sign(&queue, Some(Duration::from_secs(2)));
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert!(matches!(
            signing.await.expect("no panic"),
            Err(Refusal::NotTaken)
        ));
        assert!(queue.take().is_none(), "its event is withdrawn too");
        // The timeout no longer applies once the question is taken.
        let signing = sign(&queue, Some(Duration::from_secs(2)));
        tokio::time::sleep(Duration::from_secs(1)).await;
        let event = queue.take().expect("the question");
        tokio::time::sleep(Duration::from_secs(20)).await;
        assert!(queue.respond(id_of(&event), Ok(vec![7].into())).is_ok());
        assert_eq!(signing.await.expect("no panic").expect("signed"), [7]);
    }
}
