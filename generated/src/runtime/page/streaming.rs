// Written by hand, unlike `src/api`.

//! Pages and items for the async client.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::runtime::api::Operation;
use crate::runtime::client::Client;
use crate::runtime::error::Error;
use crate::runtime::exchange::Reply;
use crate::runtime::page::Paged;
use crate::runtime::page::pager::Pager;

/// The request for a page, on its way.
type Asking = Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>>;

/// The pages of a list, each asked for when it is wanted.
///
/// It is a [`Stream`], and [`next`](Self::next) is there without any other
/// crate. Each page is a call of its own, with the client's limits and retries;
/// an error is the last item. A page that has come before, and one of another
/// origin than the API's, where its credentials do not belong, is such an error.
#[must_use = "nothing is sent before a page is asked for"]
pub struct PageStream<T: 'static, I: 'static> {
    client: Client,
    operation: &'static Operation<T, Paged<T, I>>,
    pager: Pager,
    asking: Option<Asking>,
}

impl<T, I> PageStream<T, I> {
    pub(crate) fn new(
        client: Client,
        operation: &'static Operation<T, Paged<T, I>>,
        pager: Pager,
    ) -> Self {
        Self {
            client,
            operation,
            pager,
            asking: None,
        }
    }

    /// Waits for the next page. `None` is the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

/// Nothing in it is ever pinned but what lies on the heap.
impl<T, I> Unpin for PageStream<T, I> {}

impl<T, I> Stream for PageStream<T, I> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.asking.is_none() {
            let Some(draft) = self.pager.draft() else {
                return Poll::Ready(None);
            };
            let client = self.client.clone();
            self.asking = Some(Box::pin(client.ask(draft)));
        }
        let Some(asking) = &mut self.asking else {
            return Poll::Ready(None);
        };
        let reply = ready!(asking.as_mut().poll(cx));
        self.asking = None;
        let operation = self.operation;
        Poll::Ready(Some(self.pager.take(operation, reply)))
    }
}

impl<T, I> fmt::Debug for PageStream<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageStream")
            .field("operation", &self.operation.endpoint.name)
            .finish_non_exhaustive()
    }
}

/// The items of a list, page after page, each page asked for when it is wanted.
///
/// It is a [`Stream`], and [`next`](Self::next) is there without any other
/// crate. What is said of [`PageStream`] holds here, too.
#[must_use = "nothing is sent before an item is asked for"]
pub struct ItemStream<T: 'static, I: 'static> {
    pages: PageStream<T, I>,
    items: VecDeque<I>,
}

impl<T, I> ItemStream<T, I> {
    pub(crate) fn new(pages: PageStream<T, I>) -> Self {
        Self {
            pages,
            items: VecDeque::new(),
        }
    }

    /// Waits for the next item. `None` is the end.
    pub async fn next(&mut self) -> Option<Result<I, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<T, I> Unpin for ItemStream<T, I> {}

impl<T, I> Stream for ItemStream<T, I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => self.items = (self.pages.operation.mode.items)(page).into(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T, I> fmt::Debug for ItemStream<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ItemStream").field(&self.pages).finish()
    }
}
