//! Input: from text to values.
//!
//! In comes the text of a specification, of the files that it refers to and of overlays. Out comes
//! a value for each of them, in which each part has a place: a [`Pointer`](pointer::Pointer), for
//! which `locate` finds the line and column in the text.

pub(crate) mod locate;
pub mod overlay;
pub(crate) mod pointer;
pub(crate) mod source;
pub(crate) mod sources;
pub(crate) mod syntax;
