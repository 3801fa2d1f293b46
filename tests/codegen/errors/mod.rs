//! What the generator refuses, and what it says: each problem where it is, with what to do.

mod calls;
mod document;
mod references;
mod schemas;
mod security;
mod words;
