//! `types.rs`: the types that are sent and received.

use super::answers::answers;
use super::api::condition;
use super::enums::open_enum;
use super::imports::Imports;
use super::newtypes::{text, wrapper};
use super::prose::Prose;
use super::structs::structure;
use super::ty::owned;
use super::unions::union;
use super::{Item, Module};
use crate::model::{Docs, Model, Resource, Shape, Type, TypeDef, TypeRole};
use crate::rust::docs;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;
use std::iter;

/// The feature that lets each type travel both ways.
pub(super) const ROUND_TRIP: &str = "round-trip";

/// An attribute would warn of the uses in the client itself, too.
pub(super) const DEPRECATED: &str = "**Deprecated** by the specification.";

/// The modules of the types.
///
/// In a large client the types of a single resource are in its own module, and left out with it.
pub(super) fn modules(model: &Model) -> Vec<Module> {
    let mut modules = Vec::new();
    // In the order of the alphabet, as imports are.
    let mut own = BTreeMap::new();
    let resources = &model.root.children;
    let mut at_home = vec![Vec::new(); resources.len()];
    let mut shared = Vec::new();
    for def in &model.types {
        match home(model, def) {
            Some(at) => at_home[at].push(def),
            None => shared.push(def),
        }
    }
    let groups = resources.iter().zip(at_home);
    for (resource, types) in groups.filter(|(_, types)| !types.is_empty()) {
        let (condition, name) = (condition(resource), resource.name.snake());
        // What only tests know would be an import of nothing for everybody else.
        let aside = types.iter().all(|def| def.is_flattened_only());
        let aside = aside.then(|| quote!(#[cfg(feature = #ROUND_TRIP)]));
        own.insert(
            resource.name.snake_string(),
            quote!(#condition #aside pub use crate::api::#name::types::*;),
        );
        let about = format!(
            "Types that only calls of {} send and receive.",
            docs::plain_text(resource.name.spelling())
        );
        let folder = format!("{}/types", resource.name.snake_string());
        modules.extend(with_aside(model, &folder, &sorted(types), &about, None));
    }
    let about = "Types that are sent and received.";
    let own: TokenStream = own.into_values().collect();
    let own = (!own.is_empty()).then_some(&own);
    modules.extend(with_aside(model, "types", &sorted(shared), about, own));
    modules
}

/// Whether a resource has types of its own.
pub(super) fn has_own(model: &Model, resource: &Resource) -> bool {
    let resources = &model.root.children;
    let is_own = |def| home(model, def).is_some_and(|at| resources[at].name == resource.name);
    model.types.iter().any(is_own)
}

/// The place of the resource whose type it is, if a user can choose among resources and no
/// other has to do with it.
fn home(model: &Model, def: &TypeDef) -> Option<usize> {
    let mut resources = def.resources.iter();
    let (Some(&only), None) = (resources.next(), resources.next()) else {
        return None;
    };
    let is_written = def.is_used() || def.is_flattened_only();
    let can_be_chosen = model.root.children.get(only)?.feature.is_some();
    (is_written && can_be_chosen).then_some(only)
}

/// Types in the order of the alphabet.
fn sorted(mut types: Vec<&TypeDef>) -> Vec<&TypeDef> {
    // Casing a name takes longer than comparing it.
    types.sort_by_cached_key(|def| def.name.pascal().to_string());
    types
}

/// The module of some types, and beside it one for those of them that no call takes as a whole.
fn with_aside(
    model: &Model,
    path: &str,
    types: &[&TypeDef],
    about: &str,
    more: Option<&TokenStream>,
) -> Vec<Module> {
    let (used, aside): (Vec<&TypeDef>, Vec<&TypeDef>) = types
        .iter()
        .filter(|def| def.is_used() || def.is_flattened_only())
        .partition(|def| def.is_used());
    let beside = (!aside.is_empty()).then(|| {
        quote! {
            #[cfg(feature = #ROUND_TRIP)]
            mod round_trip;

            #[cfg(feature = #ROUND_TRIP)]
            pub use self::round_trip::*;
        }
    });
    let known = match more {
        Some(_) => &sorted(model.types.iter().filter(|def| def.is_used()).collect()),
        None => &used,
    };
    let more = quote!(#beside #more);
    let mut modules = vec![Module::new(
        format!("{path}.rs"),
        module(model, &used, known, about, &more),
    )];
    if !aside.is_empty() {
        let about = "Request bodies whose properties the calls take one by one.";
        let aside = module(model, &aside, &aside, about, &TokenStream::new());
        modules.push(Module::new(format!("{path}/round_trip.rs"), aside));
    }
    modules
}

fn names(types: &[&TypeDef]) -> Vec<String> {
    let names = types.iter().map(|def| def.name.pascal().to_string());
    names.collect()
}

/// A module of some types; it knows the names of others, too, if it gives them to the user.
fn module(
    model: &Model,
    types: &[&TypeDef],
    known: &[&TypeDef],
    about: &str,
    more: &TokenStream,
) -> Vec<Item> {
    let mut imports = Imports::default().with("crate::api::types", names(known));
    let own = types.iter().flat_map(|def| items(model, def, &mut imports));
    let own: Vec<Item> = own.collect();
    let (about, uses) = (Prose::new(about).inner(), imports.uses());
    let head = quote! {
        #about

        #more

        #uses
    };
    iter::once(head.into()).chain(own).collect()
}

fn items(model: &Model, def: &TypeDef, imports: &mut Imports) -> Vec<Item> {
    match &def.shape {
        Shape::Struct {
            fields,
            additional_properties: rest,
        } => structure(model, def, fields, rest.as_ref(), imports),
        Shape::Enum { variants } => {
            let (name, docs) = (def.name.pascal(), described(model, def).outer());
            open_enum(&name, &docs, variants, imports)
        }
        Shape::StringNewtype {
            constraints: bounds,
        } => text(model, def, bounds, imports),
        Shape::Responses {
            variants: forms,
            is_error: failed,
        } => answers(model, def, forms, *failed, imports),
        Shape::Union {
            variants: forms,
            tag,
        } => union(model, def, forms, tag.as_ref(), imports),
        Shape::Alias { target } => vec![alias(model, def, target, imports).into()],
        Shape::Newtype { target } => wrapper(model, def, target, imports),
    }
}

fn alias(model: &Model, def: &TypeDef, target: &Type, imports: &mut Imports) -> TokenStream {
    let (name, docs) = (def.name.pascal(), described(model, def).outer());
    let target = owned(model, target, imports);
    quote! {
        #docs
        pub type #name = #target;
    }
}

/// The first word of a leaf macro: whether values are sent, received, or both.
pub(super) fn direction(def: &TypeDef) -> &'static str {
    match (def.usage.received, def.usage.sent) {
        (false, true) => "sent",
        (true, false) => "received",
        _ => "both",
    }
}

/// The words about a type; none where there is nothing to say but its name.
pub(super) fn described(model: &Model, def: &TypeDef) -> Prose {
    Prose::default()
        .markdown(def.description.as_deref())
        .maybe(standing(model, &def.role))
        .maybe(def.deprecated.then_some(DEPRECATED))
}

/// What is to be said of a type beside the specification's words.
fn standing(model: &Model, standing: &TypeRole) -> Option<String> {
    match standing {
        TypeRole::Schema => None,
        TypeRole::RequestViewOf(whole) => {
            let whole = link(model, whole)?;
            Some(format!(
                "{whole} as it is sent: its read-only properties may be absent."
            ))
        }
        TypeRole::Headers => Some(
            "The headers of a response: `response.headers_as` reads them. A header that is absent or \
             has another form is `None`."
                .to_owned(),
        ),
        TypeRole::Webhook { name, method } => {
            let name = docs::code_span(name);
            Some(format!("The body of the webhook {name}, sent by `{method}`."))
        }
        TypeRole::Callback {
            name,
            operation,
            method,
            expression,
        } => {
            let (name, operation) = (
                docs::code_span(name),
                docs::code_span(operation.spelling()),
            );
            let line = docs::code_span(&format!("{method} {expression}"));
            Some(format!(
                "The body of the callback {name} of {operation}: {line}."
            ))
        }
    }
}

/// The lines about a type that can as well stand where it is used.
const SHORT: usize = 2;

/// What is told about a value of a type. Of what the type says of itself the first sentence is
/// enough, unless that is short.
pub(super) fn told(model: &Model, ty: &Type, docs: &Docs) -> Docs {
    let of_type = own_words(model, ty);
    let words = docs.description.as_deref().map(str::trim);
    let is_same = words.is_some() && words == of_type.map(str::trim);
    let description = match &docs.description {
        Some(text) if is_same && docs::lines(text).len() > SHORT => docs::summary(text),
        description => description.clone(),
    };
    Docs {
        description,
        ..docs.clone()
    }
}

/// The words about a type by itself.
fn own_words<'m>(model: &'m Model, ty: &Type) -> Option<&'m str> {
    match ty {
        Type::Named(id) => model.type_def(*id).description.as_deref(),
        Type::Nullable(inner) | Type::Boxed(inner) => own_words(model, inner),
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
