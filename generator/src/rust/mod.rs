//! Rust: from the model to text.
//!
//! The input is the model, the output the text of each module: `names` makes identifiers, `docs` turns
//! Markdown into doc comments, `items` writes the items, and `format` prints them.

pub(crate) mod docs;
pub(crate) mod format;
pub(crate) mod items;
pub(crate) mod json;
pub(crate) mod names;
