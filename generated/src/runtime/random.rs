// Written by `cargo xtask codegen`, the same for every API.

//! Random numbers that need not be secret: delays, keys, boundaries.

use std::hash::{BuildHasher as _, RandomState};

/// 64 random bits.
pub(crate) fn bits() -> u64 {
    // Every `RandomState` has its own keys, which derive from the system's randomness.
    RandomState::new().hash_one(())
}
