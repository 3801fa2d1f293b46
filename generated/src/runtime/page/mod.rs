// Written by hand, unlike `src/api`.

//! Lists that are returned page by page.
//!
//! [`pager`] makes the request for the next page, without sending it. `streaming` and `blocking`
//! send it.

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

/// How the pages of a list are requested. A page is a `T`, which holds items of type `I`.
pub struct Pagination<T, I> {
    /// How the next page is requested.
    pub next: NextPage,
    /// The place of the list in the JSON of a response: names of properties.
    pub path: &'static [&'static str],
    /// The items of a page.
    pub items: fn(T) -> Vec<I>,
}

/// Decodes a response as the items of its page.
pub(crate) type DecodeItems<I> =
    Box<dyn Fn(&RawResponse) -> Result<Vec<I>, DecodeError> + Send + Sync>;

impl<T, I> Pagination<T, I> {
    /// The pages from the one on that this request asks for.
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

/// How the next page is requested. A place in a response is a path of property names.
#[derive(Clone, Copy, Debug)]
pub enum NextPage {
    /// By a cursor from the response.
    Cursor {
        /// The place of the cursor in the response.
        from: &'static [&'static str],
        /// The parameter that takes the cursor.
        into: PageParameter,
    },
    /// By the number of the page.
    Page {
        /// The parameter that takes the number.
        into: PageParameter,
        /// The number of the first page.
        first: u64,
        /// The place of the number of pages in the response. Empty: there is none.
        total: &'static [&'static str],
        /// The place of a boolean in the response that is false on the last page. Empty: there is
        /// none.
        has_more: &'static [&'static str],
    },
    /// By the number of items before the page.
    Offset {
        /// The parameter that takes the number.
        into: PageParameter,
        /// The place of the number of items in the response. Empty: there is none.
        total: &'static [&'static str],
        /// The place of a boolean in the response that is false on the last page. Empty: there is
        /// none.
        has_more: &'static [&'static str],
    },
    /// By the response header `Link` with `rel="next"` (RFC 8288).
    Link,
    /// By a URL from the response.
    Url {
        /// The place of the URL in the response.
        from: &'static [&'static str],
    },
}

/// A parameter of a request.
#[derive(Clone, Copy, Debug)]
pub enum PageParameter {
    /// A query parameter.
    Query(&'static str),
    /// A field of the body.
    Field(&'static str),
}
