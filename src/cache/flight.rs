//! One request, however many wait for it.

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

/// How far a flight is.
#[derive(Debug, Clone)]
pub(crate) enum Progress {
    /// A request is being sent, or will be at once.
    Running,
    /// Nothing is sent before this time, and why.
    Waiting {
        until: Instant,
        why: Error,
    },
    Done(Result<Arc<Grant>>),
}

/// How many requests of an operation may be in flight, and how many of them wait.
#[derive(Debug)]
pub(crate) struct Window {
    pub(crate) size: usize,
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
    /// Told when a request begins or ends to wait.
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

    /// Requests that wait for their time, and send nothing.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Counts a request as waiting until the guard is dropped.
    pub(crate) fn wait(self: &Arc<Self>) -> Resting {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        self.changed.notify_one();
        Resting(Arc::clone(self))
    }
}

/// See [`Window::wait`].
pub(crate) struct Resting(Arc<Window>);

impl Drop for Resting {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
        self.0.changed.notify_one();
    }
}

/// Somebody who waits for a flight: who signs for it, and whose window counts.
#[derive(Debug, Clone)]
pub(crate) struct Requester {
    pub(crate) caller: Arc<dyn Caller>,
    pub(crate) window: Arc<Window>,
}

/// One request under way.
#[derive(Debug)]
pub(crate) struct Flight {
    progress: watch::Sender<Progress>,
    requesters: Mutex<Vec<(u64, Requester)>>,
    task: Mutex<Option<AbortHandle>>,
    /// Nobody waits for it: a renewal.
    background: bool,
    /// What it brings is not kept: the cache was cleared since it began.
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

    /// Takes one who waits out; true when the flight has to end with it.
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

    /// Says which task does the work.
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

    /// Room in the window of the one who waits longest. None for a renewal.
    pub(crate) async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        let window = self
            .requesters()
            .first()
            .map(|(_, requester)| Arc::clone(&requester.window))?;
        Arc::clone(&window.permits).acquire_owned().await.ok()
    }

    /// Whose turn it is to be asked: those who wait, one after the other.
    async fn asked(&self, round: &Round) -> std::result::Result<Arc<dyn Caller>, Refusal> {
        if round.pause {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let requesters = self.requesters();
        let place = round.turn.checked_rem(requesters.len());
        place
            .and_then(|place| requesters.get(place))
            .map(|(_, requester)| Arc::clone(&requester.caller))
            .ok_or(Refusal::Gone)
    }
}

/// How long one who does not look is waited for, before another is asked.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where a question is on its way round: the one who came first may have a consumer that
/// sleeps, or go away.
#[derive(Default)]
struct Round {
    turn: usize,
    /// One who has gone is about to leave the list.
    pause: bool,
}

impl Round {
    fn refused(&mut self, refusal: Refusal) -> std::result::Result<(), Refusal> {
        self.pause = false;
        match refusal {
            Refusal::NotTaken => self.turn += 1,
            Refusal::Gone => self.pause = true,
            failed @ Refusal::Failed(_) => return Err(failed),
        }
        Ok(())
    }
}

impl Caller for Flight {
    fn sign<'a>(
        &'a self,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
        _: Option<Duration>,
    ) -> BoxFuture<'a, std::result::Result<Vec<u8>, Refusal>> {
        Box::pin(async move {
            let mut round = Round::default();
            loop {
                let caller = self.asked(&round).await?;
                match caller.sign(algorithm, message, Some(PATIENCE)).await {
                    Ok(signature) => return Ok(signature),
                    Err(refusal) => round.refused(refusal)?,
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
            let mut round = Round::default();
            loop {
                let caller = self.asked(&round).await?;
                match caller.assertion(tenant, audience, Some(PATIENCE)).await {
                    Ok(assertion) => return Ok(assertion),
                    Err(refusal) => round.refused(refusal)?,
                }
            }
        })
    }
}
