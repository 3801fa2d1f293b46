//! What the generator refuses, and what it says: each problem where it is, with what to do.

mod calls;
mod document;
mod files;
mod references;
mod schemas;
mod security;
mod words;
