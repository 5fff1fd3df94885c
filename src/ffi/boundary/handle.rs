//! Handles: numbers that can be checked, where a pointer could not.
//!
//! From the top: 20 bits of a random tag of this process, 4 of the type, 20 of the
//! slot's generation, 20 of the slot. A slot whose generations are used up is retired,
//! so that no number is ever given out twice.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use once_cell::sync::Lazy;
use rand_tag::tag;

use super::super::buffer::Buffer;
use super::super::status::Status;
use super::failure::Failure;
use crate::app::App;
use crate::credential::Credential;
use crate::operation::Operation;

const BITS: u32 = 20;
const MASK: u64 = (1 << BITS) - 1;
const MOST_GENERATIONS: u32 = MASK as u32;

/// Something that a handle stands for.
#[derive(Clone)]
pub(in crate::ffi) enum Object {
    Buffer(Arc<Buffer>),
    Credential(Arc<dyn Credential>),
    App(Arc<App>),
    Operation(Arc<Operation>),
}

impl Object {
    fn kind(&self) -> Kind {
        match self {
            Object::Buffer(_) => Kind::Buffer,
            Object::Credential(_) => Kind::Credential,
            Object::App(_) => Kind::App,
            Object::Operation(_) => Kind::Operation,
        }
    }
}

/// The type that a handle carries in its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(in crate::ffi) enum Kind {
    Buffer = 1,
    Credential = 2,
    App = 3,
    Operation = 4,
}

impl Kind {
    fn name(number: u64) -> &'static str {
        match number {
            1 => "a buffer",
            2 => "a credential",
            3 => "an app",
            4 => "an operation",
            _ => "no handle",
        }
    }
}

#[derive(Default)]
struct Slot {
    generation: u32,
    object: Option<Object>,
}

#[derive(Default)]
struct Table {
    slots: Vec<Slot>,
    free: Vec<u32>,
}

static TABLE: Lazy<Mutex<Table>> = Lazy::new(Mutex::default);

fn table() -> MutexGuard<'static, Table> {
    TABLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives an object a handle.
pub(in crate::ffi) fn insert(object: Object) -> Result<u64, Failure> {
    let kind = object.kind() as u64;
    let mut table = table();
    let index = match table.free.pop() {
        Some(index) => index,
        None if table.slots.len() as u64 <= MASK => {
            table.slots.push(Slot::default());
            (table.slots.len() - 1) as u32
        }
        None => {
            return Err(Failure::boundary(
                Status::TooManyHandles,
                format!(
                    "{} handles are alive; no more can be given out.",
                    table.slots.len()
                ),
                "Free buffers, operations, apps and credentials when they have served.",
            ));
        }
    };
    let slot = &mut table.slots[index as usize];
    slot.object = Some(object);
    Ok(tag() << 44 | kind << 40 | u64::from(slot.generation) << BITS | u64::from(index))
}

/// The object of a handle.
pub(in crate::ffi) fn get(handle: u64, kind: Kind) -> Result<Object, Failure> {
    let index = check(handle, kind)?;
    let table = table();
    let slot = table
        .slots
        .get(index)
        .filter(|slot| slot.generation == generation(handle));
    slot.and_then(|slot| slot.object.clone())
        .ok_or_else(|| stale(handle))
}

/// Takes the object out of its slot; the handle is stale from here on.
pub(in crate::ffi) fn remove(handle: u64, kind: Kind) -> Result<Object, Failure> {
    let index = check(handle, kind)?;
    let mut table = table();
    let slot = table
        .slots
        .get_mut(index)
        .filter(|slot| slot.generation == generation(handle));
    let object = slot.and_then(|slot| {
        let object = slot.object.take()?;
        slot.generation += 1;
        Some((object, slot.generation < MOST_GENERATIONS))
    });
    let (object, reusable) = object.ok_or_else(|| stale(handle))?;
    if reusable {
        table.free.push(index as u32);
    }
    Ok(object)
}

/// The typed getters of one object kind.
macro_rules! getters {
    ($get:ident, $variant:ident, $type:ty) => {
        pub(in crate::ffi) fn $get(handle: u64) -> Result<$type, Failure> {
            match get(handle, Kind::$variant)? {
                Object::$variant(object) => Ok(object),
                _ => Err(stale(handle)),
            }
        }
    };
}

getters!(buffer, Buffer, Arc<Buffer>);
getters!(credential, Credential, Arc<dyn Credential>);
getters!(app, App, Arc<App>);
getters!(operation, Operation, Arc<Operation>);

fn generation(handle: u64) -> u32 {
    (handle >> BITS & MASK) as u32
}

fn check(handle: u64, kind: Kind) -> Result<usize, Failure> {
    if handle == 0 {
        return Err(Failure::boundary(
            Status::InvalidArgument,
            "The handle is 0, which no function gives out.",
            "Check the status of the call that should have made it.",
        ));
    }
    if handle >> 44 != tag() {
        return Err(Failure::boundary(
            Status::ForeignHandle,
            "The handle was made by another process, or is no handle at all.",
            "An app, a credential or an operation can not cross into a job or another process: make it anew there.",
        ));
    }
    let found = handle >> 40 & 0xF;
    if found != kind as u64 {
        return Err(Failure::boundary(
            Status::WrongHandleType,
            format!(
                "The handle is {}, not {}.",
                Kind::name(found),
                Kind::name(kind as u64)
            ),
            "Pass the handle that the matching function gave.",
        ));
    }
    Ok((handle & MASK) as usize)
}

fn stale(handle: u64) -> Failure {
    Failure::boundary(
        Status::StaleHandle,
        format!(
            "This handle of {} has been freed.",
            Kind::name(handle >> 40 & 0xF)
        ),
        "Free a handle once, and do not use it afterwards.",
    )
}

/// The random tag by which handles of another process are told.
mod rand_tag {
    use std::sync::atomic::{AtomicU64, Ordering};

    use uuid::Uuid;

    /// Process id in the upper half, tag in the lower: a forked child inherits this
    /// memory but neither the threads nor the connections behind its handles.
    static OWN: AtomicU64 = AtomicU64::new(0);

    pub(in crate::ffi) fn tag() -> u64 {
        let process = u64::from(process_id());
        let known = OWN.load(Ordering::Acquire);
        if known >> 32 == process {
            return known & 0xF_FFFF;
        }
        let fresh = (Uuid::new_v4().as_u128() as u64 & 0xF_FFFF).max(1);
        let own = process << 32 | fresh;
        match OWN.compare_exchange(known, own, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => fresh,
            Err(other) => other & 0xF_FFFF,
        }
    }

    #[cfg(unix)]
    fn process_id() -> u32 {
        // SAFETY: getpid takes nothing, can not fail and touches no memory of ours.
        unsafe { libc::getpid() as u32 }
    }

    #[cfg(not(unix))]
    fn process_id() -> u32 {
        std::process::id()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(result: Result<impl Sized, Failure>) -> i32 {
        result.map(|_| ()).expect_err("a failure").status()
    }

    #[test]
    fn each_misuse_has_its_status() {
        let make = || insert(Object::Buffer(Arc::new(Buffer::new(vec![1])))).expect("room");
        let handle = make();
        assert!(buffer(handle).is_ok());
        assert_eq!(status(app(handle)), Status::WrongHandleType.number());
        assert_eq!(
            status(buffer(handle ^ 1 << 44)),
            Status::ForeignHandle.number()
        );
        assert_eq!(status(buffer(0)), Status::InvalidArgument.number());
        assert!(remove(handle, Kind::Buffer).is_ok());
        assert_eq!(
            status(remove(handle, Kind::Buffer)),
            Status::StaleHandle.number()
        );
        let other = make();
        assert_ne!(other, handle, "a number is never given out twice");
        assert_eq!(status(buffer(handle)), Status::StaleHandle.number());
        assert!(remove(other, Kind::Buffer).is_ok());
    }
}
