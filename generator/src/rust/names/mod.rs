//! Names: from the spelling of the specification to Rust identifiers.
//!
//! A [`Name`] is a list of words, which each use cases in its own way: the same name is a method,
//! a type and a constant. [`assign()`] makes the names of the model unique within their scopes.
//! No other module turns text into identifiers.

mod assign;
mod dotted;
mod name;
mod operations;
mod reserved;
mod scope;
mod shorten;
mod split;
mod symbols;
#[cfg(test)]
mod tests;

pub(crate) use self::assign::assign;
pub(crate) use self::dotted::short_names;
pub(crate) use self::name::Name;
pub(crate) use self::symbols::distinguish;
