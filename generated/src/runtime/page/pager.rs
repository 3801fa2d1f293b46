// Written by hand, unlike `src/api`.

//! What to ask for next, and when to stop.

use std::collections::HashSet;

use http::HeaderMap;
use http::header::LINK;
use serde_json::Value;

use crate::runtime::answer::lenient;
use crate::runtime::api::Operation;
use crate::runtime::draft::Draft;
use crate::runtime::error::Error;
use crate::runtime::exchange::Reply;
use crate::runtime::page::link::next_link;
use crate::runtime::page::{Next, Slot};
use crate::runtime::response::Response;

/// The pages of one list, as far as they have been asked for.
pub(crate) struct Pager {
    next: Next,
    list: &'static [&'static str],
    /// The request for the next page; `None` after the last one. One that cannot
    /// be made says so when it is sent, so that the page before it is not lost.
    draft: Option<Draft>,
    /// The number of the page that was asked for last, or of the items before it.
    number: u64,
    /// What has led to a page before: it would lead there again.
    seen: HashSet<String>,
}

impl Pager {
    /// Begins with the page that the call asks for.
    pub(crate) fn new(next: Next, list: &'static [&'static str], draft: Draft) -> Self {
        let number = match next {
            Next::Page { into, first, .. } => set(&draft, into).unwrap_or(first),
            Next::Offset { into, .. } => set(&draft, into).unwrap_or(0),
            Next::Cursor { .. } | Next::Link | Next::Url { .. } => 0,
        };
        Self {
            next,
            list,
            draft: Some(draft),
            number,
            seen: HashSet::new(),
        }
    }

    /// The request for the next page, if there is one.
    pub(crate) fn draft(&self) -> Option<Draft> {
        self.draft.clone()
    }

    /// Takes what has come of the request. After an error there is no other.
    pub(crate) fn take<T, M>(
        &mut self,
        operation: &Operation<T, M>,
        reply: Result<Reply, Error>,
    ) -> Result<T, Error> {
        let draft = self.draft.take();
        let page = reply.and_then(|reply| reply.decode(operation))?;
        if let Some(draft) = draft {
            self.turn(draft, &page);
        }
        Ok(page.into_value())
    }

    /// A page has come: what is next?
    fn turn<T>(&mut self, mut draft: Draft, page: &Response<T>) {
        let Some(step) = self.step(&lenient(page.body()), page.headers()) else {
            return;
        };
        let is_new = self.seen.insert(step.text());
        match step {
            _ if !is_new => draft.blame("the answer leads to a page that has come before"),
            Step::Set(Slot::Query(name), value) => draft.operation_query(name, &text(&value)),
            Step::Set(Slot::Field(name), value) => draft.go_on_with(name, value),
            Step::Url(url) => draft.go_on_at(url),
        }
        self.draft = Some(draft);
    }

    fn step(&mut self, body: &Value, headers: &HeaderMap) -> Option<Step> {
        let count = || {
            let list = at(body, self.list).and_then(Value::as_array);
            list.map_or(0, |list| u64::try_from(list.len()).unwrap_or(u64::MAX))
        };
        let says_no = |more: Option<&[&str]>| {
            more.is_some_and(|more| at(body, more).and_then(Value::as_bool) == Some(false))
        };
        let total = |total: Option<&[&str]>| at(body, total?)?.as_u64();
        match self.next {
            Next::Cursor { from, into } => {
                let cursor = at(body, from)?.clone();
                (!text(&cursor).is_empty()).then_some(Step::Set(into, cursor))
            }
            Next::Page {
                into,
                first,
                total: pages,
                more,
            } => {
                let pages = total(pages).map(|pages| pages.saturating_add(first));
                let next = self.number.saturating_add(1);
                let is_last = pages.is_some_and(|pages| next >= pages);
                if is_last || says_no(more) || count() == 0 {
                    return None;
                }
                self.number = next;
                Some(Step::Set(into, next.into()))
            }
            Next::Offset {
                into,
                total: items,
                more,
            } => {
                let next = self.number.saturating_add(count());
                let is_last = total(items).is_some_and(|items| next >= items);
                if is_last || says_no(more) || next == self.number {
                    return None;
                }
                self.number = next;
                Some(Step::Set(into, next.into()))
            }
            Next::Link => {
                let links = headers.get_all(LINK).iter();
                let mut links = links.filter_map(|link| link.to_str().ok());
                links.find_map(next_link).map(Step::Url)
            }
            Next::Url { from } => {
                let url = at(body, from)?.as_str()?;
                (!url.is_empty()).then(|| Step::Url(url.to_owned()))
            }
        }
    }
}

/// What leads to the next page.
enum Step {
    Set(Slot, Value),
    Url(String),
}

impl Step {
    fn text(&self) -> String {
        match self {
            Self::Set(_, value) => text(value),
            Self::Url(url) => url.clone(),
        }
    }
}

/// The number that a call begins with, if it says so.
fn set(draft: &Draft, slot: Slot) -> Option<u64> {
    let text = match slot {
        Slot::Query(name) => draft.query_of(name)?.to_owned(),
        Slot::Field(name) => text(draft.field_of(name)?),
    };
    text.parse().ok()
}

fn at<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, name| value.get(name))
}

/// A cursor as text; what is neither a text nor a number is none.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
