// Written by `cargo xtask codegen`, the same for every API.

//! The retry budget of a client.

use std::sync::atomic::{AtomicU32, Ordering};

/// The price of a retry. A success pays 1.
const RETRY_COST: u32 = 10;
/// The default budget: ten retries.
pub(crate) const DEFAULT_RETRIES: u32 = 10;

/// The retry budget, which all calls of a client share.
///
/// While most calls succeed, it has no effect. In an outage it is used up, and calls are not
/// retried until others succeed. A delay that the server asks for costs nothing: it slows the
/// client down by itself.
pub(crate) struct Budget {
    saved: AtomicU32,
    capacity: u32,
}

impl Budget {
    pub(crate) fn new(retries: u32) -> Self {
        let capacity = retries.saturating_mul(RETRY_COST);
        Self {
            saved: AtomicU32::new(capacity),
            capacity,
        }
    }

    /// Takes a retry out of the budget, if there is one left.
    pub(crate) fn withdraw(&self) -> bool {
        let pay = |saved: u32| saved.checked_sub(RETRY_COST);
        self.saved
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay)
            .is_ok()
    }

    /// Counts a success.
    pub(crate) fn deposit(&self) {
        let save = |saved: u32| (saved < self.capacity).then_some(saved + 1);
        // A full budget is left as it is.
        let _ = self
            .saved
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, save);
    }
}
