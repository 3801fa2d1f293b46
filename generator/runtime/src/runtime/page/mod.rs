// Written by hand. Codegen copies it into clients.

//! Pagination.
//!
//! [`pager`] builds the request for the next page, and `streaming` and `blocking` send it.

#[cfg(feature = "blocking")]
pub(crate) mod blocking;
pub(crate) mod link;
pub(crate) mod pager;
#[cfg(feature = "async")]
pub(crate) mod streaming;

use std::fmt;

use crate::runtime::decode::DecodeError;
use crate::runtime::operation::Call;
use crate::runtime::page::pager::Pager;
use crate::runtime::raw_response::RawResponse;
use crate::runtime::request_builder::RequestBuilder;

/// A call whose response is one page of a list.
pub trait Paginated: Call {
    /// One item of the list.
    type Item: 'static;

    /// How the pages are requested.
    const PAGINATION: &'static Pagination<Self::Output, Self::Item>;
}

/// How the pages of a list are requested. A page is a `T` with items of type `I`.
pub struct Pagination<T, I> {
    /// How the next page is requested.
    pub next: NextPage,
    /// The path of the list in the JSON of a response.
    pub path: &'static [&'static str],
    /// Returns the items of a page.
    pub items: fn(T) -> Vec<I>,
}

/// Decodes a response as the items of a page.
pub(crate) type DecodeItems<I> =
    Box<dyn Fn(&RawResponse) -> Result<Vec<I>, DecodeError> + Send + Sync>;

impl<T, I> Pagination<T, I> {
    /// The pages, beginning with the one that this request asks for.
    pub(crate) fn pager(&self, builder: RequestBuilder) -> Pager {
        Pager::new(self.next, self.path, builder)
    }

    pub(crate) fn decode_items(
        &self,
        decode: fn(&RawResponse) -> Result<T, DecodeError>,
    ) -> DecodeItems<I>
    where
        T: 'static,
        I: 'static,
    {
        let items = self.items;
        Box::new(move |response| decode(response).map(items))
    }
}

impl<T, I> fmt::Debug for Pagination<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pagination")
            .field("next", &self.next)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// How the next page is requested. A path is a list of property names in the JSON of a response,
/// where `[-1]` is the last item of a list.
#[derive(Clone, Copy, Debug)]
pub enum NextPage {
    /// By a cursor from the response.
    Cursor {
        /// The path of the cursor.
        from: &'static [&'static str],
        /// The parameter that takes the cursor.
        into: PageParameter,
        /// The path of a boolean that is false on the last page. Empty if responses have none.
        has_more: &'static [&'static str],
    },
    /// By the number of the page.
    Page {
        /// The parameter that takes the number.
        into: PageParameter,
        /// The number of the first page.
        first: u64,
        /// The path of the total number of pages. Empty if responses have none.
        total: &'static [&'static str],
        /// The path of a boolean that is false on the last page. Empty if responses have none.
        has_more: &'static [&'static str],
    },
    /// By the number of items before the page.
    Offset {
        /// The parameter that takes the number.
        into: PageParameter,
        /// The path of the total number of items. Empty if responses have none.
        total: &'static [&'static str],
        /// The path of a boolean that is false on the last page. Empty if responses have none.
        has_more: &'static [&'static str],
    },
    /// By the response header `Link` with `rel="next"` (RFC 8288).
    Link,
    /// By a URL from the response.
    Url {
        /// The path of the URL.
        from: &'static [&'static str],
    },
}

/// A parameter of a request.
#[derive(Clone, Copy, Debug)]
pub enum PageParameter {
    /// A query parameter.
    Query(&'static str),
    /// A field of the body, by its path.
    Field(&'static [&'static str]),
}
