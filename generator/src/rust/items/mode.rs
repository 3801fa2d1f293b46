//! Responses that can be had otherwise than as a whole: piece by piece, or page
//! after page.

use super::imports::Imports;
use super::ty::owned;
use crate::model::{
    Framing, Mode, Model, Next, Operation, Pages, Shape, Slot, Step, Stream, TypeId,
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
    match &operation.mode {
        None => Further::default(),
        Some(Mode::Stream(stream)) => streamed(model, &builder, stream, imports),
        Some(Mode::Pages(pages)) => paged(model, &builder, pages, answer, imports),
    }
}

fn streamed(model: &Model, builder: &Ident, stream: &Stream, imports: &mut Imports) -> Further {
    let (streamed, pieces) = (
        imports.get(RUNTIME, "Streamed"),
        imports.get(RUNTIME, "StreamFormat"),
    );
    let mut item = owned(model, &stream.item, imports);
    if stream.is_of_events() {
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
    let accept = (!stream.is_of_events()).then(|| quote!(accept: #accept,));
    let some = imports.std("Some");
    let switch = stream.switch.as_ref();
    let switch = switch.map(|field| quote!(stream_field: #some(#field),));
    let made = if accept.is_none() && switch.is_none() {
        quote!(&#pieces::#base)
    } else {
        quote!(&#pieces { #accept #switch ..#pieces::#base })
    };
    let with = stream.switch.as_ref();
    let with = with.map(|field| format!(" with `{field}: true`"));
    let about = format!(
        " Sends the request{} and waits for the response to begin.",
        with.unwrap_or_default()
    );
    let (sending, streaming) = (
        imports.get_for(ASYNC, RUNTIME, "Sending"),
        imports.get_for(ASYNC, RUNTIME, "ResponseStream"),
    );
    let iter = imports.get_for(BLOCKING, RUNTIME, "ResponseIter");
    let (result, error) = (imports.std("Result"), imports.get(RUNTIME, "Error"));
    Further {
        description: quote! {
            impl #streamed for #builder {
                type Item = #item;

                const FORMAT: &'static #pieces<#item> = #made;
            }
        },
        of_async: quote! {
            #[doc = #about]
            pub fn send_stream(self) -> #sending<#streaming<#item>> {
                self.0.send_stream(Self::FORMAT)
            }
        },
        of_blocking: quote! {
            /// Like `send_stream`, as an iterator that blocks the thread.
            pub fn send_stream_blocking(self) -> #result<#iter<#item>, #error> {
                self.0.send_stream_blocking(Self::FORMAT)
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
    let (paged, ty) = (
        imports.get(RUNTIME, "Paginated"),
        imports.get(RUNTIME, "Pagination"),
    );
    let item = owned(model, &pages.item, imports);
    let next = next(&pages.next, imports);
    let list = path(&pages.list);
    let items = items(model, quote!(page), &pages.steps);
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

                const PAGINATION: &'static #ty<#answer, #item> = &#ty {
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
                self.0.items(Self::PAGINATION)
            }

            /// The pages, from the one that this call asks for, each fetched when it is needed.
            pub fn pages(self) -> #page_stream<#answer> {
                self.0.pages(Self::PAGINATION)
            }
        },
        of_blocking: quote! {
            /// Like `items`, as an iterator that blocks the thread.
            pub fn items_blocking(self) -> #item_iter<#item> {
                self.0.items_blocking(Self::PAGINATION)
            }

            /// Like `pages`, as an iterator that blocks the thread.
            pub fn pages_blocking(self) -> #page_iter<#answer> {
                self.0.pages_blocking(Self::PAGINATION)
            }
        },
    }
}

fn next(next: &Next, imports: &mut Imports) -> TokenStream {
    let ty = imports.get(RUNTIME, "NextPage");
    match next {
        Next::Cursor { from, into } => {
            let (from, into) = (path(from), slot(into, imports));
            quote!(#ty::Cursor { from: #from, into: #into })
        }
        Next::Page {
            into,
            first,
            total,
            more,
        } => {
            let (into, first) = (slot(into, imports), Literal::u64_unsuffixed(*first));
            let (total, more) = (optional_path(total.as_ref()), optional_path(more.as_ref()));
            quote!(#ty::Page { into: #into, first: #first, total: #total, has_more: #more })
        }
        Next::Offset { into, total, more } => {
            let into = slot(into, imports);
            let (total, more) = (optional_path(total.as_ref()), optional_path(more.as_ref()));
            quote!(#ty::Offset { into: #into, total: #total, has_more: #more })
        }
        Next::Link => quote!(#ty::Link),
        Next::Url { from } => {
            let from = path(from);
            quote!(#ty::Url { from: #from })
        }
    }
}

fn slot(slot: &Slot, imports: &mut Imports) -> TokenStream {
    let ty = imports.get(RUNTIME, "PageParameter");
    match slot {
        Slot::Query(name) => quote!(#ty::Query(#name)),
        Slot::Field(name) => quote!(#ty::Field(#name)),
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
fn items(model: &Model, value: TokenStream, steps: &[Step]) -> TokenStream {
    match steps {
        [] => value,
        [Step::Boxed, rest @ ..] => items(model, quote!((*#value)), rest),
        [Step::Field(id, index), rest @ ..] => match field(model, *id, *index) {
            Some(field) => items(model, quote!(#value.#field), rest),
            None => value,
        },
        // What is optional and nullable is a `Nullable`.
        [Step::Optional, Step::Optional, rest @ ..] => {
            let rest = [&[Step::Optional], rest].concat();
            items(model, quote!(#value.into_value()), &rest)
        }
        [Step::Optional] => quote!(#value.unwrap_or_default()),
        [Step::Optional, rest @ ..] => {
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
