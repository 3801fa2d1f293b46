//! The methods of a builder whose response can be streamed or has pages.

use super::emitter::Emitter;
use super::type_tokens::type_tokens;
use crate::model::{
    Accessor, Field, Framing, Iteration, Model, NextPage, Operation, PageParameter, Pages, Shape,
    Stream, Type, TypeId,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// The client features.
const ASYNC: &str = "async";
const BLOCKING: &str = "blocking";

/// The code of a builder whose response can be iterated.
#[derive(Default)]
pub(super) struct IterationTokens {
    /// The `impl` of `Paged` or `Streamed`.
    pub(super) trait_impl: TokenStream,
    pub(super) async_methods: TokenStream,
    pub(super) blocking_methods: TokenStream,
}

/// `output` is the type that `send` returns.
pub(super) fn iteration_tokens(
    emitter: &mut Emitter,
    operation: &Operation,
    output: &TokenStream,
) -> IterationTokens {
    let builder = operation.builder.pascal();
    match &operation.iteration {
        None => IterationTokens::default(),
        Some(Iteration::Stream(stream)) => stream_tokens(emitter, &builder, stream),
        Some(Iteration::Pages(pages)) => pages_tokens(emitter, &builder, pages, output),
    }
}

fn stream_tokens(emitter: &mut Emitter, builder: &Ident, stream: &Stream) -> IterationTokens {
    let streamed = emitter.runtime_trait("Streamed");
    let format = emitter.runtime("StreamFormat");
    let mut item = type_tokens(emitter, &stream.item);
    if stream.is_event_stream() {
        let event = emitter.runtime("ServerSentEvent");
        item = quote!(#event<#item>);
    }
    let base = match stream.framing {
        Framing::Events => quote!(EVENTS),
        Framing::TextEvents => quote!(TEXT_EVENTS),
        Framing::Lines => quote!(LINES),
        Framing::TextLines => quote!(TEXT_LINES),
        Framing::Records => quote!(RECORDS),
        Framing::Bytes => quote!(BYTES),
    };
    let accept = &stream.media_type;
    let accept = (!stream.is_event_stream()).then(|| quote!(accept: #accept,));
    let some = emitter.std("Some");
    let flag = stream.flag.as_ref();
    let flag = flag.map(|field| quote!(stream_field: #some(#field),));
    let value = if accept.is_none() && flag.is_none() {
        quote!(&#format::#base)
    } else {
        quote!(&#format { #accept #flag ..#format::#base })
    };
    let with_flag = stream.flag.as_ref();
    let with_flag = with_flag.map(|field| format!(" with `{field}: true`"));
    let by_line = match stream.framing {
        Framing::TextLines => ", which is read line by line",
        _ => "",
    };
    let docs = format!(
        " Sends the request{} and waits for the start of the response{by_line}.",
        with_flag.unwrap_or_default()
    );
    let (sending, streaming) = (
        emitter.runtime_for(ASYNC, "Sending"),
        emitter.runtime_for(ASYNC, "ResponseStream"),
    );
    let iter = emitter.runtime_for(BLOCKING, "ResponseIter");
    let (result, error) = (emitter.std("Result"), emitter.runtime("Error"));
    IterationTokens {
        trait_impl: quote! {
            impl #streamed for #builder {
                type Item = #item;

                const FORMAT: &'static #format<#item> = #value;
            }
        },
        async_methods: quote! {
            #[doc = #docs]
            pub fn send_stream(self) -> #sending<#streaming<#item>> {
                self.0.send_stream(Self::FORMAT)
            }
        },
        blocking_methods: quote! {
            /// Like `send_stream`, as an iterator that blocks the thread.
            pub fn send_stream_blocking(self) -> #result<#iter<#item>, #error> {
                self.0.send_stream_blocking(Self::FORMAT)
            }
        },
    }
}

fn pages_tokens(
    emitter: &mut Emitter,
    builder: &Ident,
    pages: &Pages,
    output: &TokenStream,
) -> IterationTokens {
    let paged = emitter.runtime_trait("Paginated");
    let ty = emitter.runtime("Pagination");
    let item = type_tokens(emitter, &pages.item);
    let next = next_page(emitter, &pages.next_page);
    let path = path(&pages.items_path);
    let items = access_items(emitter.model, quote!(page), &pages.accessors);
    let (item_stream, page_stream) = (
        emitter.runtime_for(ASYNC, "ItemStream"),
        emitter.runtime_for(ASYNC, "PageStream"),
    );
    let (item_iter, page_iter) = (
        emitter.runtime_for(BLOCKING, "ItemIter"),
        emitter.runtime_for(BLOCKING, "PageIter"),
    );
    IterationTokens {
        trait_impl: quote! {
            impl #paged for #builder {
                type Item = #item;

                const PAGINATION: &'static #ty<#output, #item> = &#ty {
                    next: #next,
                    path: #path,
                    items: |page| #items,
                };
            }
        },
        async_methods: quote! {
            /// Returns the items of all pages, starting with the requested page. Each page is
            /// fetched when its first item is needed.
            pub fn items(self) -> #item_stream<#item> {
                self.0.items(Self::PAGINATION)
            }

            /// Returns the pages, starting with the requested one. Each is fetched when it is
            /// needed.
            pub fn pages(self) -> #page_stream<#output> {
                self.0.pages(Self::PAGINATION)
            }
        },
        blocking_methods: quote! {
            /// Like `items`, as an iterator that blocks the thread.
            pub fn items_blocking(self) -> #item_iter<#item> {
                self.0.items_blocking(Self::PAGINATION)
            }

            /// Like `pages`, as an iterator that blocks the thread.
            pub fn pages_blocking(self) -> #page_iter<#output> {
                self.0.pages_blocking(Self::PAGINATION)
            }
        },
    }
}

fn next_page(emitter: &mut Emitter, next: &NextPage) -> TokenStream {
    let ty = emitter.runtime("NextPage");
    match next {
        NextPage::Cursor {
            from,
            into,
            has_more,
        } => {
            let (from, into) = (path(from), parameter(emitter, into));
            let has_more = optional_path(has_more.as_ref());
            quote!(#ty::Cursor { from: #from, into: #into, has_more: #has_more })
        }
        NextPage::Page {
            into,
            first,
            total,
            has_more,
        } => {
            let (into, first) = (parameter(emitter, into), Literal::u64_unsuffixed(*first));
            let (total, has_more) = (
                optional_path(total.as_ref()),
                optional_path(has_more.as_ref()),
            );
            quote!(#ty::Page { into: #into, first: #first, total: #total, has_more: #has_more })
        }
        NextPage::Offset {
            into,
            total,
            has_more,
        } => {
            let into = parameter(emitter, into);
            let (total, has_more) = (
                optional_path(total.as_ref()),
                optional_path(has_more.as_ref()),
            );
            quote!(#ty::Offset { into: #into, total: #total, has_more: #has_more })
        }
        NextPage::Link => quote!(#ty::Link),
        NextPage::Url { from } => {
            let from = path(from);
            quote!(#ty::Url { from: #from })
        }
    }
}

fn parameter(emitter: &mut Emitter, parameter: &PageParameter) -> TokenStream {
    let ty = emitter.runtime("PageParameter");
    match parameter {
        PageParameter::Query(name) => quote!(#ty::Query(#name)),
        PageParameter::Field(names) => {
            let path = path(names);
            quote!(#ty::Field(#path))
        }
    }
}

fn path(names: &[String]) -> TokenStream {
    quote!(&[#(#names),*])
}

/// The runtime reads an empty path as none.
fn optional_path(names: Option<&Vec<String>>) -> TokenStream {
    path(names.map(Vec::as_slice).unwrap_or_default())
}

/// The expression for the items in a value. An optional value without items has none.
fn access_items(model: &Model, value: TokenStream, accessors: &[Accessor]) -> TokenStream {
    match accessors {
        [] => value,
        [Accessor::Boxed, rest @ ..] => access_items(model, quote!((*#value)), rest),
        [Accessor::Field(id, index), rest @ ..] => match field(model, *id, *index) {
            Some(field) => {
                let name = field.name.snake();
                let is_nullable = matches!(model.resolve_aliases(&field.ty), Type::Nullable(_));
                let rest = match rest {
                    // In a type that is only received, absent and null are both `None`.
                    [Accessor::Optional, Accessor::Optional, ..] if !is_nullable => &rest[1..],
                    _ => rest,
                };
                access_items(model, quote!(#value.#name), rest)
            }
            None => value,
        },
        // An optional and nullable field is a `Nullable`.
        [Accessor::Optional, Accessor::Optional, rest @ ..] => {
            let rest = [&[Accessor::Optional], rest].concat();
            access_items(model, quote!(#value.into_value()), &rest)
        }
        [Accessor::Optional] => quote!(#value.unwrap_or_default()),
        [Accessor::Optional, rest @ ..] => {
            let inner = access_items(model, quote!(inner), rest);
            quote!(#value.map(|inner| #inner).unwrap_or_default())
        }
    }
}

fn field(model: &Model, id: TypeId, index: usize) -> Option<&Field> {
    let Shape::Struct { fields, .. } = &model.type_def(id).shape else {
        return None;
    };
    fields.get(index)
}
