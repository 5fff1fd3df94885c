//! One request in flight, shared by every caller that needs its token ("single flight").

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::AbortHandle;
use tokio::time::Instant;

use crate::credential::{BoxFuture, Caller, Refusal, SignatureAlgorithm};
use crate::error::{Error, Result};
use crate::secret::SecretText;
use crate::token::Grant;

/// The state of a flight.
#[derive(Debug, Clone)]
pub(crate) enum Progress {
    /// An attempt is being sent, or will be sent as soon as the window allows.
    Running,
    /// The next attempt waits until this time, for this reason.
    Waiting {
        until: Instant,
        reason: Error,
    },
    Done(Result<Arc<Grant>>),
}

/// Limits how many requests of an operation are in flight, and counts those that wait.
#[derive(Debug)]
pub(crate) struct Window {
    pub(crate) size: usize,
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
    /// Notified when a request starts or stops waiting.
    pub(crate) changed: Notify,
}

impl Window {
    pub(crate) fn new(size: usize) -> Window {
        Window {
            size,
            permits: Arc::new(Semaphore::new(size)),
            waiting: AtomicUsize::new(0),
            changed: Notify::new(),
        }
    }

    /// Returns the number of requests that wait for their next attempt and send nothing.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Counts a request as waiting until the guard is dropped.
    pub(crate) fn count_waiting(self: &Arc<Self>) -> WaitingGuard {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        self.changed.notify_one();
        WaitingGuard(Arc::clone(self))
    }
}

/// See [`Window::count_waiting`].
pub(crate) struct WaitingGuard(Arc<Window>);

impl Drop for WaitingGuard {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
        self.0.changed.notify_one();
    }
}

/// A caller that waits for a flight, and the [`Window`] that limits its requests in flight.
#[derive(Debug, Clone)]
pub(crate) struct Requester {
    pub(crate) caller: Arc<dyn Caller>,
    pub(crate) window: Arc<Window>,
}

/// One request in flight.
#[derive(Debug)]
pub(crate) struct Flight {
    progress: watch::Sender<Progress>,
    /// The waiting callers, each with the id of its `Waiter`.
    requesters: Mutex<Vec<(u64, Requester)>>,
    task: Mutex<Option<AbortHandle>>,
    /// Whether this is a renewal, which runs even if no caller waits for it.
    background: bool,
    /// Whether the cache was cleared after this flight started, so the result must not be cached.
    forgotten: AtomicBool,
}

impl Flight {
    pub(super) fn new(background: bool) -> Flight {
        Flight {
            progress: watch::Sender::new(Progress::Running),
            requesters: Mutex::default(),
            task: Mutex::default(),
            background,
            forgotten: AtomicBool::new(false),
        }
    }

    fn requesters(&self) -> MutexGuard<'_, Vec<(u64, Requester)>> {
        self.requesters
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn join(&self, id: u64, requester: Requester) {
        self.requesters().push((id, requester));
    }

    /// Removes a waiter. Returns true if the request must be canceled, because no waiter is left
    /// and it isn't a renewal.
    pub(super) fn leave(&self, id: u64) -> bool {
        let mut requesters = self.requesters();
        requesters.retain(|(other, _)| *other != id);
        requesters.is_empty() && !self.background
    }

    pub(super) fn forget(&self) {
        self.forgotten.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_forgotten(&self) -> bool {
        self.forgotten.load(Ordering::Relaxed)
    }

    /// Registers the task that runs the flight.
    pub(crate) fn started(&self, task: AbortHandle) {
        *self.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(task);
    }

    pub(super) fn abort(&self) {
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = &*task {
            task.abort();
        }
    }

    pub(crate) fn subscribe(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }

    pub(crate) fn publish(&self, progress: Progress) {
        self.progress.send_replace(progress);
    }

    pub(crate) fn is_done(&self) -> bool {
        matches!(*self.progress.borrow(), Progress::Done(_))
    }

    /// Waits for a permit to send this request. If several callers wait for its result, the permit
    /// comes from the window of the one that has waited longest. Returns `None` for a renewal that
    /// no caller waits for, because it needs no permit.
    pub(crate) async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        let window = self
            .requesters()
            .first()
            .map(|(_, requester)| Arc::clone(&requester.window))?;
        Arc::clone(&window.permits).acquire_owned().await.ok()
    }

    /// Returns the next caller to ask.
    async fn caller(&self, rotation: &Rotation) -> std::result::Result<Arc<dyn Caller>, Refusal> {
        if rotation.pause {
            tokio::time::sleep(LEAVE_PAUSE).await;
        }
        let requesters = self.requesters();
        let position = rotation.turn.checked_rem(requesters.len());
        position
            .and_then(|position| requesters.get(position))
            .map(|(_, requester)| Arc::clone(&requester.caller))
            .ok_or(Refusal::Gone)
    }
}

/// How long to wait for an unresponsive caller before asking the next one.
const TAKE_TIMEOUT: Duration = Duration::from_secs(2);
/// How long to pause after asking a caller that no longer wants the result, so it can leave the
/// list.
const LEAVE_PAUSE: Duration = Duration::from_millis(5);

/// Selects the next waiting caller to ask: the first one may be busy, or about to leave.
#[derive(Default)]
struct Rotation {
    turn: usize,
    /// Whether to pause before asking again, because the caller that was asked last is leaving.
    pause: bool,
}

impl Rotation {
    /// Moves on after a refusal.
    ///
    /// # Errors
    /// The refusal, if the caller tried and failed: asking another caller would not help.
    fn advance(&mut self, refusal: Refusal) -> std::result::Result<(), Refusal> {
        self.pause = false;
        match refusal {
            Refusal::NotTaken => self.turn += 1,
            Refusal::Gone => self.pause = true,
            failed @ Refusal::Failed(_) => return Err(failed),
        }
        Ok(())
    }
}

/// Asks the waiting callers in turn until one of them answers. Gives each one [`TAKE_TIMEOUT`], and
/// ignores the timeout argument.
impl Caller for Flight {
    fn sign<'a>(
        &'a self,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
        _: Option<Duration>,
    ) -> BoxFuture<'a, std::result::Result<Vec<u8>, Refusal>> {
        Box::pin(async move {
            let mut rotation = Rotation::default();
            loop {
                let caller = self.caller(&rotation).await?;
                match caller.sign(algorithm, message, Some(TAKE_TIMEOUT)).await {
                    Ok(signature) => return Ok(signature),
                    Err(refusal) => rotation.advance(refusal)?,
                }
            }
        })
    }

    fn assertion<'a>(
        &'a self,
        tenant: &'a str,
        audience: &'a str,
        _: Option<Duration>,
    ) -> BoxFuture<'a, std::result::Result<SecretText, Refusal>> {
        Box::pin(async move {
            let mut rotation = Rotation::default();
            loop {
                let caller = self.caller(&rotation).await?;
                match caller.assertion(tenant, audience, Some(TAKE_TIMEOUT)).await {
                    Ok(assertion) => return Ok(assertion),
                    Err(refusal) => rotation.advance(refusal)?,
                }
            }
        })
    }
}
