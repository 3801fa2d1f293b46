//! Assigns the final names: each name of the model is claimed from its scope.

use super::name::Name;
use super::operations;
use super::reserved::{AUTH, CLIENT_BUILDER, FEATURES, FIELDS, SERVER, VARIANTS};
use super::scope::Scope;
use super::symbols::distinguish;
use crate::model::{Model, Origin, SecurityRequirement, Servers, Shape, TypeDef};

/// Makes every name of the model unique within its scope.
pub(crate) fn assign(model: &mut Model) {
    types(&mut model.types);
    security_requirements(&mut model.security_requirements);
    servers(&mut model.servers);
    operations::assign(&mut model.root);
    let caseless = caseless(model);
    for ty in &mut model.types {
        members(&mut ty.shape, &caseless);
    }
    for requirement in &mut model.security_requirements {
        let credentials = requirement.credentials.iter_mut();
        claim_all(caseless.clone(), credentials.map(|it| &mut it.name));
    }
    for server in &mut model.servers.named {
        let variables = server.variables.iter_mut();
        let scope = caseless.and_taken(SERVER);
        claim_all(scope, variables.map(|variable| &mut variable.name));
    }
    let mut setters = caseless.and_taken(CLIENT_BUILDER);
    for parameter in &mut model.client_parameters {
        parameter.name = setters.claim_or_append(&parameter.name, "parameter");
    }
    operations::assign_inputs(&mut model.root, &caseless);
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
    let ranks: [fn(&TypeDef) -> bool; 5] = [
        |ty| ty.is_used() && ty.origin == Origin::Component,
        |ty| ty.is_used() && ty.origin == Origin::ExternalComponent,
        |ty| ty.is_used() && ty.origin == Origin::Shared,
        |ty| ty.is_used() && ty.origin == Origin::Inline,
        TypeDef::is_flattened_only,
    ];
    for is_of_rank in ranks {
        for ty in types.iter_mut().filter(|ty| is_of_rank(ty)) {
            ty.name = scope.claim(&ty.name);
        }
    }
}

/// The names that are the same as types, constants and variables, such as `名前`. A variable cannot
/// have the name of a constant, or of a struct without named fields.
fn caseless(model: &Model) -> Scope {
    let mut scope = Scope::default();
    let types = model.types.iter().map(|ty| &ty.name);
    let requirements = model.security_requirements.iter().map(|it| &it.name);
    let servers = model.servers.named.iter().map(|server| &server.name);
    for name in types.chain(requirements).chain(servers) {
        scope.take_if_caseless(name);
    }
    let mut resources = vec![&model.root];
    while let Some(resource) = resources.pop() {
        scope.take_if_caseless(&resource.name);
        for operation in &resource.operations {
            scope.take_if_caseless(&operation.builder);
        }
        resources.extend(&resource.children);
    }
    scope
}

/// The names of fields and variants.
fn members(shape: &mut Shape, caseless: &Scope) {
    let variants = Scope::with_taken(VARIANTS);
    match shape {
        Shape::Struct { fields, .. } => claim_all(
            caseless.and_taken(FIELDS),
            fields.iter_mut().map(|it| &mut it.name),
        ),
        Shape::Enum { variants: of } => {
            claim_all(variants, of.iter_mut().map(|it| &mut it.name));
        }
        Shape::IntegerEnum { variants: of } => {
            claim_all(variants, of.iter_mut().map(|it| &mut it.name));
        }
        Shape::Responses { variants: of, .. } => {
            claim_all(variants, of.iter_mut().map(|it| &mut it.name));
        }
        Shape::Union { variants: of, .. } => {
            claim_all(variants, of.iter_mut().map(|it| &mut it.name));
        }
        Shape::StringNewtype { .. } | Shape::Alias { .. } | Shape::Newtype { .. } => {}
    }
}

/// Makes names unique in a scope of their own.
fn claim_all<'m>(mut scope: Scope, names: impl Iterator<Item = &'m mut Name>) {
    let mut names: Vec<&mut Name> = names.collect();
    distinguish(&mut names);
    for name in names {
        *name = scope.claim(name);
    }
}

fn security_requirements(requirements: &mut [SecurityRequirement]) {
    let mut scope = Scope::with_taken(AUTH);
    for requirement in requirements {
        requirement.name = scope.claim_or_append(&requirement.name, "scheme");
    }
}

/// The servers and the enums of their variables are in one module.
fn servers(servers: &mut Servers) {
    let mut scope = Scope::default();
    for server in &mut servers.named {
        server.name = scope.claim(&server.name);
    }
    for variable_enum in &mut servers.enums {
        variable_enum.name = scope.claim(&variable_enum.name);
        let variants = variable_enum.values.iter_mut();
        let scope = Scope::with_taken(VARIANTS);
        claim_all(scope, variants.map(|variant| &mut variant.name));
    }
}
