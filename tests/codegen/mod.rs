//! The generator: what it writes, and what it refuses.

mod doors;
mod fixtures;
mod goldens;
