//! Several events in one buffer: a wrapper pays for each call across the boundary.

use serde::Serialize;
use zeroize::Zeroizing;

use super::buffer;
use super::failure::Failure;
use crate::error::Error;
use crate::operation::{Event, EventKind};

#[derive(Serialize)]
struct Item<'a> {
    #[serde(flatten)]
    kind: &'a EventKind,
    /// Where the payload is, counted from the end of the JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<(usize, usize)>,
}

/// Gives the events a buffer: their JSON, then their payloads; and the JSON's length.
/// No events are no buffer.
pub(super) fn publish(events: &[Event]) -> Result<(u64, usize), Failure> {
    if events.is_empty() {
        return Ok((0, 0));
    }
    let mut end = 0;
    let items: Vec<Item<'_>> = events
        .iter()
        .map(|event| Item {
            kind: &event.kind,
            payload: event.payload.as_ref().map(|payload| {
                let begin = end;
                end += payload.len();
                (begin, payload.len())
            }),
        })
        .collect();
    let json = serde_json::to_vec(&items)
        .map_err(|_| Error::internal("a result could not be written as JSON"))?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(json.len() + end));
    bytes.extend_from_slice(&json);
    for payload in events.iter().filter_map(|event| event.payload.as_ref()) {
        bytes.extend_from_slice(payload);
    }
    Ok((buffer::publish(bytes)?, json.len()))
}
