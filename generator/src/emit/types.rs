//! `types.rs`: what is sent and what comes back.

use super::answers::answers;
use super::imports::Imports;
use super::input::{plain, taken};
use super::prose::{Prose, documented, limits};
use super::ty::owned;
use super::unions::union;
use crate::docs;
use crate::model::{Bound, Field, Model, Shape, Type, TypeDef, Variant};
use proc_macro2::TokenStream;
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// An attribute would warn of the uses in the client itself, too.
const DEPRECATED: &str = "**Deprecated**, says the specification.";

/// The module of the types, in the order of the alphabet.
pub(super) fn module(model: &Model) -> TokenStream {
    let mut used: Vec<&TypeDef> = model.types.iter().filter(|def| def.is_used()).collect();
    used.sort_by_key(|def| def.name.pascal().to_string());
    let names = used.iter().map(|def| def.name.pascal().to_string());
    let mut imports = Imports::within("crate::api::types", names);
    let items: Vec<_> = used
        .iter()
        .map(|def| item(model, def, &mut imports))
        .collect();
    let uses = imports.uses();
    quote! {
        //! What is sent and what comes back.

        #uses

        #(#items)*
    }
}

fn item(model: &Model, def: &TypeDef, imports: &mut Imports) -> TokenStream {
    match &def.shape {
        Shape::Struct { fields, rest } => structure(model, def, fields, rest.as_ref(), imports),
        Shape::Enum { variants } => choice(def, variants, imports),
        Shape::Text { bounds } => text(def, bounds, imports),
        Shape::Answers { forms } => answers(model, def, forms, imports),
        Shape::Union { forms, tag } => union(model, def, forms, tag.as_ref(), imports),
        Shape::Alias { target } => alias(model, def, target, imports),
        Shape::Wrapper { target } => wrapper(model, def, target, imports),
    }
}

fn alias(model: &Model, def: &TypeDef, target: &Type, imports: &mut Imports) -> TokenStream {
    let (name, docs) = (def.name.pascal(), described(def).outer());
    let target = owned(model, target, imports);
    quote! {
        #docs
        pub type #name = #target;
    }
}

fn wrapper(model: &Model, def: &TypeDef, target: &Type, imports: &mut Imports) -> TokenStream {
    let (name, docs) = (def.name.pascal(), described(def).outer());
    let (deserialize, serialize) = (
        imports.get("serde", "Deserialize"),
        imports.get("serde", "Serialize"),
    );
    let target = owned(model, target, imports);
    quote! {
        #docs
        #[derive(Clone, Debug, Default, #deserialize, PartialEq, #serialize)]
        #[serde(transparent)]
        pub struct #name(pub #target);
    }
}

pub(super) fn described(def: &TypeDef) -> Prose {
    Prose::of(
        def.description.as_deref(),
        format!("{}.", docs::code_span(def.name.as_spelled())),
    )
    .maybe(def.deprecated.then_some(DEPRECATED))
}

fn structure(
    model: &Model,
    def: &TypeDef,
    fields: &[Field],
    rest: Option<&Type>,
    imports: &mut Imports,
) -> TokenStream {
    let (name, docs) = (def.name.pascal(), described(def).outer());
    let (deserialize, serialize) = (
        imports.get("serde", "Deserialize"),
        imports.get("serde", "Serialize"),
    );
    let default = fields
        .iter()
        .all(|field| field.optional)
        .then(|| quote!(Default,));
    let own: Vec<_> = fields
        .iter()
        .map(|item| field(model, item, imports))
        .collect();
    let rest_field = rest.map(|rest| additional(model, rest, imports));
    let constructor = constructor(model, def, fields, rest, imports);
    quote! {
        #docs
        #[derive(Clone, Debug, #default #deserialize, PartialEq, #serialize)]
        #[non_exhaustive]
        pub struct #name {
            #(#own,)*
            #rest_field
        }

        #constructor
    }
}

fn field(model: &Model, field: &Field, imports: &mut Imports) -> TokenStream {
    let name = field.name.snake();
    let docs = documented(&field.docs, &format!("{}.", docs::code_span(&field.key)))
        .maybe(field.docs.deprecated.then_some(DEPRECATED))
        .outer();
    let ty = owned(model, &field.ty, imports);
    let rename = (name.to_string().trim_start_matches("r#") != field.key).then(|| {
        let key = &field.key;
        quote!(rename = #key)
    });
    let takes_null = match plain(model, &field.ty) {
        Type::Nullable(_) => true,
        // A mere `Option` would read their `null` as absent.
        Type::Null | Type::Any => field.optional,
        _ => false,
    };
    let (ty, presence) = match (field.optional, takes_null) {
        (true, true) => (
            quote!(Option<#ty>),
            Some(quote!(
                default,
                deserialize_with = "crate::runtime::present",
                skip_serializing_if = "Option::is_none"
            )),
        ),
        (true, false) => (
            quote!(Option<#ty>),
            Some(quote!(skip_serializing_if = "Option::is_none")),
        ),
        (false, true) => (ty, Some(quote!(deserialize_with = "Option::deserialize"))),
        (false, false) => (ty, None),
    };
    let attributes: Vec<_> = rename.into_iter().chain(presence).collect();
    let serde = (!attributes.is_empty()).then(|| quote!(#[serde(#(#attributes),*)]));
    quote! {
        #docs
        #serde
        pub #name: #ty
    }
}

/// The properties that have no field of their own.
fn additional(model: &Model, rest: &Type, imports: &mut Imports) -> TokenStream {
    let ty = owned(model, &Type::Map(Box::new(rest.clone())), imports);
    quote! {
        /// The properties that have no field of their own.
        #[serde(flatten)]
        pub additional_properties: #ty,
    }
}

/// A struct that is sent and needs values can be made from outside the crate only by a function.
fn constructor(
    model: &Model,
    def: &TypeDef,
    fields: &[Field],
    rest: Option<&Type>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let required: Vec<&Field> = fields.iter().filter(|field| !field.optional).collect();
    if !def.used.sent || required.is_empty() {
        return None;
    }
    let name = def.name.pascal();
    let parameters: Vec<_> = required
        .iter()
        .map(|field| {
            let name = field.name.snake();
            let ty = taken(model, &field.ty, &quote!(#name), imports).ty;
            quote!(#name: #ty)
        })
        .collect();
    let values = fields.iter().map(|field| {
        let name = field.name.snake();
        let made = taken(model, &field.ty, &quote!(#name), imports).made;
        match (field.optional, made) {
            (true, _) => quote!(#name: None),
            (false, None) => quote!(#name),
            (false, Some(value)) => quote!(#name: #value),
        }
    });
    let values: Vec<_> = values.collect();
    let rest = rest.map(|_| quote!(additional_properties: Default::default(),));
    let many = (required.len() > 7).then(|| {
        quote!(#[expect(clippy::too_many_arguments, reason = "the specification requires all of them")])
    });
    Some(quote! {
        impl #name {
            /// Makes a value of what is required; the rest is absent.
            #[must_use]
            #many
            pub fn new(#(#parameters),*) -> Self {
                Self {
                    #(#values,)*
                    #rest
                }
            }
        }
    })
}

fn choice(def: &TypeDef, variants: &[Variant], imports: &mut Imports) -> TokenStream {
    let (name, docs) = (def.name.pascal(), described(def).outer());
    let own: Vec<_> = variants
        .iter()
        .map(|variant| {
            let (name, docs) = (
                variant.name.pascal(),
                Prose::new(docs::code_span(&variant.text)).outer(),
            );
            quote! {
                #docs
                #name
            }
        })
        .collect();
    let texts = variants.iter().map(|variant| {
        let (name, text) = (variant.name.pascal(), &variant.text);
        quote!(#name = #text)
    });
    let texts: Vec<_> = texts.collect();
    let open_enum = imports.get(RUNTIME, "open_enum");
    quote! {
        #docs
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#own,)*
            /// A value that the specification does not know.
            Other(String),
        }

        #open_enum!(#name, #(#texts),*);
    }
}

fn text(def: &TypeDef, bounds: &[Bound], imports: &mut Imports) -> TokenStream {
    let name = def.name.pascal();
    let (deserialize, serialize) = (
        imports.get("serde", "Deserialize"),
        imports.get("serde", "Serialize"),
    );
    let checked: Vec<_> = bounds.iter().filter_map(check).collect();
    let unenforced = (!checked.is_empty()).then(|| {
        format!("The specification says so, and nothing enforces it: [`{name}::validate`] checks it when asked.")
    });
    let limits = limits(bounds).map(|limits| {
        [Some(limits), unenforced]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    });
    let example = def
        .examples
        .first()
        .map(|example| format!("Example: {}.", docs::code_span(example)));
    let docs = described(def).maybe(limits).maybe(example).outer();
    let text = imports.get(RUNTIME, "text");
    quote! {
        #docs
        #[derive(Clone, Debug, #deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, #serialize)]
        #[serde(transparent)]
        pub struct #name(String);

        #text!(#name #(, #checked)*);
    }
}

/// The limits that `validate` checks.
fn check(bound: &Bound) -> Option<TokenStream> {
    match bound {
        Bound::MinLength(n) => {
            let n = proc_macro2::Literal::u64_unsuffixed(*n);
            Some(quote!(min_length = #n))
        }
        Bound::MaxLength(n) => {
            let n = proc_macro2::Literal::u64_unsuffixed(*n);
            Some(quote!(max_length = #n))
        }
        _ => None,
    }
}

/// A link to the documentation of a type, where it has some of its own.
pub(super) fn link(model: &Model, ty: &Type) -> Option<String> {
    match ty {
        Type::Named(id) => {
            let name = model.type_def(*id).name.pascal();
            Some(format!("[`{name}`](crate::types::{name})"))
        }
        Type::Nullable(inner) | Type::Boxed(inner) => link(model, inner),
        Type::List(item) => link(model, item).map(|item| format!("a list of {item}")),
        Type::Map(value) => link(model, value).map(|value| format!("a map of {value}")),
        _ => None,
    }
}
