// Written by hand, unlike `src/api`.

//! How many retries a client may make in bad times.

use std::sync::atomic::{AtomicU32, Ordering};

/// Successes that pay for one retry.
const PRICE: u32 = 10;
/// The most that can be saved up, and what a client starts with: ten retries.
const FULL: u32 = 10 * PRICE;

/// What the calls of a client share: retries are paid for with successes.
///
/// While most calls succeed it is never noticed. In an outage it runs dry, and
/// every call is sent once until the API answers again.
pub(crate) struct Budget(AtomicU32);

impl Budget {
    pub(crate) fn full() -> Self {
        Self(AtomicU32::new(FULL))
    }

    /// Pays for a retry, if there is enough.
    pub(crate) fn withdraw(&self) -> bool {
        let pay = |saved: u32| saved.checked_sub(PRICE);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay)
            .is_ok()
    }

    /// Saves a success.
    pub(crate) fn deposit(&self) {
        let save = |saved: u32| (saved < FULL).then_some(saved + 1);
        // Nothing to do where it is full already.
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, save);
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn ten_retries_then_one_for_ten_successes() {
        let budget = Budget::full();
        assert!((0..10).all(|_| budget.withdraw()));
        assert!(!budget.withdraw());
        (0..9).for_each(|_| budget.deposit());
        assert!(!budget.withdraw());
        budget.deposit();
        assert!(budget.withdraw());
        assert!(!budget.withdraw());
    }

    #[test]
    fn no_more_is_saved_than_there_was_at_first() {
        let budget = Budget::full();
        (0..1000).for_each(|_| budget.deposit());
        assert_eq!((0..1000).filter(|_| budget.withdraw()).count(), 10);
    }
}
