//! The generator: what it writes, and what it refuses.

mod codes;
mod descriptions;
mod doors;
mod edits;
mod errors;
mod fixtures;
mod goldens;
mod stability;
mod warnings;
