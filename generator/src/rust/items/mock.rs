//! `mock.rs`: `Mock`, with the successful response of each operation.

use super::attributes::cfg_mock;
use super::call_example::{async_function, call};
use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::example_tests::{example_string, string_literal};
use super::imports::Imports;
use super::module::Item;
use super::resource_path::ResourcePath;
use crate::model::{Model, Operation, Resource};
use crate::rust::success::{Form, form, media_type, value};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

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
    let media_type = media_type(mock);
    let form = form(operation);
    let default_status = match form {
        Form::Empty => 204,
        Form::Redirect => 302,
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
    let example = value(emitter.model, operation).map(|example| {
        let (some, json) = (
            emitter.std("Some"),
            string_literal(&example_string(&example)),
        );
        quote!(example: #some(#json),)
    });
    let base: Ident = format_ident!("{}", base(form));
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

/// The base of the constant.
fn base(form: Form) -> &'static str {
    match form {
        Form::Json => "JSON",
        Form::OptionalJson => "OPTIONAL_JSON",
        Form::Enveloped => "ENVELOPED",
        Form::OptionalEnveloped => "OPTIONAL_ENVELOPED",
        Form::EnvelopeOnly => "ENVELOPE_ONLY",
        Form::Text => "TEXT",
        Form::Redirect => "REDIRECT",
        Form::Empty => "EMPTY",
    }
}
