//! What calls are called, and the resources that they are found in.

use super::{Name, Scope, within};
use crate::model::{InputRole, Iteration, Location, Operation, Resource};

/// Modules that are beside those of resources, and crates whose names generated code uses.
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

/// Methods that a client has already.
const CLIENT: &[&str] = &["builder", "clone", "from_env", "set_auth"];

/// Methods that each resource has already, and one that is a constructor by convention.
const METHODS: &[&str] = &["clone", "new"];

/// The traits whose constants a module of a resource uses.
const STRUCTS: &[&str] = &["Call", "Paged", "Streamed"];

/// Methods that a builder has already.
const SETTERS: &[&str] = &[
    "clone",
    "options",
    "send",
    "send_blocking",
    "send_with_response",
    "send_with_response_blocking",
    "to_request",
];

/// Methods that a builder has besides, whose response comes in pieces or in pages.
const SETTERS_OF_PIECES: &[&str] = &["send_stream", "send_stream_blocking"];
const SETTERS_OF_PAGES: &[&str] = &["items", "items_blocking", "pages", "pages_blocking"];

/// Claims the names of all resources and calls.
pub(super) fn assign(root: &mut Resource) {
    let modules = Scope::with_taken(&[MODULES, CLIENT].concat());
    resource(root, &[], modules);
}

fn resource(at: &mut Resource, path: &[Name], mut modules: Scope) {
    let mut methods = Scope::with_taken(METHODS);
    for child in &mut at.children {
        let path = [path, std::slice::from_ref(&child.name)].concat();
        child.name = modules.claim_or(&child.name, "calls");
        methods.take(&child.name);
        let modules = Scope::with_taken(&[MODULES, METHODS].concat());
        let modules = modules.claimed(&child.name);
        resource(child, &path, modules);
    }
    let names = at.operations.iter().map(|operation| operation.name.clone());
    let names = within::shortened(&names.collect::<Vec<_>>(), path, &methods);
    for (operation, name) in at.operations.iter_mut().zip(names) {
        operation.name = methods.claim_or(&name, "call");
        inputs(operation);
    }
    builders(at);
}

/// A builder is called as the method that begins it. One whose name means something else where
/// it stands, the resource for one, gives way to those whose name does not.
fn builders(at: &mut Resource) {
    let taken = Scope::with_taken(STRUCTS).claimed(&at.name);
    let mut structs = taken.clone();
    let operations = &mut at.operations;
    for gives_way in [false, true] {
        let of_rank = operations
            .iter_mut()
            .filter(|operation| taken.is_free(&operation.name) != gives_way);
        for operation in of_rank {
            operation.builder = structs.claim_or(&operation.name, "call");
        }
    }
}

fn inputs(operation: &mut Operation) {
    let mut arguments = Scope::default();
    let further = match &operation.iteration {
        None => &[],
        Some(Iteration::Stream(_)) => SETTERS_OF_PIECES,
        Some(Iteration::Pages(_)) => SETTERS_OF_PAGES,
    };
    let mut setters = Scope::with_taken(&[SETTERS, further].concat());
    let mut met: Vec<(String, Location)> = Vec::new();
    for input in &mut operation.inputs {
        let scope = match input.role {
            InputRole::Argument => &mut arguments,
            InputRole::Setter => &mut setters,
        };
        // The place tells inputs of one name apart, unless it is the same.
        let spelled = (input.name.snake_string(), input.location);
        input.name = if met.contains(&spelled) {
            scope.claim(&input.name)
        } else {
            scope.claim_or(&input.name, word(input.location))
        };
        met.push(spelled);
    }
}

/// What an input is, in a word.
fn word(place: Location) -> &'static str {
    match place {
        Location::Path | Location::Query => "parameter",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::BodyField => "field",
        Location::Body => "content",
    }
}
