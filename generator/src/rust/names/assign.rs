//! Assigns the final names: each name of the model is claimed from its scope.

use super::name::Name;
use super::operations;
use super::scope::Scope;
use crate::model::{Model, Origin, SecurityRequirement, Servers, Shape, TypeDef};

/// Methods of `Auth`, and the name of a constant in its module.
const AUTH: &[&str] = &["alternatives", "clone"];

/// Cargo features and dependencies of every client: a feature for a resource has another name.
const FEATURES: &[&str] = &[
    "async",
    "blocking",
    "bytes",
    "default",
    "flate2",
    "futures_core",
    "http",
    "http_body",
    "httpdate",
    "jiff",
    "percent_encoding",
    "reqwest",
    "round_trip",
    "secrecy",
    "serde",
    "serde_json",
    "serde_path_to_error",
    "tokio",
    "tracing",
    "url",
];

/// Makes every name of the model unique within its scope.
pub(crate) fn assign(model: &mut Model) {
    types(&mut model.types);
    security_requirements(&mut model.security_requirements);
    servers(&mut model.servers);
    operations::assign(&mut model.root);
    if model.is_large() {
        let mut features = Scope::with_taken(FEATURES);
        for child in &mut model.root.children {
            child.feature = Some(features.claim(&child.name).snake_string());
        }
    }
}

fn types(types: &mut [TypeDef]) {
    let mut scope = Scope::default();
    // The names of components take precedence over those that lowering made up.
    let ranks: [fn(&TypeDef) -> bool; 4] = [
        |ty| ty.is_used() && ty.origin == Origin::Component,
        |ty| ty.is_used() && ty.origin == Origin::ExternalComponent,
        |ty| ty.is_used() && ty.origin == Origin::Inline,
        TypeDef::is_flattened_only,
    ];
    for is_of_rank in ranks {
        for ty in types.iter_mut().filter(|ty| is_of_rank(ty)) {
            ty.name = scope.claim(&ty.name);
        }
    }
    for ty in types {
        members(&mut ty.shape);
    }
}

/// The names of fields and variants.
fn members(shape: &mut Shape) {
    match shape {
        Shape::Struct { fields, .. } => claim_all(
            &["additional_properties"],
            fields.iter_mut().map(|field| &mut field.name),
        ),
        Shape::Enum { variants } => claim_all(
            &["Other", "Self"],
            variants.iter_mut().map(|variant| &mut variant.name),
        ),
        Shape::IntegerEnum { variants } => claim_all(
            &["Other", "Self"],
            variants.iter_mut().map(|variant| &mut variant.name),
        ),
        Shape::Responses { variants, .. } => claim_all(
            &["Self"],
            variants.iter_mut().map(|variant| &mut variant.name),
        ),
        Shape::Union { variants, .. } => claim_all(
            &["Other", "Self"],
            variants.iter_mut().map(|variant| &mut variant.name),
        ),
        Shape::StringNewtype { .. } | Shape::Alias { .. } | Shape::Newtype { .. } => {}
    }
}

/// Makes names unique in a scope of their own.
fn claim_all<'m>(taken: &[&str], names: impl Iterator<Item = &'m mut Name>) {
    let mut scope = Scope::with_taken(taken);
    for name in names {
        *name = scope.claim(name);
    }
}

fn security_requirements(requirements: &mut [SecurityRequirement]) {
    let mut scope = Scope::with_taken(AUTH);
    for requirement in requirements {
        requirement.name = scope.claim_or_append(&requirement.name, "scheme");
        let credentials = requirement.credentials.iter_mut();
        claim_all(&[], credentials.map(|credential| &mut credential.name));
    }
}

/// The servers and the enums of their variables are in one module.
fn servers(servers: &mut Servers) {
    let mut scope = Scope::default();
    for server in &mut servers.named {
        server.name = scope.claim(&server.name);
        let variables = server.variables.iter_mut();
        claim_all(&["new"], variables.map(|variable| &mut variable.name));
    }
    for variable_enum in &mut servers.enums {
        variable_enum.name = scope.claim(&variable_enum.name);
        let variants = variable_enum.values.iter_mut();
        claim_all(
            &["Other", "Self"],
            variants.map(|variant| &mut variant.name),
        );
    }
}
