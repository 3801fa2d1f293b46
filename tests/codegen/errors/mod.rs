//! Errors.

mod calls;
mod document;
mod files;
mod keywords;
mod references;
mod schemas;
mod security;
