//! The successful response of a mock: one of the success responses of an operation, with an example.

use super::json;
use super::sample::{accepts, sample};
use crate::model::{Decode, Framing, Iteration, MockResponse, Model, NextPage, Operation, Stream};
use serde_json::Value;

/// How the body of the response contains the value that the call returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Json,
    OptionalJson,
    Enveloped,
    OptionalEnveloped,
    EnvelopeOnly,
    /// A string is the body.
    Text,
    /// The header `Location`.
    Redirect,
    Empty,
}

pub(crate) fn form(operation: &Operation) -> Form {
    let mock = &operation.response.mock;
    let is_text = media_type(mock).is_some_and(|it| it.starts_with("text/"));
    match (operation.response.decode, mock.decode) {
        (Decode::OptionalJson, _) => Form::OptionalJson,
        (Decode::OptionalEnveloped, _) => Form::OptionalEnveloped,
        (_, Decode::Text | Decode::Bytes) => Form::Text,
        (_, Decode::JsonOrText | Decode::TextOrJson) if is_text => Form::Text,
        (_, Decode::Enveloped | Decode::OptionalEnveloped) => Form::Enveloped,
        (_, Decode::EnvelopeOnly) => Form::EnvelopeOnly,
        (_, Decode::Redirect) => Form::Redirect,
        (_, Decode::Empty) => Form::Empty,
        (
            _,
            Decode::Json
            | Decode::OptionalJson
            | Decode::JsonOrText
            | Decode::TextOrJson
            | Decode::ByStatus
            | Decode::ByMediaType,
        ) => Form::Json,
    }
}

/// The media type; one of the range if the specification has a range.
pub(crate) fn media_type(mock: &MockResponse) -> Option<&str> {
    mock.media_type.as_deref().map(concrete)
}

/// The value of the response: the example of the specification if the client accepts it, else a
/// sample of the type.
pub(crate) fn value(model: &Model, operation: &Operation) -> Option<Value> {
    let mock = &operation.response.mock;
    let is_text = form(operation) == Form::Text;
    let ty = mock.ty.as_ref()?;
    let given = mock.example.as_ref();
    let given = given.and_then(|example| serde_json::from_str(example).ok());
    let given = given.filter(|example| is_text || accepts(model, ty, example));
    let value = given
        .or_else(|| stream_sample(model, operation))
        .or_else(|| sample(model, ty))?;
    Some(match (&operation.iteration, value) {
        (_, Value::String(text)) => Value::String(text),
        (_, value) if is_text => Value::String(json::flat(&value)),
        (Some(Iteration::Pages(pages)), value) => last_page(model, mock, &pages.next_page, value),
        (_, value) => value,
    })
}

/// A stream with one item, if the response can only be a stream.
fn stream_sample(model: &Model, operation: &Operation) -> Option<Value> {
    let Some(Iteration::Stream(stream)) = &operation.iteration else {
        return None;
    };
    let mock = &operation.response.mock;
    let is_only = mock.decode == Decode::Text
        && mock.media_type.as_deref() == Some(stream.media_type.as_str());
    is_only.then(|| stream_of_one(model, stream)).flatten()
}

fn stream_of_one(model: &Model, stream: &Stream) -> Option<Value> {
    let item = sample(model, &stream.item)?;
    let item = match item {
        Value::String(text)
            if matches!(stream.framing, Framing::TextEvents | Framing::TextLines) =>
        {
            text
        }
        item => json::flat(&item),
    };
    let text = match stream.framing {
        Framing::Events | Framing::TextEvents => format!("data: {item}\n\n"),
        Framing::Lines | Framing::TextLines => format!("{item}\n"),
        Framing::Records => format!("\u{1e}{item}\n"),
        Framing::Bytes => item,
    };
    Some(Value::String(text))
}

/// Removes what leads to a next page, which would be the same one.
fn last_page(model: &Model, mock: &MockResponse, next: &NextPage, page: Value) -> Value {
    let (from, has_more) = match next {
        NextPage::Cursor { from, has_more, .. } => (Some(from), has_more.as_ref()),
        NextPage::Url { from } => (Some(from), None),
        NextPage::Page { has_more, .. } | NextPage::Offset { has_more, .. } => {
            (None, has_more.as_ref())
        }
        NextPage::Link => (None, None),
    };
    let candidates = [
        from.map(|path| (path, None)),
        from.map(|path| (path, Some(Value::Null))),
        has_more.map(|path| (path, Some(Value::Bool(false)))),
    ];
    candidates
        .into_iter()
        .flatten()
        .fold(page, |page, (path, value)| {
            let mut changed = page.clone();
            set(&mut changed, path_in_value(model, mock, path), value);
            let is_accepted = mock
                .ty
                .as_ref()
                .is_some_and(|ty| accepts(model, ty, &changed));
            if is_accepted { changed } else { page }
        })
}

/// A path in the response as one in the value that the call returns.
fn path_in_value<'p>(model: &Model, mock: &MockResponse, path: &'p [String]) -> &'p [String] {
    let envelope = model.envelope.as_ref();
    let envelope = envelope.filter(|_| mock.decode == Decode::Enveloped);
    match (envelope, path) {
        (Some(envelope), [first, rest @ ..]) if *first == envelope.result => rest,
        (Some(_), _) => &[],
        (None, path) => path,
    }
}

/// Replaces or removes the member at a path, if there is one.
fn set(value: &mut Value, path: &[String], to: Option<Value>) {
    let Some((last, parents)) = path.split_last() else {
        return;
    };
    let parent = parents
        .iter()
        .try_fold(value, |value, key| value.get_mut(key));
    let Some(Value::Object(members)) = parent.filter(|parent| parent.get(last).is_some()) else {
        return;
    };
    match to {
        Some(value) => members.insert(last.clone(), value),
        None => members.shift_remove(last),
    };
}

/// A media type of a range.
fn concrete(range: &str) -> &str {
    match range {
        "text/*" => "text/plain",
        "image/*" => "image/png",
        other if other.contains('*') => "application/octet-stream",
        media_type => media_type,
    }
}
