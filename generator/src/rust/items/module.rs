//! The parts of a generated module.

use crate::model::Usage;
use proc_macro2::TokenStream;

/// A module of the client.
pub(crate) struct Module<'m> {
    /// Relative to `src/api`, with `/`.
    pub(crate) path: String,
    /// Makes the items. It is called on another thread, to which tokens cannot be sent.
    pub(crate) items: Items<'m>,
}

type Items<'m> = Box<dyn Fn(&mut Sink) -> Vec<Item> + Send + Sync + 'm>;

/// Takes the items of a large module one by one, so that the tokens of only one are in memory. The items
/// before them, which include the imports, are known last, and returned.
pub(crate) type Sink<'s> = dyn FnMut(Item) + 's;

/// A part of a module. Blank lines separate the parts.
pub(crate) enum Item {
    /// Rust items, or the inner documentation and attributes of the module.
    Rust(TokenStream),
    /// A call of a leaf macro.
    LeafMacro(LeafMacro),
}

/// A call of a leaf macro, a macro of the runtime that implements traits for one type:
/// `json_object!(both Pet { id, is_tame = "isTame", });`.
pub(crate) struct LeafMacro {
    pub(crate) name: &'static str,
    /// The tokens before the list: `both Pet`.
    pub(crate) head: String,
    /// The entries of the list, if it has one: each is on a line of its own.
    pub(crate) entries: Option<Vec<String>>,
}

impl<'m> Module<'m> {
    pub(super) fn new(
        path: impl Into<String>,
        items: impl Fn(&mut Sink) -> Vec<Item> + Send + Sync + 'm,
    ) -> Self {
        Self {
            path: path.into(),
            items: Box::new(items),
        }
    }
}

impl From<TokenStream> for Item {
    fn from(tokens: TokenStream) -> Self {
        Self::Rust(tokens)
    }
}

/// The first word in the head of a leaf macro: the directions in which values are sent.
pub(super) fn direction(usage: Usage) -> &'static str {
    match (usage.received, usage.sent) {
        (false, true) => "sent",
        (true, false) => "received",
        _ => "both",
    }
}
