//! The names of operations, of their inputs, and of the resources that hold them.

use super::name::Name;
use super::reserved::{BUILDER, CLIENT, MODULES, PAGES_BUILDER, RESOURCE, STREAM_BUILDER};
use super::scope::Scope;
use super::shorten;
use super::symbols::distinguish;
use crate::model::{Input, InputRole, Iteration, Location, Operation, Resource};

/// The maximum length of the name of a resource, in bytes, without an appended word. It is that of
/// registries for features; the names of files may have 255 bytes.
const MAX_RESOURCE_LENGTH: usize = 64;

/// Assigns the names of all resources, operations and request builders.
pub(super) fn assign(root: &mut Resource) {
    let modules = Scope::with_taken(&[MODULES, CLIENT].concat());
    assign_resource(root, &[], modules);
}

/// `modules` is the scope of the modules for the children.
fn assign_resource(resource: &mut Resource, path: &[Name], mut modules: Scope) {
    let mut methods = Scope::with_taken(RESOURCE);
    for child in &mut resource.children {
        let path = [path, std::slice::from_ref(&child.name)].concat();
        let name = child.name.truncated(MAX_RESOURCE_LENGTH);
        child.name = modules.claim_or_append(&name, "calls");
        methods.take(&child.name);
        let mut modules = Scope::with_taken(&[MODULES, RESOURCE].concat());
        modules.take(&child.name);
        assign_resource(child, &path, modules);
    }
    let names = resource.operations.iter().map(|it| it.name.clone());
    let names = shorten::shorten(&names.collect::<Vec<_>>(), path, &methods);
    for (operation, name) in resource.operations.iter_mut().zip(names) {
        operation.name = methods.claim_or_append(&name, "call");
    }
    assign_builders(resource);
}

/// A builder is named after the method that returns it. A name that the module uses for something
/// else, such as the resource itself, is claimed last: that builder gets the appended word.
fn assign_builders(resource: &mut Resource) {
    let mut taken = Scope::default();
    taken.take(&resource.name);
    let mut scope = taken.clone();
    for is_taken in [false, true] {
        let operations = resource.operations.iter_mut();
        for operation in operations.filter(|it| taken.is_free(&it.name) != is_taken) {
            operation.builder = scope.claim_or_append(&operation.name, "call");
        }
    }
}

/// Assigns the names of the inputs of all operations. `caseless` has the names that variables must
/// not have.
pub(super) fn assign_inputs(resource: &mut Resource, caseless: &Scope) {
    for operation in &mut resource.operations {
        inputs(operation, caseless);
    }
    for child in &mut resource.children {
        assign_inputs(child, caseless);
    }
}

fn inputs(operation: &mut Operation, caseless: &Scope) {
    let mut arguments = caseless.clone();
    let further = match &operation.iteration {
        None => &[],
        Some(Iteration::Stream(_)) => STREAM_BUILDER,
        Some(Iteration::Pages(_)) => PAGES_BUILDER,
    };
    let mut setters = caseless.and_taken(BUILDER).and_taken(further);
    let names = operation.inputs.iter_mut().map(|input| &mut input.name);
    distinguish(&mut names.collect::<Vec<_>>());
    let mut seen: Vec<(String, Location)> = Vec::new();
    for input in &mut operation.inputs {
        let scope = match input.role {
            InputRole::Constant | InputRole::Argument => &mut arguments,
            _ => &mut setters,
        };
        // The location distinguishes inputs of the same name, unless it is the same too.
        let key = (input.name.snake_string(), input.location);
        input.name = if seen.contains(&key) {
            scope.claim(&input.name)
        } else {
            scope.claim_or_append(&input.name, location_word(input))
        };
        seen.push(key);
    }
}

/// The word that distinguishes an input from others of its name.
fn location_word(input: &Input) -> &'static str {
    match input.location {
        _ if input.role == InputRole::WholeBody => "body",
        Location::Path | Location::Query | Location::QueryString => "parameter",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::BodyField => "field",
        Location::Body => "content",
    }
}
