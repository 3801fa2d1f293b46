//! `types.rs`: the types of requests and responses.

use super::attributes::cfg_resource;
use super::doc_comment::DocComment;
use super::emitter::Emitter;
use super::imports::Imports;
use super::integer_enums::integer_enum;
use super::module::{Item, Module, Sink};
use super::newtypes::{newtype, string_newtype};
use super::response_enums::response_enum;
use super::string_enums::string_enum;
use super::structs::{rest_field, struct_items};
use super::type_docs::type_docs;
use super::type_tokens::type_tokens;
use super::unions::union;
use super::view_conversions::view_conversion;
use crate::model::{Model, Resource, Shape, Type, TypeDef};
use crate::rust::docs;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// The feature with which every type implements both serde traits.
const ROUND_TRIP: &str = "round-trip";

/// The modules of the types.
///
/// If the resources have features, a type that only one resource uses is in the module of that
/// resource, and `types` re-exports it.
pub(super) fn modules(model: &Model) -> Vec<Module<'_>> {
    let mut modules = Vec::new();
    let resources = &model.root.children;
    let mut owned = vec![Vec::new(); resources.len()];
    let mut shared = Vec::new();
    for def in model.types.iter().filter(|def| def.is_emitted()) {
        match owning_resource(model, def) {
            Some(index) => owned[index].push(def),
            None => shared.push(def),
        }
    }
    let groups = resources.iter().zip(owned);
    let groups: Vec<_> = groups.filter(|(_, types)| !types.is_empty()).collect();
    for (resource, types) in &groups {
        let docs = format!(
            "Types that only the operations of {} use.",
            docs::plain_text(resource.name.spelling())
        );
        let path = format!("{}/types", resource.name.snake_string());
        push_modules(model, &path, types.clone(), docs, Vec::new(), &mut modules);
    }
    let docs = "Types of requests and responses.".to_owned();
    push_modules(model, "types", shared, docs, groups, &mut modules);
    modules
}

/// The imports of the modules of resources.
fn reexports(groups: &[(&Resource, Vec<&TypeDef>)]) -> TokenStream {
    let reexports = groups.iter().map(|(resource, types)| {
        let (cfg, name) = (cfg_resource(resource), resource.name.snake());
        // Without this feature the module would be empty, and its import unused.
        let all_flattened = types.iter().all(|def| def.is_flattened_only());
        let cfg_round_trip = all_flattened.then(|| quote!(#[cfg(feature = #ROUND_TRIP)]));
        let reexport = quote!(#cfg #cfg_round_trip pub use crate::api::#name::types::*;);
        (resource.name.snake_string(), reexport)
    });
    // Sorted, like imports.
    let reexports: BTreeMap<String, TokenStream> = reexports.collect();
    reexports.into_values().collect()
}

/// The indices of the resources whose modules have types.
pub(super) fn owning_resources(model: &Model) -> BTreeSet<usize> {
    let types = model.types.iter();
    types
        .filter_map(|def| owning_resource(model, def))
        .collect()
}

/// The index of the resource whose module has a type: it has a feature, and no other resource uses
/// the type.
fn owning_resource(model: &Model, def: &TypeDef) -> Option<usize> {
    let mut resources = def.resources.iter();
    let (Some(&only), None) = (resources.next(), resources.next()) else {
        return None;
    };
    let has_feature = model.root.children.get(only)?.feature.is_some();
    (def.is_emitted() && has_feature).then_some(only)
}

/// Types in alphabetical order.
fn sorted(mut types: Vec<&TypeDef>) -> Vec<&TypeDef> {
    // Casing a name takes longer than comparing it.
    types.sort_by_cached_key(|def| def.name.pascal().to_string());
    types
}

/// Adds the module of some types, and its child for those that are only flattened bodies. The module
/// re-exports the types of the `groups`.
fn push_modules<'m>(
    model: &'m Model,
    path: &str,
    types: Vec<&'m TypeDef>,
    docs: String,
    groups: Vec<(&'m Resource, Vec<&'m TypeDef>)>,
    modules: &mut Vec<Module<'m>>,
) {
    let (used, flattened): (Vec<&TypeDef>, Vec<&TypeDef>) =
        sorted(types).into_iter().partition(|def| def.is_used());
    let has_flattened = !flattened.is_empty();
    modules.push(Module::new(format!("{path}.rs"), move |sink| {
        let child = has_flattened.then(|| {
            quote! {
                #[cfg(feature = #ROUND_TRIP)]
                mod round_trip;

                #[cfg(feature = #ROUND_TRIP)]
                pub use self::round_trip::*;
            }
        });
        let reexports = reexports(&groups);
        let declarations = quote!(#child #reexports);
        // Re-exported types are in scope, too.
        if groups.is_empty() {
            module(model, &used, &used, &docs, &declarations, sink)
        } else {
            let in_scope = sorted(model.types.iter().filter(|def| def.is_used()).collect());
            module(model, &used, &in_scope, &docs, &declarations, sink)
        }
    }));
    if has_flattened {
        modules.push(Module::new(format!("{path}/round_trip.rs"), move |sink| {
            let docs = "Request bodies whose properties are arguments and setters of operations.";
            module(
                model,
                &flattened,
                &flattened,
                docs,
                &TokenStream::new(),
                sink,
            )
        }));
    }
}

fn module(
    model: &Model,
    types: &[&TypeDef],
    in_scope: &[&TypeDef],
    docs: &str,
    declarations: &TokenStream,
    sink: &mut Sink,
) -> Vec<Item> {
    let names = in_scope.iter().map(|def| def.name.pascal().to_string());
    let imports = Imports::default().with_in_scope("crate::api::types", names);
    let mut emitter = Emitter::new(model, imports);
    for def in types {
        items(&mut emitter, def).into_iter().for_each(&mut *sink);
    }
    let (docs, uses) = (DocComment::new(docs).inner(), emitter.use_items());
    let head = quote! {
        #docs

        #declarations

        #uses
    };
    vec![head.into()]
}

fn items(emitter: &mut Emitter, def: &TypeDef) -> Vec<Item> {
    let mut items = definition(emitter, def);
    items.extend(view_conversion(emitter, def).map(Item::from));
    items
}

fn definition(emitter: &mut Emitter, def: &TypeDef) -> Vec<Item> {
    match &def.shape {
        Shape::Struct {
            fields,
            additional_properties,
            keeps_unknown_properties,
        } => {
            let additional = additional_properties.as_ref();
            let rest = rest_field(emitter, additional, *keeps_unknown_properties);
            struct_items(emitter, def, fields, rest.as_ref())
        }
        Shape::Enum { variants } => {
            let (name, docs) = (def.name.pascal(), type_docs(emitter.model, def).outer());
            string_enum(emitter, &name, &docs, variants)
        }
        Shape::IntegerEnum { variants } => {
            let (name, docs) = (def.name.pascal(), type_docs(emitter.model, def).outer());
            integer_enum(emitter, &name, &docs, variants)
        }
        Shape::StringNewtype { constraints } => string_newtype(emitter, def, constraints),
        Shape::Responses {
            variants,
            distinguished_by,
            is_error,
        } => response_enum(emitter, def, variants, *distinguished_by, *is_error),
        Shape::Union { variants, tag } => union(emitter, def, variants, tag.as_ref()),
        Shape::Alias { target } => vec![alias(emitter, def, target).into()],
        Shape::Newtype { target } => newtype(emitter, def, target),
    }
}

fn alias(emitter: &mut Emitter, def: &TypeDef, target: &Type) -> TokenStream {
    let (name, docs) = (def.name.pascal(), type_docs(emitter.model, def).outer());
    let target = type_tokens(emitter, target);
    quote! {
        #docs
        pub type #name = #target;
    }
}
