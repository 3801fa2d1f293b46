//! The names of operations, of their inputs, and of the resources that hold them.

use super::name::Name;
use super::scope::Scope;
use super::shorten;
use crate::model::{Input, InputRole, Iteration, Location, Operation, Resource};

/// Modules that every client has, and crates that generated code names.
const MODULES: &[&str] = &[
    "api",
    "auth",
    "base_url",
    "client_builder",
    "examples",
    "mod",
    "runtime",
    "std",
    "types",
];

/// Methods of the client.
const CLIENT: &[&str] = &["builder", "clone", "from_env", "set_auth"];

/// A method of every resource, and the conventional name of a constructor.
const RESOURCE: &[&str] = &["clone", "new"];

/// Traits that the module of a resource imports.
const TRAITS: &[&str] = &["Call", "Paginated", "Streamed"];

/// Methods of every request builder.
const BUILDER: &[&str] = &[
    "clone",
    "options",
    "send",
    "send_blocking",
    "send_with_response",
    "send_with_response_blocking",
    "to_request",
];

/// Further methods of a builder whose response can be streamed or has pages.
const STREAM_BUILDER: &[&str] = &["send_stream", "send_stream_blocking"];
const PAGES_BUILDER: &[&str] = &["items", "items_blocking", "pages", "pages_blocking"];

/// Assigns the names of all resources and operations.
pub(super) fn assign(root: &mut Resource) {
    let modules = Scope::with_taken(&[MODULES, CLIENT].concat());
    assign_resource(root, &[], modules);
}

/// `modules` is the scope of the modules for the children.
fn assign_resource(resource: &mut Resource, path: &[Name], mut modules: Scope) {
    let mut methods = Scope::with_taken(RESOURCE);
    for child in &mut resource.children {
        let path = [path, std::slice::from_ref(&child.name)].concat();
        child.name = modules.claim_or_append(&child.name, "calls");
        methods.take(&child.name);
        let mut modules = Scope::with_taken(&[MODULES, RESOURCE].concat());
        modules.take(&child.name);
        assign_resource(child, &path, modules);
    }
    let names = resource.operations.iter().map(|it| it.name.clone());
    let names = shorten::shorten(&names.collect::<Vec<_>>(), path, &methods);
    for (operation, name) in resource.operations.iter_mut().zip(names) {
        operation.name = methods.claim_or_append(&name, "call");
        assign_inputs(operation);
    }
    assign_builders(resource);
}

/// A builder is named after the method that returns it. A name that the module uses for something
/// else, such as the resource itself, is claimed last: that builder gets the appended word.
fn assign_builders(resource: &mut Resource) {
    let mut taken = Scope::with_taken(TRAITS);
    taken.take(&resource.name);
    let mut scope = taken.clone();
    for is_taken in [false, true] {
        let operations = resource.operations.iter_mut();
        for operation in operations.filter(|it| taken.is_free(&it.name) != is_taken) {
            operation.builder = scope.claim_or_append(&operation.name, "call");
        }
    }
}

fn assign_inputs(operation: &mut Operation) {
    let mut arguments = Scope::default();
    let further = match &operation.iteration {
        None => &[],
        Some(Iteration::Stream(_)) => STREAM_BUILDER,
        Some(Iteration::Pages(_)) => PAGES_BUILDER,
    };
    let mut setters = Scope::with_taken(&[BUILDER, further].concat());
    let mut seen: Vec<(String, Location)> = Vec::new();
    for input in &mut operation.inputs {
        let scope = match input.role {
            InputRole::Argument => &mut arguments,
            InputRole::Setter => &mut setters,
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
        Location::Path | Location::Query => "parameter",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::BodyField => "field",
        Location::Body => "content",
    }
}
