// Written by hand. Codegen copies it into clients.

//! Pagination and items of async calls.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::runtime::client::ClientCore;
use crate::runtime::decode::DecodeError;
use crate::runtime::error::Error;
use crate::runtime::page::pager::Pager;
use crate::runtime::page::{DecodeItems, Pagination};
use crate::runtime::raw_response::RawResponse;
use crate::runtime::request::Request;
use crate::runtime::undecoded_response::UndecodedResponse;

/// The future of the call for one page.
type Sending = Pin<Box<dyn Future<Output = Result<UndecodedResponse, Error>> + Send>>;

/// The calls for the pages of a list. They do not depend on the type of a page.
struct Paging {
    client: ClientCore,
    pager: Pager,
    sending: Option<Sending>,
}

impl Paging {
    fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<UndecodedResponse, Error>>> {
        let sending = match &mut self.sending {
            Some(sending) => sending,
            None => {
                let Some(builder) = self.pager.request() else {
                    return Poll::Ready(None);
                };
                let client = self.client.clone();
                self.sending
                    .insert(Box::pin(async move { client.send(&builder).await }))
            }
        };
        let received = ready!(sending.as_mut().poll(context));
        self.sending = None;
        Poll::Ready(Some(received))
    }
}

impl Paging {
    fn finish_page<T>(
        &mut self,
        received: Result<UndecodedResponse, Error>,
        decode: impl FnOnce(&RawResponse) -> Result<T, DecodeError>,
    ) -> Result<T, Error> {
        let settings = self.client.settings();
        self.pager.finish_page(settings, received, decode)
    }
}

/// The pages of a list. Each is requested when it is polled for.
///
/// It is a [`Stream`]; [`next`](Self::next) needs no other crate. Each page is a separate call,
/// with the limits and retries of the client. After an error the stream ends, unless
/// [`resume`](Self::resume) is called. A link to an earlier page, or to another origin than the
/// API's, is an error.
#[must_use = "nothing is sent before a page is polled for"]
pub struct PageStream<T> {
    paging: Paging,
    decode: fn(&RawResponse) -> Result<T, DecodeError>,
}

impl<T> PageStream<T> {
    pub(crate) fn new(
        client: ClientCore,
        pager: Pager,
        decode: fn(&RawResponse) -> Result<T, DecodeError>,
    ) -> Self {
        let paging = Paging {
            client,
            pager,
            sending: None,
        };
        Self { paging, decode }
    }

    /// After an error, makes the stream request the page that failed again. It does nothing
    /// otherwise.
    pub fn resume(&mut self) {
        self.paging.pager.resume();
    }

    /// Waits for the next page. `None` is the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T> Stream for PageStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(received) = ready!(self.paging.poll_next(context)) else {
            return Poll::Ready(None);
        };
        let decode = self.decode;
        Poll::Ready(Some(self.paging.finish_page(received, decode)))
    }
}

impl<T> fmt::Debug for PageStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageStream")
            .field("operation", &self.paging.pager.operation)
            .finish_non_exhaustive()
    }
}

/// The items of a list. Each page is requested when its first item is polled for.
///
/// It is a [`Stream`]; [`next`](Self::next) needs no other crate. Each page is a separate call,
/// with the limits and retries of the client. After an error the stream ends, unless
/// [`resume`](Self::resume) is called; then no item is lost and none is returned twice:
///
/// ```text
/// while let Some(item) = items.next().await {
///     match item {
///         Ok(item) => println!("{item:?}"),
///         Err(error) if error.is_retryable() && attempts_left() => items.resume(),
///         Err(error) => return Err(error),
///     }
/// }
/// ```
///
/// A link to an earlier page, or to another origin than the API's, is an error.
#[must_use = "nothing is sent before an item is polled for"]
pub struct ItemStream<I> {
    paging: Paging,
    decode: DecodeItems<I>,
    items: VecDeque<I>,
}

impl<I> ItemStream<I> {
    pub(crate) fn new(client: ClientCore, pager: Pager, decode: DecodeItems<I>) -> Self {
        let paging = Paging {
            client,
            pager,
            sending: None,
        };
        Self {
            paging,
            decode,
            items: VecDeque::new(),
        }
    }

    /// After an error, makes the stream request the page that failed again. It does nothing
    /// otherwise.
    pub fn resume(&mut self) {
        self.paging.pager.resume();
    }

    /// Waits for the next item. `None` is the end.
    pub async fn next(&mut self) -> Option<Result<I, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

/// Items are not pinned.
impl<I> Unpin for ItemStream<I> {}

impl<I> Stream for ItemStream<I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(item) = this.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            let Some(received) = ready!(this.paging.poll_next(context)) else {
                return Poll::Ready(None);
            };
            match this.paging.finish_page(received, &*this.decode) {
                Ok(items) => this.items = items.into(),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

impl<I> fmt::Debug for ItemStream<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream")
            .field("operation", &self.paging.pager.operation)
            .finish_non_exhaustive()
    }
}

/// Pages of async calls.
impl<T: 'static> Request<T> {
    /// The items of all pages, beginning with the page that this request asks for.
    pub fn items<I: 'static>(self, pages: &'static Pagination<T, I>) -> ItemStream<I> {
        let pager = pages.pager(*self.builder);
        ItemStream::new(self.client, pager, pages.decode_items(self.decode))
    }

    /// The pages, beginning with the one that this request asks for.
    pub fn pages<I: 'static>(self, pages: &'static Pagination<T, I>) -> PageStream<T> {
        let pager = pages.pager(*self.builder);
        PageStream::new(self.client, pager, self.decode)
    }
}
