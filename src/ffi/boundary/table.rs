//! The handle table. Handles are numbers, because a number can be validated and a pointer cannot.
//!
//! From the highest bit, a number consists of a random tag of this process (20 bits), the kind (4),
//! the slot's generation (20) and the slot's index (20). A slot whose generations are used up is
//! retired, so no number is ever reused.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use once_cell::sync::Lazy;
use process_tag::tag;
use zeroize::Zeroizing;

use super::failure::Failure;
use crate::app::App;
use crate::credential::Credential;
use crate::ffi::handle::{exomt_app, exomt_buffer, exomt_credential, exomt_operation};
use crate::ffi::status::Status;
use crate::operation::Operation;

const BITS: u32 = 20;
const MASK: u64 = (1 << BITS) - 1;
const MAX_GENERATIONS: u32 = MASK as u32;

/// A handle type of the C header, and the Rust object behind it.
pub(in crate::ffi) trait Handle: Copy {
    /// The object that the table stores for this type of handle.
    type Object: Clone;
    /// The kind in the handle's number.
    const KIND: Kind;

    fn from_number(number: u64) -> Self;
    fn number(self) -> u64;
    fn store(object: Self::Object) -> Object;
    fn load(object: Object) -> Option<Self::Object>;
}

/// Declares each kind of handle: its number, its name in messages, its C type and its Rust object.
macro_rules! kinds {
    ($($kind:ident = $number:literal, $name:literal, $handle:ident => $object:ty;)*) => {
        /// The object behind a handle.
        #[derive(Clone)]
        pub(in crate::ffi) enum Object {
            $($kind($object),)*
        }

        impl Object {
            fn kind(&self) -> Kind {
                match self {
                    $(Object::$kind(_) => Kind::$kind,)*
                }
            }
        }

        /// The kind in a handle's number.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u64)]
        pub(in crate::ffi) enum Kind {
            $($kind = $number,)*
        }

        impl Kind {
            fn name(number: u64) -> &'static str {
                match number {
                    $($number => $name,)*
                    _ => "no handle",
                }
            }
        }

        $(impl Handle for $handle {
            type Object = $object;
            const KIND: Kind = Kind::$kind;

            fn from_number(value: u64) -> Self {
                $handle { value }
            }

            fn number(self) -> u64 {
                self.value
            }

            fn store(object: Self::Object) -> Object {
                Object::$kind(object)
            }

            fn load(object: Object) -> Option<Self::Object> {
                match object {
                    Object::$kind(object) => Some(object),
                    _ => None,
                }
            }
        })*
    };
}

kinds! {
    Buffer = 1, "a buffer", exomt_buffer => Arc<Zeroizing<Vec<u8>>>;
    Credential = 2, "a credential", exomt_credential => Arc<dyn Credential>;
    App = 3, "an app", exomt_app => Arc<App>;
    Operation = 4, "an operation", exomt_operation => Arc<Operation>;
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

/// Stores an object and returns its handle.
pub(in crate::ffi) fn insert<H: Handle>(object: H::Object) -> Result<H, Failure> {
    let object = H::store(object);
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
                    "This process has {} handles, which is the maximum.",
                    table.slots.len()
                ),
                "Free buffers, operations, apps and credentials after use.",
            ));
        }
    };
    let slot = &mut table.slots[index as usize];
    slot.object = Some(object);
    Ok(H::from_number(
        tag() << 44 | kind << 40 | u64::from(slot.generation) << BITS | u64::from(index),
    ))
}

/// Returns the object of a handle.
pub(in crate::ffi) fn get<H: Handle>(handle: H) -> Result<H::Object, Failure> {
    let number = handle.number();
    let index = check(number, H::KIND)?;
    let table = table();
    let slot = table
        .slots
        .get(index)
        .filter(|slot| slot.generation == generation(number));
    slot.and_then(|slot| slot.object.clone())
        .and_then(H::load)
        .ok_or_else(|| stale(number))
}

/// Removes the object of a handle. The handle is stale afterwards.
pub(in crate::ffi) fn remove<H: Handle>(handle: H) -> Result<H::Object, Failure> {
    let number = handle.number();
    let index = check(number, H::KIND)?;
    let mut table = table();
    let slot = table
        .slots
        .get_mut(index)
        .filter(|slot| slot.generation == generation(number));
    let object = slot.and_then(|slot| {
        let object = slot.object.take()?;
        slot.generation += 1;
        Some((object, slot.generation < MAX_GENERATIONS))
    });
    let (object, reusable) = object.ok_or_else(|| stale(number))?;
    if reusable {
        table.free.push(index as u32);
    }
    H::load(object).ok_or_else(|| stale(number))
}

fn generation(handle: u64) -> u32 {
    (handle >> BITS & MASK) as u32
}

fn check(handle: u64, kind: Kind) -> Result<usize, Failure> {
    if handle == 0 {
        return Err(Failure::boundary(
            Status::InvalidArgument,
            "The handle is 0, which is never valid.",
            "Check the status of the call that should have written it.",
        ));
    }
    if handle >> 44 != tag() {
        return Err(Failure::boundary(
            Status::ForeignHandle,
            "The handle is from another process, or isn't a handle.",
            "An app, a credential or an operation can't be passed to a job or another process. Create it again there.",
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
            "Pass a handle of the type that include/exomt.h declares for the argument.",
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
        "Free a handle once, and don't use it afterwards.",
    )
}

/// The random tag that distinguishes the handles of this process from those of other processes.
mod process_tag {
    use std::sync::atomic::{AtomicU64, Ordering};

    use uuid::Uuid;

    /// The process id is in the upper half, the tag in the lower half. A forked child inherits this
    /// memory, but neither the threads nor the connections behind the handles. The child's process
    /// id differs, so the child gets its own tag.
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
        // SAFETY: getpid has no arguments, cannot fail and writes no memory.
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

    fn with_number<H: Handle>(handle: impl Handle, number: impl Fn(u64) -> u64) -> H {
        H::from_number(number(handle.number()))
    }

    #[test]
    fn each_misuse_has_its_status() {
        let make = || insert::<exomt_buffer>(Arc::new(vec![1].into())).expect("a free slot");
        let handle = make();
        assert!(get(handle).is_ok());
        assert_eq!(
            status(get(with_number::<exomt_app>(handle, |number| number))),
            Status::WrongHandleType.number()
        );
        assert_eq!(
            status(get(
                with_number::<exomt_buffer>(handle, |number| number ^ 1 << 44)
            )),
            Status::ForeignHandle.number()
        );
        assert_eq!(
            status(get(exomt_buffer::default())),
            Status::InvalidArgument.number()
        );
        assert!(remove(handle).is_ok());
        assert_eq!(status(remove(handle)), Status::StaleHandle.number());
        let other = make();
        assert_ne!(other, handle, "no number is handed out twice");
        assert_eq!(status(get(handle)), Status::StaleHandle.number());
        assert!(remove(other).is_ok());
    }
}
