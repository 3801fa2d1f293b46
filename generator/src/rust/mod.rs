//! Rust: from the model to text.
//!
//! In comes the model. Out comes the text of each module: `names` cases identifiers, `docs` turns
//! Markdown into documentation, `items` writes the items, and `format` prints them.

pub(crate) mod docs;
pub(crate) mod format;
pub(crate) mod items;
pub(crate) mod json;
pub(crate) mod names;
