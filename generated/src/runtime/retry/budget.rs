// Written by hand, unlike `src/api`.

//! The retry budget of a client.

use std::sync::atomic::{AtomicU32, Ordering};

/// The number of successes that restore one retry.
const RETRY_COST: u32 = 10;
/// The budget at first and at most: ten retries.
const CAPACITY: u32 = 10 * RETRY_COST;

/// The retry budget, which all calls of a client share. Successes restore it.
///
/// While most calls succeed it has no effect. In an outage it is used up, and every call is sent
/// once until calls succeed again.
pub(crate) struct Budget(AtomicU32);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }

    /// Takes a retry out of the budget, if there is one left.
    pub(crate) fn withdraw(&self) -> bool {
        let pay = |saved: u32| saved.checked_sub(RETRY_COST);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay)
            .is_ok()
    }

    /// Counts a success.
    pub(crate) fn deposit(&self) {
        let save = |saved: u32| (saved < CAPACITY).then_some(saved + 1);
        // There is nothing to do if it is full.
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
        let budget = Budget::new();
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
        let budget = Budget::new();
        (0..1000).for_each(|_| budget.deposit());
        assert_eq!((0..1000).filter(|_| budget.withdraw()).count(), 10);
    }
}
