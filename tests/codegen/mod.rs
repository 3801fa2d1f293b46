//! The generator: what it writes, and what it refuses.
