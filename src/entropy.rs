//! The random generator, seeded before it is needed.

use std::sync::Once;
use std::thread;

use aws_lc_rs::rand;

/// Gathers entropy beside what the caller does: it takes 20 ms, once in a process, and the first
/// signature and the first handshake would wait for it.
pub(crate) fn gather() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let seed = || {
            let _ = rand::fill(&mut [0; 1]);
        };
        let seeding = thread::Builder::new().name("exomt-seed".to_owned());
        // Without a thread it is done when it is needed.
        let _ = seeding.spawn(seed);
    });
}
