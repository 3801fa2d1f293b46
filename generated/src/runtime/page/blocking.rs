// Written by hand, unlike `src/api`.

//! Pages and items for the blocking client.

use std::fmt;

use crate::runtime::api::Operation;
use crate::runtime::blocking::Client;
use crate::runtime::error::Error;
use crate::runtime::page::Paged;
use crate::runtime::page::pager::Pager;

/// The pages of a list, each asked for when it is wanted.
///
/// Each page is a call of its own, with the client's limits and retries; an
/// error is the last item. A page that has come before, and one of another
/// origin than the API's, where its credentials do not belong, is such an error.
#[must_use = "nothing is sent before a page is asked for"]
pub struct PageIter<T: 'static, I: 'static> {
    client: Client,
    operation: &'static Operation<T, Paged<T, I>>,
    pager: Pager,
}

impl<T, I> PageIter<T, I> {
    pub(crate) fn new(
        client: Client,
        operation: &'static Operation<T, Paged<T, I>>,
        pager: Pager,
    ) -> Self {
        Self {
            client,
            operation,
            pager,
        }
    }
}

impl<T, I> Iterator for PageIter<T, I> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let draft = self.pager.draft()?;
        let reply = self.client.ask(&draft);
        Some(self.pager.take(self.operation, reply))
    }
}

impl<T, I> fmt::Debug for PageIter<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageIter")
            .field("operation", &self.operation.endpoint.name)
            .finish_non_exhaustive()
    }
}

/// The items of a list, page after page, each page asked for when it is wanted.
///
/// What is said of [`PageIter`] holds here, too.
#[must_use = "nothing is sent before an item is asked for"]
pub struct ItemIter<T: 'static, I: 'static> {
    pages: PageIter<T, I>,
    items: std::vec::IntoIter<I>,
}

impl<T, I> ItemIter<T, I> {
    pub(crate) fn new(pages: PageIter<T, I>) -> Self {
        Self {
            pages,
            items: Vec::new().into_iter(),
        }
    }
}

impl<T, I> Iterator for ItemIter<T, I> {
    type Item = Result<I, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.items = (self.pages.operation.mode.items)(page).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<T, I> fmt::Debug for ItemIter<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ItemIter").field(&self.pages).finish()
    }
}
