//! Acquires a token for a (tenant, resource) pair from the cache, or else with a request. All
//! callers of the same pair share that request and its retries.

use std::borrow::Cow;
use std::sync::Arc;

use time::OffsetDateTime;
use tokio::time::Instant;

use crate::app::App;
use crate::cache::{Flight, Key, KeyRef, Lookup, Progress, Requester, Store, Waiter, Window};
use crate::error::{Error, ErrorCode, Result};
use crate::resource::Resource;
use crate::retry::{Wait, deadline_exceeded, retry_delay};
use crate::runtime;
use crate::tenant::Tenant;
use crate::token::{Grant, attempt};

/// Options of one acquisition.
pub(crate) struct AcquireOptions {
    /// Whether to skip the cached token.
    pub(crate) force_refresh: bool,
    /// When the caller stops waiting.
    pub(crate) deadline: Instant,
    /// The caller, and the [`Window`] that limits its requests in flight.
    pub(crate) requester: Requester,
}

/// A token, and where it came from.
pub(crate) struct AcquiredToken {
    pub(crate) grant: Arc<Grant>,
    pub(crate) from_cache: bool,
}

/// Returns the cached token, if it is still valid. Starts a renewal in the background when the
/// token is due for one.
pub fn acquire_cached(app: &Arc<App>, tenant: &Tenant, resource: &Resource) -> Option<Arc<Grant>> {
    let key = KeyRef {
        partition: &app.partition,
        tenant: &canonical(app, tenant),
        resource,
    };
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let (grant, renewal) =
        Store::global().get(key, now, app.credential.can_renew_in_background())?;
    if let Some(flight) = renewal {
        start(app, tenant, &key.to_key(), &flight);
    }
    Some(grant)
}

/// Returns the cached token, or joins the request already in flight, or starts one.
///
/// # Errors
/// The error of the last attempt, with the number of attempts and the time between them;
/// `Timeout` if the deadline passes before any error is known.
pub(crate) async fn acquire(
    app: &Arc<App>,
    tenant: &Tenant,
    resource: &Resource,
    options: AcquireOptions,
) -> Result<AcquiredToken> {
    let key = Key {
        partition: Arc::clone(&app.partition),
        tenant: canonical(app, tenant).into_owned(),
        resource: resource.clone(),
    };
    let window = Arc::clone(&options.requester.window);
    let lookup = Store::global().get_or_join(
        key.clone(),
        options.force_refresh,
        app.credential.can_renew_in_background(),
        options.requester,
    );
    match lookup {
        Lookup::Hit(grant, renewal) => {
            if let Some(flight) = renewal {
                start(app, tenant, &key, &flight);
            }
            Ok(AcquiredToken {
                grant,
                from_cache: true,
            })
        }
        Lookup::Failed(error) => Err(error),
        Lookup::Joined { waiter, is_first } => {
            if is_first {
                start(app, tenant, &key, &waiter.flight);
            }
            let grant = wait(&waiter, options.deadline, &window).await?;
            Ok(AcquiredToken {
                grant,
                from_cache: false,
            })
        }
    }
}

/// Replaces a domain with the tenant's id, if the id is known from an earlier token.
fn canonical<'a>(app: &App, tenant: &'a Tenant) -> Cow<'a, Tenant> {
    match app.partition.tenant_id(tenant) {
        Some(id) => Cow::Owned(Tenant::Id(id)),
        None => Cow::Borrowed(tenant),
    }
}

/// Starts a flight in its own task, so a caller that leaves doesn't cancel it for other callers.
fn start(app: &Arc<App>, tenant: &Tenant, key: &Key, flight: &Arc<Flight>) {
    let work = run(
        Arc::clone(app),
        tenant.clone(),
        FlightGuard {
            key: key.clone(),
            flight: Arc::clone(flight),
        },
    );
    match runtime::handle() {
        Ok(runtime) => flight.started(runtime.spawn(work).abort_handle()),
        // Dropping `work` drops its guard, which fails the flight.
        Err(_) => drop(work),
    }
}

/// Finishes a flight even if its task panics or is aborted, so its waiters don't hang.
struct FlightGuard {
    key: Key,
    flight: Arc<Flight>,
}

impl FlightGuard {
    fn finish(&self, result: Result<Grant>) {
        Store::global().finish(&self.key, &self.flight, result.map(Arc::new));
    }
}

impl Drop for FlightGuard {
    fn drop(&mut self) {
        if !self.flight.is_done() {
            self.finish(Err(Error::internal("a request ended unexpectedly")));
        }
    }
}

/// Repeats attempts until one returns a token, or an error that a retry cannot fix.
async fn run(app: Arc<App>, tenant: Tenant, guard: FlightGuard) {
    let (flight, resource) = (&guard.flight, &guard.key.resource);
    let (mut attempts, mut waits) = (0, Vec::new());
    let result = loop {
        if let Some((until, reason)) = app.partition.throttle.blocked_until(&tenant) {
            let reason = reason.with_attempts(attempts, total_ms(&waits));
            wait_until(flight, until, reason, &mut waits).await;
            continue;
        }
        let permit = flight.permit().await;
        flight.publish(Progress::Running);
        attempts += 1;
        let result = attempt(&app, &tenant, resource, &**flight).await;
        drop(permit);
        let error = match result {
            Ok(grant) => {
                break Ok(Grant {
                    attempts,
                    waits,
                    ..grant
                });
            }
            Err(error) => error.with_attempts(attempts, total_ms(&waits)),
        };
        let Some(delay) = retry_delay(&error, attempts) else {
            break Err(error);
        };
        let until = Instant::now() + delay;
        if error.code() == ErrorCode::Throttled {
            app.partition.throttle.record(&tenant, until, &error);
        }
        wait_until(flight, until, error, &mut waits).await;
    };
    guard.finish(result);
}

fn total_ms(waits: &[Wait]) -> u64 {
    waits.iter().map(|wait| wait.milliseconds).sum()
}

/// Publishes the reason for a wait, waits, and records how long the wait took.
async fn wait_until(flight: &Flight, until: Instant, reason: Error, waits: &mut Vec<Wait>) {
    let began = Instant::now();
    let name = reason.report().name;
    flight.publish(Progress::Waiting { until, reason });
    tokio::time::sleep_until(until).await;
    waits.push(Wait {
        reason: name,
        milliseconds: began.elapsed().as_millis() as u64,
    });
}

/// Waits for the result of a flight until the deadline.
async fn wait(waiter: &Waiter, deadline: Instant, window: &Arc<Window>) -> Result<Arc<Grant>> {
    let mut progress = waiter.flight.subscribe();
    // If the deadline interrupts an attempt, report why the one before it failed.
    let mut last_error = None;
    loop {
        let now = progress.borrow_and_update().clone();
        let waiting = match now {
            Progress::Done(result) => return result,
            // The next attempt would start after the deadline.
            Progress::Waiting { until, reason } if until > deadline => return Err(reason),
            Progress::Waiting { reason, .. } => {
                last_error = Some(reason);
                Some(window.count_waiting())
            }
            Progress::Running => None,
        };
        tokio::select! {
            changed = progress.changed() => if changed.is_err() {
                return Err(Error::internal("a request ended unexpectedly"));
            },
            () = tokio::time::sleep_until(deadline) => {
                return Err(last_error.unwrap_or_else(deadline_exceeded));
            }
        }
        drop(waiting);
    }
}
