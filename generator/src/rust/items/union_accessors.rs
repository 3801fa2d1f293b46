//! The accessors of a union: methods that return the fields that all of its variants have.

use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::module::Item;
use super::type_tokens::type_tokens;
use crate::model::{Field, Type, TypeDef, UnionVariant};
use crate::rust::docs;
use proc_macro2::TokenStream;
use quote::quote;

/// The methods, if there are any.
pub(super) fn accessors(
    emitter: &mut Emitter,
    def: &TypeDef,
    variants: &[UnionVariant],
) -> Option<Item> {
    let fields = emitter.model.common_fields(def);
    let methods = fields
        .into_iter()
        .filter_map(|fields| accessor(emitter, &fields, variants));
    let methods: Vec<TokenStream> = methods.collect();
    let name = def.name.pascal();
    (!methods.is_empty()).then(|| {
        quote! {
            impl #name {
                #(#methods)*
            }
        }
        .into()
    })
}

/// The method for a field of each variant.
fn accessor(
    emitter: &mut Emitter,
    fields: &[&Field],
    variants: &[UnionVariant],
) -> Option<TokenStream> {
    let field = fields.first()?;
    let name = field.name.snake();
    let docs = docs(fields).outer();
    let (option, none) = (emitter.std("Option"), emitter.std("None"));
    let (ty, value) = returned(emitter, field, &quote!(it.#name));
    let names = variants.iter().map(|variant| variant.name.pascal());
    let arms = names.map(|variant| quote!(Self::#variant(it) => #value,));
    Some(quote! {
        #docs
        #[must_use]
        pub fn #name(&self) -> #option<#ty> {
            match self {
                #(#arms)*
                Self::Other(_) => #none,
            }
        }
    })
}

/// The description, if it is the same in all variants.
fn docs(fields: &[&Field]) -> DocComment {
    let (key, description) = match fields {
        [first, rest @ ..] => {
            let description = first.docs.description.as_deref();
            let is_same = |it: &&Field| it.docs.description.as_deref() == description;
            (
                &*first.key,
                description.filter(|_| rest.iter().all(is_same)),
            )
        }
        [] => return DocComment::default(),
    };
    let otherwise = format!("The {} of any variant.", docs::code_span(key));
    let is_optional = fields
        .iter()
        .any(|field| field.optional || matches!(field.ty, Type::Nullable(_)));
    let none = if is_optional {
        "`None` if it is absent, and for [`Other`](Self::Other)."
    } else {
        "`None` for [`Other`](Self::Other)."
    };
    DocComment::description_or(description, otherwise).sentence(Some(none.to_owned()))
}

/// The type of the value that an accessor returns, and the expression for it, an `Option`: a copy if
/// that is cheap, else a reference.
fn returned(
    emitter: &mut Emitter,
    field: &Field,
    value: &TokenStream,
) -> (TokenStream, TokenStream) {
    let some = emitter.std("Some");
    let (is_option, ty) = match emitter.model.resolve_aliases(&field.ty) {
        Type::Nullable(inner) => (true, emitter.model.resolve_aliases(inner)),
        ty => (field.optional, ty),
    };
    // The target of a reference to an owned value.
    let target = match ty {
        Type::Bool | Type::Integer(_) | Type::Float => {
            let copy = if is_option {
                value.clone()
            } else {
                quote!(#some(#value))
            };
            return (type_tokens(emitter, ty), copy);
        }
        Type::String => Some(quote!(str)),
        Type::List(item) => {
            let item = type_tokens(emitter, item);
            Some(quote!([#item]))
        }
        Type::Boxed(inner) => Some(type_tokens(emitter, inner)),
        _ => None,
    };
    let reference = match (is_option, &target) {
        (false, _) => quote!(#some(&#value)),
        (true, Some(_)) => quote!(#value.as_deref()),
        (true, None) => quote!(#value.as_ref()),
    };
    let target = target.unwrap_or_else(|| type_tokens(emitter, ty));
    (quote!(&#target), reference)
}
