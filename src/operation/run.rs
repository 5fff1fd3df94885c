//! Drives the requests of an operation: a window of them at a time.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::task::{Id, JoinError, JoinSet};

use super::queue::Queue;
use super::{Event, Request, RequestSet};
use crate::app::App;
use crate::error::{Error, Result};
use crate::tenant::Tenant;
use crate::token::acquire;

pub(super) async fn drive(app: Arc<App>, set: RequestSet, queue: Arc<Queue>) {
    let window = set.window();
    let mut waiting = set.requests.into_iter().enumerate();
    let mut running: JoinSet<Event> = JoinSet::new();
    // A task that unwinds gives no event of its own: its request is kept here.
    let mut under_way: HashMap<Id, (usize, Arc<Request>)> = HashMap::new();
    loop {
        while running.len() < window && !queue.is_cancelled() {
            let Some((index, request)) = waiting.next() else {
                break;
            };
            let request = Arc::new(request);
            let task = one(
                Arc::clone(&app),
                index,
                Arc::clone(&request),
                Arc::clone(&queue),
            );
            under_way.insert(running.spawn(task).id(), (index, request));
        }
        tokio::select! {
            biased;
            () = queue.stopped() => break,
            ended = running.join_next_with_id() => match ended {
                Some(ended) => finish(&queue, &mut under_way, ended),
                None => return,
            },
        }
    }
    running.abort_all();
    while let Some(ended) = running.join_next_with_id().await {
        finish(&queue, &mut under_way, ended);
    }
    for (index, request) in waiting {
        queue.finish(Event::error(index, &request, Error::cancelled()));
    }
}

fn finish(
    queue: &Queue,
    under_way: &mut HashMap<Id, (usize, Arc<Request>)>,
    ended: Result<(Id, Event), JoinError>,
) {
    match ended {
        Ok((id, event)) => {
            under_way.remove(&id);
            queue.finish(event);
        }
        Err(error) => {
            let why = if error.is_cancelled() {
                Error::cancelled()
            } else {
                Error::internal("a request ended unexpectedly")
            };
            if let Some((index, request)) = under_way.remove(&error.id()) {
                queue.finish(Event::error(index, &request, why));
            }
        }
    }
}

async fn one(app: Arc<App>, index: usize, request: Arc<Request>, queue: Arc<Queue>) -> Event {
    let result: Result<_> = async {
        let tenant = Tenant::parse(&request.tenant)?;
        let resource = request.resource()?;
        let token = acquire(&app, &tenant, &resource, &*queue).await?;
        Ok((resource, token))
    }
    .await;
    match result {
        Ok((resource, token)) => {
            Event::token(index, &request, app.id.to_string(), &resource, token)
        }
        Err(error) => Event::error(index, &request, error),
    }
}
