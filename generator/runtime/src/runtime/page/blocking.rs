// Written by hand. Codegen copies it into clients.

//! Pagination and items of blocking calls.

use std::fmt;

use crate::runtime::client::ClientCore;
use crate::runtime::decode::DecodeError;
use crate::runtime::error::Error;
use crate::runtime::page::pager::Pager;
use crate::runtime::page::{DecodeItems, Pagination};
use crate::runtime::raw_response::RawResponse;
use crate::runtime::request::Request;

/// The pages of a list. `next` requests a page, and blocks the thread.
///
/// Each page is a separate call, with the limits and retries of the client. After an error the
/// iterator ends, unless [`resume`](Self::resume) is called; then nothing is lost and nothing is
/// returned twice. A link to an earlier page, or to another origin than the API's, is an error.
#[must_use = "nothing is sent before `next` is called"]
pub struct PageIter<T> {
    client: ClientCore,
    pager: Pager,
    decode: fn(&RawResponse) -> Result<T, DecodeError>,
}

impl<T> PageIter<T> {
    pub(crate) fn new(
        client: ClientCore,
        pager: Pager,
        decode: fn(&RawResponse) -> Result<T, DecodeError>,
    ) -> Self {
        Self {
            client,
            pager,
            decode,
        }
    }

    /// After an error, makes the iterator request the page that failed again. It does nothing
    /// otherwise.
    pub fn resume(&mut self) {
        self.pager.resume();
    }
}

impl<T> Iterator for PageIter<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let builder = self.pager.request()?;
        let received = self.client.send_blocking(&builder);
        let settings = self.client.settings();
        Some(self.pager.finish_page(settings, received, self.decode))
    }
}

impl<T> fmt::Debug for PageIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageIter")
            .field("operation", &self.pager.operation)
            .finish_non_exhaustive()
    }
}

/// The items of a list. `next` requests a page when it has returned all items of the page before,
/// and blocks the thread.
///
/// Each page is a separate call, with the limits and retries of the client. After an error the
/// iterator ends, unless [`resume`](Self::resume) is called; then nothing is lost and nothing is
/// returned twice. A link to an earlier page, or to another origin than the API's, is an error.
#[must_use = "nothing is sent before `next` is called"]
pub struct ItemIter<I> {
    client: ClientCore,
    pager: Pager,
    decode: DecodeItems<I>,
    items: std::vec::IntoIter<I>,
}

impl<I> ItemIter<I> {
    pub(crate) fn new(client: ClientCore, pager: Pager, decode: DecodeItems<I>) -> Self {
        Self {
            client,
            pager,
            decode,
            items: Vec::new().into_iter(),
        }
    }

    /// After an error, makes the iterator request the page that failed again. It does nothing
    /// otherwise.
    pub fn resume(&mut self) {
        self.pager.resume();
    }
}

impl<I> Iterator for ItemIter<I> {
    type Item = Result<I, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            let builder = self.pager.request()?;
            let received = self.client.send_blocking(&builder);
            let settings = self.client.settings();
            match self.pager.finish_page(settings, received, &*self.decode) {
                Ok(items) => self.items = items.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<I> fmt::Debug for ItemIter<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemIter")
            .field("operation", &self.pager.operation)
            .finish_non_exhaustive()
    }
}

/// Pages of blocking calls.
impl<T: 'static> Request<T> {
    /// The items of all pages, beginning with the page that this request asks for.
    pub fn items_blocking<I: 'static>(self, pages: &'static Pagination<T, I>) -> ItemIter<I> {
        let pager = pages.pager(*self.builder);
        ItemIter::new(self.client, pager, pages.decode_items(self.decode))
    }

    /// The pages, beginning with the one that this request asks for.
    pub fn pages_blocking<I: 'static>(self, pages: &'static Pagination<T, I>) -> PageIter<T> {
        let pager = pages.pager(*self.builder);
        PageIter::new(self.client, pager, self.decode)
    }
}
