//! Naming: every name of the model is claimed from the scope it lives in.

use super::{Scope, calls};
use crate::model::{Model, Origin, Servers, Shape, TypeDef};

/// Names that an alternative of credentials cannot have: those of `Auth` and its module.
const ALTERNATIVES: &[&str] = &["alternatives", "clone"];

/// Names that a feature of a crate cannot have: those of other features, and of dependencies.
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

/// Claims every name.
pub(crate) fn assign(model: &mut Model) {
    let mut types = Scope::default();
    // Names that were made up give way to names that somebody chose.
    let ranks: [fn(&TypeDef) -> bool; 4] = [
        |ty| ty.is_used() && ty.origin == Origin::Component,
        |ty| ty.is_used() && ty.origin == Origin::ExternalComponent,
        |ty| ty.is_used() && ty.origin == Origin::Inline,
        TypeDef::is_flattened_only,
    ];
    for is_of_rank in ranks {
        for ty in model.types.iter_mut().filter(|ty| is_of_rank(ty)) {
            ty.name = types.claim(&ty.name);
        }
    }
    for ty in &mut model.types {
        match &mut ty.shape {
            Shape::Struct { fields, .. } => {
                let mut scope = Scope::with_taken(&["additional_properties"]);
                for field in fields {
                    field.name = scope.claim(&field.name);
                }
            }
            Shape::Enum { variants } => {
                let mut scope = Scope::with_taken(&["Other", "Self"]);
                for variant in variants {
                    variant.name = scope.claim(&variant.name);
                }
            }
            Shape::Responses {
                variants: forms, ..
            } => {
                let mut scope = Scope::with_taken(&["Self"]);
                for form in forms {
                    form.name = scope.claim(&form.name);
                }
            }
            Shape::Union {
                variants: forms, ..
            } => {
                let mut scope = Scope::with_taken(&["Other", "Self"]);
                for form in forms {
                    form.name = scope.claim(&form.name);
                }
            }
            Shape::StringNewtype { .. } | Shape::Alias { .. } | Shape::Newtype { .. } => {}
        }
    }
    let mut alternatives = Scope::with_taken(ALTERNATIVES);
    for alternative in &mut model.security_requirements {
        alternative.name = alternatives.claim_or(&alternative.name, "scheme");
        let mut parts = Scope::default();
        for part in &mut alternative.credentials {
            part.name = parts.claim(&part.name);
        }
    }
    servers(&mut model.servers);
    calls::assign(&mut model.root);
    if model.is_large() {
        let mut features = Scope::with_taken(FEATURES);
        for child in &mut model.root.children {
            child.feature = Some(features.claim(&child.name).snake_string());
        }
    }
}

/// Servers and the choices among their parts are in one module.
fn servers(servers: &mut Servers) {
    let mut scope = Scope::default();
    for server in &mut servers.named {
        server.name = scope.claim(&server.name);
        let mut variables = Scope::with_taken(&["new"]);
        for variable in &mut server.variables {
            variable.name = variables.claim(&variable.name);
        }
    }
    for choice in &mut servers.enums {
        choice.name = scope.claim(&choice.name);
        let mut values = Scope::with_taken(&["Other", "Self"]);
        for value in &mut choice.values {
            value.name = values.claim(&value.name);
        }
    }
}
