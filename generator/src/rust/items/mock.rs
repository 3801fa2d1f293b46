//! `mock.rs`: `Mock`, with the successful response of each operation.

use super::attributes::cfg_mock;
use super::call_example::{async_function, call};
use super::decode::mock_base;
use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::example_tests::{example_string, string_literal};
use super::imports::Imports;
use super::module::Item;
use super::resource_path::ResourcePath;
use crate::model::{
    Decode, Framing, Iteration, MockResponse, Model, NextPage, Operation, Resource, Stream,
};
use crate::rust::json;
use crate::rust::sample::{accepts, sample};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

/// The media type of the bases that have a body.
const JSON: &str = "application/json";

pub(super) fn module(model: &Model, package: &str) -> Vec<Item> {
    let mut emitter = Emitter::new(model, Imports::defining(["Mock".to_owned()]));
    let operations = operations(&model.root, &ResourcePath::root());
    let docs = docs(model, package, &operations).outer();
    let ty = emitter.runtime("MockOperation");
    let rows = operations.iter();
    let rows = rows.map(|(path, operation)| row(&mut emitter, &ty, path, operation));
    let rows: Vec<_> = rows.collect();
    let mock = mock(&mut emitter);
    let uses = emitter.use_items();
    let items = quote! {
        //! A mock of the API, for tests.

        pub use crate::runtime::{MockReply, SentRequest};

        #uses

        #docs
        #mock

        /// The successful responses.
        static OPERATIONS: &[#ty] = &[#(#rows),*];
    };
    vec![items.into()]
}

/// The `mod` item.
pub(super) fn declaration() -> TokenStream {
    let cfg = cfg_mock();
    quote!(#cfg pub mod mock;)
}

fn mock(emitter: &mut Emitter) -> TokenStream {
    let (core, call) = (emitter.runtime("MockCore"), emitter.runtime("Call"));
    let (client, builder) = (emitter.api("Client"), emitter.api("ClientBuilder"));
    let api = emitter.api("API");
    quote! {
        #[derive(Clone, Debug)]
        pub struct Mock(#core);

        impl Mock {
            /// Creates a mock without replies.
            #[must_use]
            pub fn new() -> Self {
                Self(#core::new(&#api, OPERATIONS))
            }

            /// Creates a client that sends its requests to the mock.
            ///
            /// # Panics
            ///
            /// If the server of the specification is not a URL.
            #[must_use]
            pub fn client(&self) -> #client {
                self.client_builder().build().expect("the server is a URL")
            }

            /// Returns a builder of such a client, for further settings.
            ///
            /// It has no credentials, and sends requests without them. Its clock skips the waits
            /// between attempts, and counts them for the deadline.
            pub fn client_builder(&self) -> #builder {
                #builder(self.0.client_builder())
            }

            /// Starts a reply to an operation, which the last method of the chain adds.
            ///
            /// Replies are used in the order in which they are added, one for each attempt. The last
            /// one is used again and again, until another one is added. So a list that is read page by
            /// page ends only if the last page says so.
            pub fn on<C: #call>(&self) -> MockReply<'_, C> {
                self.0.on()
            }

            /// Returns the requests of an operation so far, one for each attempt.
            #[must_use]
            pub fn sent<C: #call>(&self) -> Vec<SentRequest> {
                self.0.sent::<C>()
            }
        }

        impl Default for Mock {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

fn docs(model: &Model, package: &str, operations: &[(ResourcePath, &Operation)]) -> DocComment {
    let docs = DocComment::new(
        "A mock of the API. It replaces the network and nothing else: requests are built, retried \
         and decoded as usual.",
    );
    let docs = match operations.first() {
        Some((path, operation)) => {
            let example = usage(model, package, path, operation);
            docs.code_block("no_run", &example)
        }
        None => docs,
    };
    docs.paragraph(
        "A call without a reply fails, and the error says which one is missing. Clones share replies and \
         requests.",
    )
}

/// The code of a test of one call.
fn usage(model: &Model, package: &str, path: &ResourcePath, operation: &Operation) -> String {
    let mut parameters = Vec::new();
    let call = call(model, package, path, operation, &mut parameters);
    let body = format!(
        "use {package}::{path};\n\
         use {package}::mock::Mock;\n\n\
         let mock = Mock::new();\n\
         mock.on::<{builder}>().example();\n\n\
         let client = mock.client();\n\
         {call}\n\
         assert_eq!(mock.sent::<{builder}>().len(), 1);",
        path = path.builder(&operation.builder),
        builder = operation.builder.pascal(),
    );
    async_function(&parameters, &body)
}

/// All operations with the paths of their resources.
fn operations<'m>(
    resource: &'m Resource,
    path: &ResourcePath,
) -> Vec<(ResourcePath, &'m Operation)> {
    let own = resource.operations.iter().map(|it| (path.clone(), it));
    let children = resource.children.iter();
    let children = children.flat_map(|child| operations(child, &path.child(&child.name)));
    own.chain(children).collect()
}

/// The constant of an operation. Fields with the value of the base are omitted.
fn row(
    emitter: &mut Emitter,
    ty: &TokenStream,
    path: &ResourcePath,
    operation: &Operation,
) -> TokenStream {
    let mock = &operation.response.mock;
    let media_type = mock.media_type.as_deref().map(concrete);
    let base = mock_base(operation.response.decode, mock.decode, media_type);
    let default_status = match base {
        "EMPTY" => 204,
        "REDIRECT" => 302,
        _ => 200,
    };
    let (id, builder) = (
        path.operation_id(&operation.name),
        path.builder(&operation.builder),
    );
    let status = mock.status.parse::<u16>().ok();
    let status = status.filter(|status| *status != default_status);
    let status = status.map(|status| {
        let status = Literal::u16_unsuffixed(status);
        quote!(status: #status,)
    });
    let media_type = media_type.filter(|it| *it != JSON && mock.ty.is_some());
    let media_type = media_type.map(|it| quote!(content_type: #it,));
    let example = example(emitter.model, operation, base == "TEXT").map(|example| {
        let (some, json) = (
            emitter.std("Some"),
            string_literal(&example_string(&example)),
        );
        quote!(example: #some(#json),)
    });
    let base: Ident = format_ident!("{base}");
    quote! {
        #ty {
            name: #id,
            builder: #builder,
            #status
            #media_type
            #example
            ..#ty::#base
        }
    }
}

/// The value of the response: the example of the specification if the client accepts it, else a
/// sample of the type.
fn example(model: &Model, operation: &Operation, is_text: bool) -> Option<Value> {
    let mock = &operation.response.mock;
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
