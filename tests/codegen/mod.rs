//! The generator: what it writes, and what it refuses.

mod allowed;
mod codes;
mod descriptions;
mod doors;
mod edits;
mod errors;
mod fixtures;
mod goldens;
mod large;
mod samples;
mod stability;
mod warnings;
