// Written by hand. Codegen copies it into clients.

//! The request for the next page, and the end of the list.

use std::collections::HashSet;

use http::HeaderMap;
use http::header::LINK;
use percent_encoding::percent_decode_str;
use serde::Deserialize as _;
use serde_json::Value;

use crate::runtime::decode::DecodeError;
use crate::runtime::error::Error;
use crate::runtime::json::{Json, WholeNumbers};
use crate::runtime::page::link::next_link;
use crate::runtime::page::{NextPage, PageParameter};
use crate::runtime::raw_response::{RawResponse, parse_lenient};
use crate::runtime::request_builder::RequestBuilder;
use crate::runtime::settings::Settings;
use crate::runtime::undecoded_response::UndecodedResponse;

/// The state of a list that is requested page by page.
pub(crate) struct Pager {
    /// The name of the operation.
    pub(crate) operation: &'static str,
    next: NextPage,
    /// The path of the list in a response.
    path: &'static [&'static str],
    /// The request for the next page; `None` after the last one and after an error. If it cannot be
    /// built, sending it fails, so that the page before it is still returned.
    builder: Option<RequestBuilder>,
    /// The request that failed.
    failed: Option<RequestBuilder>,
    /// The number of the last requested page, or of the items before it.
    number: u64,
    /// The cursors, numbers and URLs of the pages so far. One that comes again would cause an
    /// endless loop.
    visited: HashSet<String>,
}

impl Pager {
    /// Begins with the page that the request asks for.
    pub(crate) fn new(
        next: NextPage,
        path: &'static [&'static str],
        builder: RequestBuilder,
    ) -> Self {
        let number = |into| set(&builder, into).and_then(|text| text.parse().ok());
        let mut visited = HashSet::new();
        let number = match next {
            NextPage::Page { into, first, .. } => number(into).unwrap_or(first),
            NextPage::Offset { into, .. } => number(into).unwrap_or(0),
            NextPage::Cursor { into, .. } => {
                visited.extend(set(&builder, into));
                0
            }
            NextPage::Link | NextPage::Url { .. } => 0,
        };
        Self {
            operation: builder.endpoint.name,
            next,
            path,
            builder: Some(builder),
            failed: None,
            number,
            visited,
        }
    }

    /// The request for the next page, if there is one.
    pub(crate) fn request(&self) -> Option<RequestBuilder> {
        self.builder.clone()
    }

    /// Requests the page that failed again, if one did.
    pub(crate) fn resume(&mut self) {
        self.builder = self.builder.take().or_else(|| self.failed.take());
    }

    /// Decodes the response, and builds the request for the next page. An error ends the list.
    pub(crate) fn finish_page<T>(
        &mut self,
        settings: &Settings,
        received: Result<UndecodedResponse, Error>,
        decode: impl FnOnce(&RawResponse) -> Result<T, DecodeError>,
    ) -> Result<T, Error> {
        let builder = self.builder.take();
        match received.and_then(|received| received.decode(decode)) {
            Ok(page) => {
                if let Some(builder) = builder {
                    self.advance(settings, builder, page.body(), page.headers());
                }
                Ok(page.into_value())
            }
            Err(error) => {
                self.failed = builder;
                Err(error)
            }
        }
    }

    /// Builds the request for the page after this one.
    fn advance(
        &mut self,
        settings: &Settings,
        mut builder: RequestBuilder,
        body: &[u8],
        headers: &HeaderMap,
    ) {
        let Some(step) = self.step(&parse_lenient(body), headers) else {
            return;
        };
        let place = match step {
            Step::Set(parameter, value) => {
                match parameter {
                    PageParameter::Query(name) => builder.query(name, Some(&text(&value))),
                    PageParameter::Field(path) => builder.set_next_field(path, &value),
                }
                text(&value)
            }
            Step::Url(url) => {
                // Also a link to the first page is one that comes again.
                self.visited.extend(builder.url(settings).ok());
                builder.set_next_url(url);
                // Sending reports the error.
                builder.url(settings).unwrap_or_default()
            }
        };
        if !self.visited.insert(place) {
            builder.set_error("the response leads to a page that has been read before");
        }
        self.builder = Some(builder);
    }

    fn step(&mut self, body: &Value, headers: &HeaderMap) -> Option<Step> {
        let count = || {
            let list = at(body, self.path).and_then(Value::as_array);
            list.map_or(0, |list| u64::try_from(list.len()).unwrap_or(u64::MAX))
        };
        let at_place = |path: &[&str]| at(body, path).filter(|_| !path.is_empty());
        let is_false =
            |has_more: &[&str]| at_place(has_more).and_then(Value::as_bool) == Some(false);
        let total = |total: &[&str]| u64::deserialize(WholeNumbers(at_place(total)?)).ok();
        match self.next {
            NextPage::Cursor {
                from,
                into,
                has_more,
            } => {
                let cursor = at(body, from)?.clone();
                let is_last = matches!(text(&cursor).as_str(), "" | "0");
                (!is_last && !is_false(has_more)).then_some(Step::Set(into, cursor))
            }
            NextPage::Page {
                into,
                first,
                total: pages,
                has_more,
            } => {
                let pages = total(pages).map(|pages| pages.saturating_add(first));
                let next = self.number.saturating_add(1);
                let is_last = pages.is_some_and(|pages| next >= pages);
                if is_last || is_false(has_more) || count() == 0 {
                    return None;
                }
                self.number = next;
                Some(Step::Set(into, next.into()))
            }
            NextPage::Offset {
                into,
                total: items,
                has_more,
            } => {
                let next = self.number.saturating_add(count());
                let is_last = total(items).is_some_and(|items| next >= items);
                if is_last || is_false(has_more) || next == self.number {
                    return None;
                }
                self.number = next;
                Some(Step::Set(into, next.into()))
            }
            NextPage::Link => {
                let links = headers.get_all(LINK).iter();
                let mut links = links.filter_map(|link| link.to_str().ok());
                links.find_map(next_link).map(Step::Url)
            }
            NextPage::Url { from } => {
                let url = at(body, from)?.as_str()?;
                (!url.is_empty()).then(|| Step::Url(url.to_owned()))
            }
        }
    }
}

/// How the request for the next page differs from that for the current page.
enum Step {
    Set(PageParameter, Value),
    Url(String),
}

/// The cursor or the number that the request sets, if any.
fn set(builder: &RequestBuilder, parameter: PageParameter) -> Option<String> {
    match parameter {
        PageParameter::Query(name) => {
            let value = percent_decode_str(builder.query_value(name)?);
            Some(value.decode_utf8_lossy().into_owned())
        }
        PageParameter::Field(path) => match builder.field_value(path)? {
            Json::String(text) => Some(text),
            value => Some(value.to_string()),
        },
    }
}

fn at<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, name| match *name {
        "[-1]" => value.as_array()?.last(),
        name => value.get(name),
    })
}

/// The text of a cursor, which is a string or a number. Other values count as no cursor, and so does
/// 0 after the last page, which would lead to the first one.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
