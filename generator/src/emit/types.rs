//! `types.rs`: what is sent and what comes back.

use super::Module;
use super::answers::answers;
use super::api::condition;
use super::imports::Imports;
use super::prose::{Prose, limits};
use super::structs::structure;
use super::ty::owned;
use super::unions::union;
use crate::docs;
use crate::model::{Bound, Docs, Model, Resource, Shape, Standing, Type, TypeDef, Variant};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

const RUNTIME: &str = "crate::runtime";

/// The feature that lets each type travel both ways.
pub(super) const ROUND_TRIP: &str = "round-trip";

/// An attribute would warn of the uses in the client itself, too.
pub(super) const DEPRECATED: &str = "**Deprecated**, says the specification.";

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
        let aside = types.iter().all(|def| def.is_aside());
        let aside = aside.then(|| quote!(#[cfg(feature = #ROUND_TRIP)]));
        own.insert(
            resource.name.snake_text(),
            quote!(#condition #aside pub use crate::api::#name::types::*;),
        );
        let about = format!(
            "What calls of {} alone send and receive.",
            docs::plain(resource.name.as_spelled())
        );
        let folder = format!("{}/types", resource.name.snake_text());
        modules.extend(with_aside(model, &folder, &sorted(types), &about, None));
    }
    let about = "What is sent and what comes back.";
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
    let is_written = def.is_used() || def.is_aside();
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
        .filter(|def| def.is_used() || def.is_aside())
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
        let about = "What is sent, field by field: no call takes it as a whole.";
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
) -> TokenStream {
    let mut imports = Imports::within("crate::api::types", names(known));
    let items = types.iter().map(|def| item(model, def, &mut imports));
    let items = together(&items.collect::<Vec<_>>());
    let (about, uses) = (Prose::new(about).inner(), imports.uses());
    quote! {
        #about

        #more

        #uses

        #items
    }
}

/// The declaration of a type.
pub(super) struct Declared {
    /// The macro that it stands in a call of.
    by: Option<TokenStream>,
    item: TokenStream,
}

impl Declared {
    /// One that stands in a call of a macro.
    pub(super) fn by(by: TokenStream, item: TokenStream) -> Self {
        let by = Some(by);
        Self { by, item }
    }

    /// One that is written as it is.
    fn as_it_is(item: TokenStream) -> Self {
        let by = None;
        Self { by, item }
    }

    fn is_by_the_same(&self, other: &Self) -> bool {
        let name = |declared: &Self| declared.by.as_ref().map(ToString::to_string);
        self.by.is_some() && name(self) == name(other)
    }
}

/// Declarations after one another: neighbours by the same macro stand in one call of it.
fn together(declared: &[Declared]) -> TokenStream {
    let calls = declared.chunk_by(Declared::is_by_the_same).map(|chunk| {
        let items = chunk.iter().map(|declared| &declared.item);
        match &chunk[0].by {
            Some(by) => quote!(#by!(#(#items)*);),
            None => quote!(#(#items)*),
        }
    });
    calls.collect()
}

fn item(model: &Model, def: &TypeDef, imports: &mut Imports) -> Declared {
    match &def.shape {
        Shape::Struct { fields, rest } => structure(model, def, fields, rest.as_ref(), imports),
        Shape::Enum { variants } => choice(model, def, variants, imports),
        Shape::Text { bounds } => text(model, def, bounds, imports),
        Shape::Answers { forms, failed } => {
            Declared::as_it_is(answers(model, def, forms, *failed, imports))
        }
        Shape::Union { forms, tag } => union(model, def, forms, tag.as_ref(), imports),
        Shape::Alias { target } => Declared::as_it_is(alias(model, def, target, imports)),
        Shape::Wrapper { target } => wrapper(model, def, target, imports),
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

fn wrapper(model: &Model, def: &TypeDef, target: &Type, imports: &mut Imports) -> Declared {
    let (name, docs) = (def.name.pascal(), described(model, def).outer());
    let (direction, wrapper) = (direction(def), imports.get(RUNTIME, "wrapper"));
    let target = owned(model, target, imports);
    let item = quote! {
        #direction
        #docs
        pub struct #name(pub #target);
    };
    Declared::by(wrapper, item)
}

/// What a declaration says of the way that values travel, if it is but one.
pub(super) fn direction(def: &TypeDef) -> Option<TokenStream> {
    match (def.used.received, def.used.sent) {
        (false, true) => Some(quote!(#[sent])),
        (true, false) => Some(quote!(#[received])),
        _ => None,
    }
}

/// The words about a type; none where there is nothing to say but its name.
pub(super) fn described(model: &Model, def: &TypeDef) -> Prose {
    Prose::default()
        .markdown(def.description.as_deref())
        .maybe(standing(model, &def.standing))
        .maybe(def.deprecated.then_some(DEPRECATED))
}

/// What is to be said of a type beside the specification's words.
fn standing(model: &Model, standing: &Standing) -> Option<String> {
    match standing {
        Standing::Usual => None,
        Standing::SentOf(whole) => {
            let whole = link(model, whole)?;
            Some(format!(
                "{whole} as it is sent: what only comes back may be absent."
            ))
        }
        Standing::Head => Some(
            "What stands in the head of an answer: what is absent there, or is something else, is \
             `None`."
                .to_owned(),
        ),
        Standing::Webhook { name, method } => {
            let name = docs::code_span(name);
            Some(format!("What the webhook {name} brings, by `{method}`."))
        }
        Standing::Callback {
            name,
            operation,
            method,
            expression,
        } => {
            let (name, operation) = (
                docs::code_span(name),
                docs::code_span(operation.as_spelled()),
            );
            let line = docs::code_span(&format!("{method} {expression}"));
            Some(format!(
                "What the callback {name} of {operation} brings: {line}."
            ))
        }
    }
}

fn choice(model: &Model, def: &TypeDef, variants: &[Variant], imports: &mut Imports) -> Declared {
    let (name, docs) = (def.name.pascal(), described(model, def).outer());
    // The macro does it for texts that can stand between backticks.
    let is_plain =
        |variant: &Variant| docs::code_span(&variant.text) == format!("`{}`", variant.text);
    let documents = !variants.iter().all(is_plain);
    let variants = variants.iter().map(|variant| {
        let (name, text) = (variant.name.pascal(), &variant.text);
        let docs = documents.then(|| Prose::new(docs::code_span(text)).outer());
        quote!(#docs #name = #text)
    });
    let variants: Vec<_> = variants.collect();
    let open_enum = imports.get(RUNTIME, "open_enum");
    let item = quote! {
        #docs
        pub enum #name {
            #(#variants,)*
        }
    };
    Declared::by(open_enum, item)
}

fn text(model: &Model, def: &TypeDef, bounds: &[Bound], imports: &mut Imports) -> Declared {
    let name = def.name.pascal();
    let checked: Vec<_> = bounds.iter().filter_map(check).collect();
    let checks = (!checked.is_empty()).then(|| quote!(#[limits(#(#checked),*)]));
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
    let docs = described(model, def)
        .sentence(example)
        .maybe(limits)
        .outer();
    let item = quote! {
        #checks
        #docs
        pub struct #name(String);
    };
    Declared::by(imports.get(RUNTIME, "text"), item)
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
