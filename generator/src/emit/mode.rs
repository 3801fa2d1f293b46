//! Answers that can be had otherwise than as a whole: piece by piece, or page
//! after page.

use super::imports::Imports;
use super::ty::owned;
use crate::model::{
    Framing, Mode, Model, Next, Operation, Pages, Shape, Slot, Step, Stream, TypeId,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// What stands behind the type of the answer in the declaration of a call.
pub(super) fn declared(
    model: &Model,
    operation: &Operation,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let mode = operation.mode.as_ref()?;
    let item = owned(model, mode.item(), imports);
    Some(match mode {
        Mode::Pages(_) => quote!(, Pages<#item>),
        Mode::Stream(stream) => match stream.framing {
            Framing::Events | Framing::TextEvents => {
                let event = imports.get(RUNTIME, "ServerSentEvent");
                quote!(, Pieces<#event<#item>>)
            }
            Framing::Lines | Framing::Records | Framing::Bytes => quote!(, Pieces<#item>),
        },
    })
}

/// What the runtime has to know about it, as the last of the chain that makes
/// the operation.
pub(super) fn constant(
    model: &Model,
    operation: &Operation,
    imports: &mut Imports,
) -> Option<TokenStream> {
    Some(match operation.mode.as_ref()? {
        Mode::Stream(stream) => self::stream(stream, imports),
        Mode::Pages(pages) => self::pages(model, pages, imports),
    })
}

fn stream(stream: &Stream, imports: &mut Imports) -> TokenStream {
    let streamed = imports.get(RUNTIME, "Streamed");
    let name = &stream.media_type;
    let made = match stream.framing {
        Framing::Events => quote!(#streamed::events()),
        Framing::TextEvents => quote!(#streamed::text_events()),
        Framing::Lines => quote!(#streamed::lines(#name)),
        Framing::Records => quote!(#streamed::records(#name)),
        Framing::Bytes => quote!(#streamed::bytes(#name)),
    };
    let switch = stream
        .switch
        .as_ref()
        .map(|field| quote!(.switched_by(#field)));
    quote!(.streamed(#made #switch))
}

fn pages(model: &Model, pages: &Pages, imports: &mut Imports) -> TokenStream {
    let paged = imports.get(RUNTIME, "Paged");
    let next = next(&pages.next, imports);
    let list = path(&pages.list);
    let items = items(model, quote!(page), &pages.steps);
    quote!(.paged(#paged::new(#next, #list, |page| #items)))
}

fn next(next: &Next, imports: &mut Imports) -> TokenStream {
    let ty = imports.get(RUNTIME, "Next");
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
            quote!(#ty::Page { into: #into, first: #first, total: #total, more: #more })
        }
        Next::Offset { into, total, more } => {
            let into = slot(into, imports);
            let (total, more) = (optional_path(total.as_ref()), optional_path(more.as_ref()));
            quote!(#ty::Offset { into: #into, total: #total, more: #more })
        }
        Next::Link => quote!(#ty::Link),
        Next::Url { from } => {
            let from = path(from);
            quote!(#ty::Url { from: #from })
        }
    }
}

fn slot(slot: &Slot, imports: &mut Imports) -> TokenStream {
    let ty = imports.get(RUNTIME, "Slot");
    match slot {
        Slot::Query(name) => quote!(#ty::Query(#name)),
        Slot::Field(name) => quote!(#ty::Field(#name)),
    }
}

fn path(names: &[String]) -> TokenStream {
    quote!(&[#(#names),*])
}

fn optional_path(names: Option<&Vec<String>>) -> TokenStream {
    match names {
        Some(names) => {
            let path = path(names);
            quote!(Some(#path))
        }
        None => quote!(None),
    }
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
