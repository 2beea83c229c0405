//! A signal that wants the program to end while files are written: what was written goes first.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Heeds such signals as long as it lives; before and after they end the program as ever.
pub(super) struct Stop {
    asked: Arc<AtomicBool>,
    /// Nothing is being written: a signal does what it does by itself.
    idle: Arc<AtomicBool>,
}

impl Stop {
    /// From now on. A signal that can't be heeded ends the program, and the next run clears away what it left.
    pub(super) fn heed() -> Stop {
        let stop = Stop { asked: Arc::default(), idle: Arc::default() };
        #[cfg(unix)]
        {
            use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
            use signal_hook::flag::{register, register_conditional_default};
            for signal in [SIGHUP, SIGINT, SIGTERM] {
                let _ = register_conditional_default(signal, Arc::clone(&stop.idle))
                    .and_then(|_| register(signal, Arc::clone(&stop.asked)));
            }
        }
        stop
    }

    /// Whether one came.
    pub(super) fn asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        self.idle.store(true, Ordering::Relaxed);
    }
}
