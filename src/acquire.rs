//! A token for one (tenant, resource) pair: from the cache, or by a request that all who
//! want it share, repeated as long as that makes sense.

use std::borrow::Cow;
use std::sync::Arc;

use time::OffsetDateTime;
use tokio::time::Instant;

use crate::app::App;
use crate::cache::{Entered, Flight, Key, KeyRef, Progress, Requester, Store, Waiter};
use crate::credential::CredentialKind;
use crate::error::{Error, ErrorCode, Result};
use crate::resource::Resource;
use crate::retry::{Wait, deadline_exceeded, retry_delay};
use crate::runtime;
use crate::tenant::Tenant;
use crate::token::{Grant, attempt};

/// How a token is wanted.
pub(crate) struct AcquireOptions {
    /// Not from the cache.
    pub(crate) force_refresh: bool,
    /// When it comes too late.
    pub(crate) deadline: Instant,
    /// Who asks.
    pub(crate) requester: Requester,
}

/// A token, and whether it was there already.
pub(crate) struct AcquiredToken {
    pub(crate) grant: Arc<Grant>,
    pub(crate) from_cache: bool,
}

/// A token that is there and serves; renewed in the background when it is time.
pub fn acquire_cached(app: &Arc<App>, tenant: &Tenant, resource: &Resource) -> Option<Arc<Grant>> {
    let key = KeyRef {
        partition: &app.partition,
        tenant: &known(app, tenant),
        resource: &resource.into(),
    };
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let (grant, renewal) = Store::global().hit(key, now, is_renewable(app))?;
    if let Some(flight) = renewal {
        start(app, tenant, resource, &key.to_key(), &flight);
    }
    Some(grant)
}

/// A token, however it is got.
///
/// # Errors
/// Those of an attempt, with how often and how long it was tried; `Timeout` at the deadline.
pub(crate) async fn acquire(
    app: &Arc<App>,
    tenant: &Tenant,
    resource: &Resource,
    options: AcquireOptions,
) -> Result<AcquiredToken> {
    let key = key(app, tenant, resource);
    let window = Arc::clone(&options.requester.window);
    let entered = Store::global().enter(
        key.clone(),
        options.force_refresh,
        is_renewable(app),
        options.requester,
    );
    match entered {
        Entered::Hit(grant, renewal) => {
            if let Some(flight) = renewal {
                start(app, tenant, resource, &key, &flight);
            }
            Ok(AcquiredToken {
                grant,
                from_cache: true,
            })
        }
        Entered::Failed(error) => Err(error),
        Entered::Wait(waiter, begins) => {
            if begins {
                start(app, tenant, resource, &key, &waiter.flight);
            }
            wait(&waiter, options.deadline, &window)
                .await
                .map(|grant| AcquiredToken {
                    grant,
                    from_cache: false,
                })
        }
    }
}

fn key(app: &App, tenant: &Tenant, resource: &Resource) -> Key {
    Key {
        partition: Arc::clone(&app.partition),
        tenant: known(app, tenant).into_owned(),
        resource: resource.into(),
    }
}

/// A tenant by its id, once that is known.
fn known<'a>(app: &App, tenant: &'a Tenant) -> Cow<'a, Tenant> {
    match app.partition.tenant_id(tenant) {
        Some(id) => Cow::Owned(Tenant::Id(id)),
        None => Cow::Borrowed(tenant),
    }
}

/// Only what signs by itself can renew when nobody waits.
fn is_renewable(app: &App) -> bool {
    matches!(
        app.credential.kind(),
        CredentialKind::ClientSecret | CredentialKind::Certificate
    )
}

/// Begins the work of a flight on a task of its own: one who leaves does not end it for
/// the others.
fn start(app: &Arc<App>, tenant: &Tenant, resource: &Resource, key: &Key, flight: &Arc<Flight>) {
    let work = fly(
        Arc::clone(app),
        tenant.clone(),
        resource.clone(),
        Ending {
            key: key.clone(),
            flight: Arc::clone(flight),
        },
    );
    match runtime::handle() {
        Ok(runtime) => flight.started(runtime.spawn(work).abort_handle()),
        // `work` was dropped with the error: its ending has told those who wait.
        Err(_) => drop(work),
    }
}

/// Ends a flight in any case: those who wait must not wait for ever.
struct Ending {
    key: Key,
    flight: Arc<Flight>,
}

impl Ending {
    fn with(&self, result: Result<Grant>) {
        Store::global().finish(&self.key, &self.flight, result.map(Arc::new));
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        if !matches!(*self.flight.subscribe().borrow(), Progress::Done(_)) {
            self.with(Err(Error::internal("a request ended unexpectedly")));
        }
    }
}

async fn fly(app: Arc<App>, tenant: Tenant, resource: Resource, ending: Ending) {
    let flight = &ending.flight;
    let (mut attempts, mut waits) = (0, Vec::new());
    let result = loop {
        if let Some((until, why)) = app.partition.throttle.gate(&tenant) {
            let why = why.tried(attempts, waited(&waits));
            rest(flight, until, why, &mut waits).await;
            continue;
        }
        let permit = flight.permit().await;
        flight.publish(Progress::Running);
        attempts += 1;
        let result = attempt(&app, &tenant, &resource, &**flight).await;
        drop(permit);
        let error = match result {
            Ok(grant) => {
                break Ok(Grant {
                    attempts,
                    waits,
                    ..grant
                });
            }
            Err(error) => error.tried(attempts, waited(&waits)),
        };
        let Some(wait) = retry_delay(&error, attempts) else {
            break Err(error);
        };
        let until = Instant::now() + wait;
        if error.code() == ErrorCode::Throttled {
            app.partition.throttle.note(&tenant, until, &error);
        }
        rest(flight, until, error, &mut waits).await;
    };
    ending.with(result);
}

fn waited(waits: &[Wait]) -> u64 {
    waits.iter().map(|wait| wait.milliseconds).sum()
}

/// Waits, and says so.
async fn rest(flight: &Flight, until: Instant, why: Error, waits: &mut Vec<Wait>) {
    let began = Instant::now();
    let reason = why.report().name;
    flight.publish(Progress::Waiting { until, why });
    tokio::time::sleep_until(until).await;
    waits.push(Wait {
        reason,
        milliseconds: began.elapsed().as_millis() as u64,
    });
}

async fn wait(
    waiter: &Waiter,
    deadline: Instant,
    window: &Arc<crate::cache::Window>,
) -> Result<Arc<Grant>> {
    let mut progress = waiter.flight.subscribe();
    // An attempt that is cut off says nothing; the one before it failed for a reason.
    let mut last = None;
    loop {
        let now = progress.borrow_and_update().clone();
        let resting = match now {
            Progress::Done(result) => return result,
            // It would come too late: no use in waiting for that.
            Progress::Waiting { until, why } if until > deadline => return Err(why),
            Progress::Waiting { why, .. } => {
                last = Some(why);
                Some(window.wait())
            }
            Progress::Running => None,
        };
        tokio::select! {
            changed = progress.changed() => if changed.is_err() {
                return Err(Error::internal("a request ended unexpectedly"));
            },
            () = tokio::time::sleep_until(deadline) => {
                return Err(last.unwrap_or_else(deadline_exceeded));
            }
        }
        drop(resting);
    }
}
