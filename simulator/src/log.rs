//! The log of requests, for tests. It contains no secrets.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde::Serialize;
use serde_json::{Map, Value};

/// How many of the newest entries to search for requests in flight, so that a long log doesn't slow
/// requests down.
const MAX_COUNTED_ENTRIES: usize = 4_096;

/// The progress of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Progress {
    /// Not answered yet.
    InFlight,
    /// Answered.
    Done,
    /// The client disconnected before the response.
    Aborted,
}

/// One request.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// The number of the request.
    pub id: usize,
    /// The method.
    pub method: String,
    /// The path, without query.
    pub path: String,
    /// The progress.
    pub progress: Progress,
    /// The HTTP status of the response.
    pub status: Option<u16>,
    /// The AADSTS code of a refusal.
    pub aadsts: Option<u32>,
    /// `client_id`.
    pub client_id: Option<String>,
    /// `scope`.
    pub scope: Option<String>,
    /// The cmdlet of a request to Exchange.
    pub cmdlet: Option<String>,
    /// The `X-AnchorMailbox` header of a request to Exchange.
    pub anchor: Option<String>,
    /// The `client-request-id` header.
    pub client_request_id: Option<String>,
    /// The assertion's header.
    pub assertion_header: Option<Map<String, Value>>,
    /// The assertion's claims.
    pub assertion_claims: Option<Map<String, Value>>,
    /// Whether the assertion's `jti` was used before.
    pub jti_reused: bool,
    /// Requests in flight when this one arrived, including this one.
    pub concurrency: usize,
    /// Duration until the response.
    pub milliseconds: Option<u64>,
}

#[derive(Default, Clone)]
pub(crate) struct Log(Arc<Mutex<Vec<Entry>>>);

impl Log {
    fn lock(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.lock().clone()
    }

    pub(crate) fn clear(&self) {
        // Keep the entries of requests in flight, because their tickets look them up by id.
        self.lock()
            .retain(|entry| entry.progress == Progress::InFlight);
    }

    pub(crate) fn begin(&self, method: &str, path: &str, request_id: Option<String>) -> Ticket {
        let mut entries = self.lock();
        let in_flight = entries
            .iter()
            .rev()
            .take(MAX_COUNTED_ENTRIES)
            .filter(|entry| entry.progress == Progress::InFlight);
        let concurrency = in_flight.count() + 1;
        let id = entries.last().map_or(0, |entry| entry.id + 1);
        entries.push(Entry {
            id,
            method: method.to_owned(),
            path: path.to_owned(),
            progress: Progress::InFlight,
            status: None,
            aadsts: None,
            client_id: None,
            scope: None,
            cmdlet: None,
            anchor: None,
            client_request_id: request_id,
            assertion_header: None,
            assertion_claims: None,
            jti_reused: false,
            concurrency,
            milliseconds: None,
        });
        Ticket {
            log: self.clone(),
            id,
            began: Instant::now(),
            ended: false,
        }
    }
}

/// A request's access to its log entry. Dropping it without `end` logs the request as aborted.
pub(crate) struct Ticket {
    log: Log,
    id: usize,
    began: Instant,
    ended: bool,
}

impl Ticket {
    pub(crate) fn note(&self, change: impl FnOnce(&mut Entry)) {
        let mut entries = self.log.lock();
        if let Ok(index) = entries.binary_search_by_key(&self.id, |entry| entry.id)
            && let Some(entry) = entries.get_mut(index)
        {
            change(entry);
        }
    }

    pub(crate) fn end(mut self, status: Option<u16>) {
        self.ended = true;
        let milliseconds = self.began.elapsed().as_millis() as u64;
        self.note(|entry| {
            entry.progress = Progress::Done;
            entry.status = status;
            entry.milliseconds = Some(milliseconds);
        });
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if !self.ended {
            let milliseconds = self.began.elapsed().as_millis() as u64;
            self.note(|entry| {
                entry.progress = Progress::Aborted;
                entry.milliseconds = Some(milliseconds);
            });
        }
    }
}
