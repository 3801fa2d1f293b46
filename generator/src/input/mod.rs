//! From text to values.
//!
//! Input: the text of a specification, of the files that it refers to, and of overlays. Output: a
//! value for each. Parts of a value are identified by a [`Pointer`](crate::diagnostic::pointer::Pointer); `locate` finds
//! their lines and columns.

pub(crate) mod locate;
pub mod overlay;
pub(crate) mod source;
pub(crate) mod sources;
pub(crate) mod syntax;
