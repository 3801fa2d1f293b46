//! The generator: what it writes, and what it refuses.

mod doors;
mod errors;
mod fixtures;
mod goldens;
