//! Constructors of structs, and the setters of those that are sent.

use super::arguments::constant_literal;
use super::attributes::{deprecated, expect_many_arguments};
use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::setters::value_type;
use super::structs::RestField;
use super::type_tokens::type_tokens;
use crate::model::{Constant, Field, Shape, Type, TypeDef, TypeRole};
use crate::rust::docs;
use crate::rust::names::Name;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// Names that a setter must not have: it would hide the constructor, or a method of a trait that is
/// called with the same syntax.
const RESERVED: &[&str] = &["new", "default", "clone", "into"];

/// With more required properties than these, the constructor of a struct that is sent takes them as
/// a struct with named fields.
const MAX_ARGUMENTS: usize = 3;

/// The constructor of a struct.
pub(super) struct Constructor {
    pub(super) method: TokenStream,
    /// The struct of its arguments, if there are many, or the `Default` of a struct whose required
    /// properties are constants.
    pub(super) item: Option<TokenStream>,
}

/// The constructor of a struct: other crates cannot construct it otherwise, since it is
/// `#[non_exhaustive]`. A struct that is only received may have a `Default` instead.
pub(super) fn constructor(
    emitter: &mut Emitter,
    def: &TypeDef,
    fields: &[Field],
    rest: Option<&RestField>,
) -> Option<Constructor> {
    if matches!(def.role, TypeRole::Headers) {
        return None;
    }
    let declared = || fields.iter().filter(|field| !field.is_fixed);
    if declared().all(|field| field.optional) {
        return def.usage.sent.then(|| without_arguments(emitter));
    }
    let is_argument = |field: &&Field| !field.optional && field.constant.is_none();
    let arguments: Vec<&Field> = declared().filter(is_argument).collect();
    let is_named = def.usage.sent && arguments.len() > MAX_ARGUMENTS;
    let mut parameters = Vec::new();
    let values = declared().map(|field| {
        let name = field.name.snake();
        if field.optional {
            let absent = absent(emitter, &field.ty);
            return quote!(#name: #absent);
        }
        if let Some(constant) = &field.constant {
            let value = constant_value(emitter, &field.ty, constant);
            return quote!(#name: #value);
        }
        if is_named {
            return quote!(#name: required.#name);
        }
        let Parameter { ty, value } = parameter(emitter, field);
        parameters.push(quote!(#name: #ty));
        if name == value.to_string() {
            quote!(#name)
        } else {
            quote!(#name: #value)
        }
    });
    let values: Vec<_> = values.collect();
    let rest = rest.map(|RestField { name, empty, .. }| quote!(#name: #empty,));
    let named = is_named.then(|| named_arguments(emitter, def, &arguments));
    if let Some((name, _)) = &named {
        parameters.push(quote!(required: #name));
    }
    let many_arguments = expect_many_arguments(parameters.len());
    let docs = if def.usage.sent {
        "Creates a value with the required properties. All others are absent."
    } else {
        "Creates a value with the required properties, for tests. A minor version of the crate may \
         add arguments."
    };
    let docs = DocComment::new(docs).outer();
    let method = quote! {
        #docs
        #[must_use]
        #many_arguments
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#values,)* #rest }
        }
    };
    let arguments = named.map(|(_, item)| item);
    let default = parameters.is_empty().then(|| default(emitter, &def.name));
    Some(Constructor {
        method,
        item: arguments.or(default),
    })
}

/// The constructor of a struct that has a `Default`.
fn without_arguments(emitter: &Emitter) -> Constructor {
    let default = emitter.std("Default");
    // A schema of this name hides the trait.
    let default = if default.to_string() == "Default" {
        quote!(Self::default())
    } else {
        quote!(#default::default())
    };
    let method = quote! {
        /// Creates a value without optional properties.
        #[must_use]
        pub fn new() -> Self {
            #default
        }
    };
    Constructor { method, item: None }
}

/// `Default` as the constructor without arguments.
fn default(emitter: &Emitter, name: &Name) -> TokenStream {
    let (name, default) = (name.pascal(), emitter.std("Default"));
    quote! {
        impl #default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

/// The struct of the required properties: `PetRequired`.
fn named_arguments(
    emitter: &mut Emitter,
    def: &TypeDef,
    fields: &[&Field],
) -> (Ident, TokenStream) {
    let of = def.name.pascal();
    let mut name = format_ident!("{of}Required");
    if emitter.is_taken(&name) {
        name = format_ident!("{name}_");
    }
    let docs = DocComment::new(format!("The required properties of a [`{of}`].")).outer();
    let declared = fields.iter().map(|field| {
        let (name, ty) = (field.name.snake(), type_tokens(emitter, &field.ty));
        let docs = DocComment::new(format!("See [`{of}::{}`].", field.name.snake_string())).outer();
        quote!(#docs pub #name: #ty)
    });
    let declared: Vec<_> = declared.collect();
    let item = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            #(#declared,)*
        }
    };
    (name, item)
}

/// The value of a field whose property is absent.
fn absent(emitter: &mut Emitter, ty: &Type) -> TokenStream {
    match emitter.model.resolve_aliases(ty) {
        Type::Nullable(_) => {
            let nullable = emitter.runtime("Nullable");
            quote!(#nullable::Absent)
        }
        _ => emitter.std("None"),
    }
}

/// A constant as a value of its field.
fn constant_value(emitter: &Emitter, ty: &Type, constant: &Constant) -> TokenStream {
    let literal = constant_literal(constant);
    match (emitter.model.resolve_aliases(ty), constant) {
        (Type::Bool, Constant::Bool(_)) | (Type::Integer(_), Constant::Integer(_)) => literal,
        _ => quote!(#literal.into()),
    }
}

/// A setter for each optional property of a struct that is sent.
pub(super) fn setters(emitter: &mut Emitter, def: &TypeDef, fields: &[Field]) -> TokenStream {
    if !def.usage.sent {
        return TokenStream::new();
    }
    let names = fields.iter().map(|field| field.name.snake().to_string());
    let names: Vec<String> = names.collect();
    let optional = fields.iter().filter(|field| field.optional);
    let setters = optional.map(|field| setter(emitter, field, &setter_name(&field.name, &names)));
    setters.collect()
}

/// The name of the field, unless it is reserved.
fn setter_name(field: &Name, names: &[String]) -> Ident {
    let mut name = field.snake();
    if RESERVED.contains(&name.to_string().as_str()) {
        name = format_ident!("with_{name}");
        while names.contains(&name.to_string()) {
            name = format_ident!("{name}_");
        }
    }
    name
}

fn setter(emitter: &mut Emitter, field: &Field, setter: &Ident) -> TokenStream {
    let name = field.name.snake();
    let model = emitter.model;
    let (into, method, ty) = match model.resolve_aliases(&field.ty) {
        Type::Nullable(inner) => ("IntoNullable", "into_nullable", &**inner),
        ty @ Type::Boxed(_) => ("IntoOption", "into_option", ty),
        _ => ("IntoOption", "into_option", &field.ty),
    };
    let (into, method) = (emitter.runtime(into), format_ident!("{method}"));
    let boxed = matches!(ty, Type::Boxed(_)).then(|| {
        let boxed = emitter.std("Box");
        quote!(.map(#boxed::new))
    });
    let ty = value_type(emitter, ty);
    let description = field.docs.description.as_deref().and_then(docs::summary);
    let description = description.unwrap_or_else(|| format!("Sets `{}`.", field.key));
    let docs = DocComment::new(description).outer();
    let deprecated = deprecated(field.docs.deprecated);
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #setter(mut self, #name: impl #into<#ty>) -> Self {
            self.#name = #name.#method() #boxed;
            self
        }
    }
}

/// The type of a constructor's parameter, and the field's value made from it.
struct Parameter {
    ty: TokenStream,
    value: TokenStream,
}

fn parameter(emitter: &mut Emitter, field: &Field) -> Parameter {
    let name = field.name.snake();
    let (into, into_iterator) = (emitter.std("Into"), emitter.std("IntoIterator"));
    let (ty, value) = match emitter.model.resolve_aliases(&field.ty) {
        Type::String => {
            let string = emitter.std("String");
            (quote!(impl #into<#string>), quote!(#name.into()))
        }
        Type::Named(id)
            if matches!(
                emitter.model.type_def(*id).shape,
                Shape::Enum { .. } | Shape::IntegerEnum { .. } | Shape::Union { .. }
            ) =>
        {
            let ty = type_tokens(emitter, &field.ty);
            (quote!(impl #into<#ty>), quote!(#name.into()))
        }
        Type::List(item) if **item == Type::String => {
            let string = emitter.std("String");
            let ty = quote!(impl #into_iterator<Item = impl #into<#string>>);
            (ty, quote!(#name.into_iter().map(#into::into).collect()))
        }
        Type::List(item) => {
            let item = type_tokens(emitter, item);
            let ty = quote!(impl #into_iterator<Item = #item>);
            (ty, quote!(#name.into_iter().collect()))
        }
        Type::Map(value) if matches!(**value, Type::Any | Type::String) => {
            let (string, value) = (emitter.std("String"), type_tokens(emitter, value));
            let ty = quote!(impl #into_iterator<Item = (impl #into<#string>, impl #into<#value>)>);
            let pair = quote!(|(key, value)| (key.into(), value.into()));
            (ty, quote!(#name.into_iter().map(#pair).collect()))
        }
        Type::Nullable(inner) => {
            let into_option = emitter.runtime("IntoOption");
            let inner = type_tokens(emitter, inner);
            (
                quote!(impl #into_option<#inner>),
                quote!(#name.into_option()),
            )
        }
        Type::Boxed(inner) => {
            let boxed = emitter.std("Box");
            (type_tokens(emitter, inner), quote!(#boxed::new(#name)))
        }
        _ => (type_tokens(emitter, &field.ty), quote!(#name)),
    };
    Parameter { ty, value }
}
