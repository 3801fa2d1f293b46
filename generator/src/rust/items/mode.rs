//! Responses that can be had otherwise than as a whole: piece by piece, or page
//! after page.

use super::imports::Imports;
use super::ty::owned;
use crate::model::{
    Accessor, Framing, Iteration, Model, NextPage, Operation, PageParameter, Pages, Shape, Stream,
    TypeId,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// The features of the two clients.
const ASYNC: &str = "async";
const BLOCKING: &str = "blocking";

/// What a call has besides `send`.
#[derive(Default)]
pub(super) struct Further {
    /// The `impl` of `Paged` or `Streamed`.
    pub(super) description: TokenStream,
    /// The methods for each client.
    pub(super) of_async: TokenStream,
    pub(super) of_blocking: TokenStream,
}

/// The further ways to have the response of a call.
pub(super) fn further(
    model: &Model,
    operation: &Operation,
    answer: &TokenStream,
    imports: &mut Imports,
) -> Further {
    let builder = operation.builder.pascal();
    match &operation.iteration {
        None => Further::default(),
        Some(Iteration::Stream(stream)) => streamed(model, &builder, stream, imports),
        Some(Iteration::Pages(pages)) => paged(model, &builder, pages, answer, imports),
    }
}

fn streamed(model: &Model, builder: &Ident, stream: &Stream, imports: &mut Imports) -> Further {
    let (streamed, pieces) = (
        imports.get(RUNTIME, "Streamed"),
        imports.get(RUNTIME, "Pieces"),
    );
    let mut item = owned(model, &stream.item, imports);
    if stream.is_event_stream() {
        let event = imports.get(RUNTIME, "ServerSentEvent");
        item = quote!(#event<#item>);
    }
    let base = match stream.framing {
        Framing::Events => quote!(EVENTS),
        Framing::TextEvents => quote!(TEXT_EVENTS),
        Framing::Lines => quote!(LINES),
        Framing::Records => quote!(RECORDS),
        Framing::Bytes => quote!(BYTES),
    };
    let accept = &stream.media_type;
    let accept = (!stream.is_event_stream()).then(|| quote!(accept: #accept,));
    let some = imports.std("Some");
    let switch = stream.flag.as_ref();
    let switch = switch.map(|field| quote!(switch: #some(#field),));
    let made = if accept.is_none() && switch.is_none() {
        quote!(&#pieces::#base)
    } else {
        quote!(&#pieces { #accept #switch ..#pieces::#base })
    };
    let with = stream.flag.as_ref();
    let with = with.map(|field| format!(" with `{field}: true`"));
    let about = format!(
        " Sends the request{} and waits for the response to begin.",
        with.unwrap_or_default()
    );
    let (sending, streaming) = (
        imports.get_for(ASYNC, RUNTIME, "Sending"),
        imports.get_for(ASYNC, RUNTIME, "Streaming"),
    );
    let iter = imports.get_for(BLOCKING, RUNTIME, "StreamingIter");
    let (result, error) = (imports.std("Result"), imports.get(RUNTIME, "Error"));
    Further {
        description: quote! {
            impl #streamed for #builder {
                type Item = #item;

                const PIECES: &'static #pieces<#item> = #made;
            }
        },
        of_async: quote! {
            #[doc = #about]
            pub fn send_stream(self) -> #sending<#streaming<#item>> {
                self.0.send_stream(Self::PIECES)
            }
        },
        of_blocking: quote! {
            /// Like `send_stream`, as an iterator that blocks the thread.
            pub fn send_stream_blocking(self) -> #result<#iter<#item>, #error> {
                self.0.send_stream_blocking(Self::PIECES)
            }
        },
    }
}

fn paged(
    model: &Model,
    builder: &Ident,
    pages: &Pages,
    answer: &TokenStream,
    imports: &mut Imports,
) -> Further {
    let (paged, ty) = (imports.get(RUNTIME, "Paged"), imports.get(RUNTIME, "Pages"));
    let item = owned(model, &pages.item, imports);
    let next = next(&pages.next_page, imports);
    let list = path(&pages.items_path);
    let items = items(model, quote!(page), &pages.accessors);
    let (item_stream, page_stream) = (
        imports.get_for(ASYNC, RUNTIME, "ItemStream"),
        imports.get_for(ASYNC, RUNTIME, "PageStream"),
    );
    let (item_iter, page_iter) = (
        imports.get_for(BLOCKING, RUNTIME, "ItemIter"),
        imports.get_for(BLOCKING, RUNTIME, "PageIter"),
    );
    Further {
        description: quote! {
            impl #paged for #builder {
                type Item = #item;

                const PAGES: &'static #ty<#answer, #item> = &#ty {
                    next: #next,
                    path: #list,
                    items: |page| #items,
                };
            }
        },
        of_async: quote! {
            /// The items of all pages, from the page that this call asks for. A page is fetched
            /// when its first item is needed.
            pub fn items(self) -> #item_stream<#item> {
                self.0.items(Self::PAGES)
            }

            /// The pages, from the one that this call asks for, each fetched when it is needed.
            pub fn pages(self) -> #page_stream<#answer> {
                self.0.pages(Self::PAGES)
            }
        },
        of_blocking: quote! {
            /// Like `items`, as an iterator that blocks the thread.
            pub fn items_blocking(self) -> #item_iter<#item> {
                self.0.items_blocking(Self::PAGES)
            }

            /// Like `pages`, as an iterator that blocks the thread.
            pub fn pages_blocking(self) -> #page_iter<#answer> {
                self.0.pages_blocking(Self::PAGES)
            }
        },
    }
}

fn next(next: &NextPage, imports: &mut Imports) -> TokenStream {
    let ty = imports.get(RUNTIME, "Next");
    match next {
        NextPage::Cursor { from, into } => {
            let (from, into) = (path(from), slot(into, imports));
            quote!(#ty::Cursor { from: #from, into: #into })
        }
        NextPage::Page {
            into,
            first,
            total,
            has_more: more,
        } => {
            let (into, first) = (slot(into, imports), Literal::u64_unsuffixed(*first));
            let (total, more) = (optional_path(total.as_ref()), optional_path(more.as_ref()));
            quote!(#ty::Page { into: #into, first: #first, total: #total, more: #more })
        }
        NextPage::Offset {
            into,
            total,
            has_more: more,
        } => {
            let into = slot(into, imports);
            let (total, more) = (optional_path(total.as_ref()), optional_path(more.as_ref()));
            quote!(#ty::Offset { into: #into, total: #total, more: #more })
        }
        NextPage::Link => quote!(#ty::Link),
        NextPage::Url { from } => {
            let from = path(from);
            quote!(#ty::Url { from: #from })
        }
    }
}

fn slot(slot: &PageParameter, imports: &mut Imports) -> TokenStream {
    let ty = imports.get(RUNTIME, "Slot");
    match slot {
        PageParameter::Query(name) => quote!(#ty::Query(#name)),
        PageParameter::Field(name) => quote!(#ty::Field(#name)),
    }
}

fn path(names: &[String]) -> TokenStream {
    quote!(&[#(#names),*])
}

/// An empty path stands for none.
fn optional_path(names: Option<&Vec<String>>) -> TokenStream {
    path(names.map(Vec::as_slice).unwrap_or_default())
}

/// The items in a value; what may be missing has none.
fn items(model: &Model, value: TokenStream, steps: &[Accessor]) -> TokenStream {
    match steps {
        [] => value,
        [Accessor::Boxed, rest @ ..] => items(model, quote!((*#value)), rest),
        [Accessor::Field(id, index), rest @ ..] => match field(model, *id, *index) {
            Some(field) => items(model, quote!(#value.#field), rest),
            None => value,
        },
        // What is optional and nullable is a `Nullable`.
        [Accessor::Optional, Accessor::Optional, rest @ ..] => {
            let rest = [&[Accessor::Optional], rest].concat();
            items(model, quote!(#value.into_value()), &rest)
        }
        [Accessor::Optional] => quote!(#value.unwrap_or_default()),
        [Accessor::Optional, rest @ ..] => {
            let inner = items(model, quote!(inner), rest);
            quote!(#value.map(|inner| #inner).unwrap_or_default())
        }
    }
}

fn field(model: &Model, id: TypeId, index: usize) -> Option<Ident> {
    let Shape::Struct { fields, .. } = &model.type_def(id).shape else {
        return None;
    };
    Some(fields.get(index)?.name.snake())
}
