// Written by hand, unlike `src/api`.

//! Lists that come page by page.
//!
//! [`pager`] says what to ask for next, without asking. The two clients ask,
//! each in its own way.

#[cfg(feature = "blocking")]
pub(crate) mod blocking;
pub(crate) mod link;
pub(crate) mod pager;
#[cfg(feature = "async")]
pub(crate) mod streaming;

use std::fmt;

/// Says of a [`Call`](crate::Call) that its answer, a `T` of `I`s, is one page
/// of several.
pub struct Paged<T, I> {
    pub(crate) next: Next,
    /// Where in the JSON of an answer the items are: the names of properties.
    pub(crate) list: &'static [&'static str],
    /// The items of a page.
    pub(crate) items: fn(T) -> Vec<I>,
}

impl<T, I> Paged<T, I> {
    pub(crate) const fn new(
        next: Next,
        list: &'static [&'static str],
        items: fn(T) -> Vec<I>,
    ) -> Self {
        Self { next, list, items }
    }
}

impl<T, I> fmt::Debug for Paged<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Paged").field(&self.next).finish()
    }
}

/// What asks for the next page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Next {
    /// What stands here in the answer goes there in the next request.
    Cursor {
        from: &'static [&'static str],
        into: Slot,
    },
    /// The number of the page.
    Page {
        into: Slot,
        first: u64,
        /// Where in the answer the number of all pages is.
        total: Option<&'static [&'static str]>,
        /// Where in the answer it says whether there is another page.
        more: Option<&'static [&'static str]>,
    },
    /// The number of items before the page.
    Offset {
        into: Slot,
        /// Where in the answer the number of all items is.
        total: Option<&'static [&'static str]>,
        /// Where in the answer it says whether there is another page.
        more: Option<&'static [&'static str]>,
    },
    /// The header `Link` of the answer, with `rel="next"` (RFC 8288).
    Link,
    /// The URL that stands here in the answer.
    Url { from: &'static [&'static str] },
}

/// Where in a request something goes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Slot {
    /// A parameter of the query.
    Query(&'static str),
    /// A field of the body.
    Field(&'static str),
}
