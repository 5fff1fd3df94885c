//! Seeds the random generator before it is needed.

use std::sync::Once;
use std::thread;

use aws_lc_rs::rand;

/// Seeds the random generator on a separate thread. Seeding takes 20 ms once per process, and would
/// otherwise delay the first signature or TLS handshake.
pub(crate) fn seed_in_background() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let seed = || {
            let _ = rand::fill(&mut [0; 1]);
        };
        let thread = thread::Builder::new().name("exomt-seed".to_owned());
        // If no thread can start, the first use seeds the generator.
        let _ = thread.spawn(seed);
    });
}
